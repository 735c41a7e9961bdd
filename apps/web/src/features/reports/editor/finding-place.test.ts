import { describe, expect, it } from 'vitest';
import { indexFigures } from './figure-text.ts';
import { repairParagraph, shownPlace } from './finding-place.ts';

const figures = indexFigures([{ key: 'issues_total', label: '反馈问题总数', text: '60', unit: '项', scope: null }]);
const repairOf = (from: number, to: number, replacement: string) => ({ from, to, replacement, label: '' });

describe('the words of a finding', () => {
  it('are marked where they were found, not at an earlier like', () => {
    const text = '5次、{{issues_total}}项、5次';
    const at = text.lastIndexOf('5次');
    expect(shownPlace(text, figures, { quote: '5次', at })).toEqual({ from: 7, to: 9 });
  });
  it('are looked for where the paragraph was rewritten', () => {
    expect(shownPlace('又加了几个字，5次', figures, { quote: '5次', at: 0 })).toEqual({ from: 7, to: 9 });
    expect(shownPlace('改掉了', figures, { quote: '5次', at: 0 })).toBeNull();
  });
});

describe('a repair', () => {
  const text = '反馈{{issues_total}}项，开会5次。';
  const at = text.indexOf('5次');
  it('leaves figures before it alone', () => {
    const found = { quote: '5次', from: at, repair: repairOf(at, at + 1, '6') };
    expect(repairParagraph(text, figures, found)).toBe('反馈{{issues_total}}项，开会6次。');
  });
  it('may stand beside the words that were found', () => {
    const found = { quote: '开会5次', from: at - 2, repair: repairOf(at + 2, at + 3, '；') };
    expect(repairParagraph(text, figures, found)).toBe('反馈{{issues_total}}项，开会5次；');
  });
  it('is not made where the words are gone', () => {
    expect(repairParagraph('改掉了', figures, { quote: '5次', from: 0, repair: repairOf(0, 1, '6') })).toBeNull();
  });
});
