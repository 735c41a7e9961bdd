import { describe, expect, it } from 'vitest';
import {
  editorPosition,
  endPosition,
  fromEditorDoc,
  indexFigures,
  replaceShown,
  segmentsOf,
  shownText,
  toEditorDoc,
} from './figure-text.ts';

const scoped = 'issues_total@00000000-0000-4000-8000-000000000500';
const figures = indexFigures([
  { key: 'issues_total', label: '反馈问题总数', text: '60', unit: '项', scope: null },
  { key: 'issues_completed', label: '已完成整改', text: '59', unit: '项', scope: null },
  { key: scoped, label: '反馈问题总数', text: '15', unit: '项', scope: '政治建设方面' },
]);

describe('a paragraph between its stored form and the editor', () => {
  it.each([
    '',
    '没有数字的一段',
    '共{{issues_total}}项，已完成{{issues_completed}}项。',
    '{{issues_total}}{{issues_completed}}',
    `分类{{${scoped}}}项`,
    '第一行\n第二行',
    '不是数字的{{Abc}}和{{}}照原样',
  ])('%j comes back unchanged', (text) => {
    expect(fromEditorDoc(toEditorDoc(text))).toBe(text);
  });

  it('keeps figures apart from words', () => {
    expect(segmentsOf('共{{issues_total}}项')).toEqual(['共', { figure: 'issues_total' }, '项']);
  });

  it('is shown with the present values, and an unknown figure is not passed over', () => {
    expect(shownText(`共{{issues_total}}项，其中{{${scoped}}}项`, figures)).toBe('共60项，其中15项');
    expect(shownText('{{gone}}', figures)).toContain('无此数字');
  });
});

describe('a repair of the shown words', () => {
  const text = '共{{issues_total}}项，已完成{{issues_completed}}项';
  it('between figures leaves them alone', () => {
    expect(replaceShown(text, figures, { from: 4, to: 8, replacement: '完成' })).toBe(
      '共{{issues_total}}项完成{{issues_completed}}项',
    );
  });
  it('of a figure, even of half of it, replaces it whole', () => {
    expect(replaceShown(text, figures, { from: 2, to: 3, replacement: '61' })).toBe(
      '共61项，已完成{{issues_completed}}项',
    );
  });
  it('may only insert', () => {
    expect(replaceShown('甲乙', figures, { from: 1, to: 1, replacement: '、' })).toBe('甲、乙');
    expect(replaceShown(text, figures, { from: 11, to: 11, replacement: '。' })).toBe(`${text}。`);
  });
});

describe('a place among the shown words', () => {
  const text = '共{{issues_total}}项';
  it.each([
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 3],
    [4, 4],
    [99, 4],
  ])('%i lies at %i in the editor', (shown, position) => {
    expect(editorPosition(text, figures, shown)).toBe(position);
  });
  it('ends behind the last sign', () => {
    expect(endPosition(text)).toBe(4);
    expect(endPosition('')).toBe(1);
  });
});
