import { describe, expect, it } from 'vitest';
import { draftFrom } from './import-draft.ts';
import { findingsByRow, outlineOf, readCategoryKey, rowAtLine } from './import-outline.ts';
import { claimLines, isSameUnit } from './report-facts.ts';

const lines = ['(一)学习方面', '(1)问题一。', '一是学习。', '二是讨论。', '(2)问题二。', '(二)作风方面', '(3)问题三。'];
const issue = (number: number, path: string[], line: number, measureLines: number[] = []) => ({
  number,
  categoryPath: path,
  title: `问题${number}`,
  text: `问题${number}。`,
  line,
  measures: measureLines.map((at, index) => ({ ordinal: index + 1, text: lines[at - 1] ?? '', line: at })),
});
const draft = draftFrom(
  { issues: [issue(1, ['学习方面'], 2, [3, 4]), issue(2, ['学习方面'], 5), issue(3, ['作风方面'], 7)] },
  lines,
);

describe('the tree beside the text', () => {
  const rows = outlineOf(draft);

  it('shows each heading once, with what is under it', () => {
    expect(rows.map(({ kind, text, issueCount, measureCount }) => [kind, text, issueCount, measureCount])).toEqual([
      ['category', '学习方面', 2, 2],
      ['issue', '问题1', 1, 2],
      ['measure', '一是学习。', 0, 0],
      ['measure', '二是讨论。', 0, 0],
      ['issue', '问题2', 1, 0],
      ['category', '作风方面', 1, 0],
      ['issue', '问题3', 1, 0],
    ]);
  });

  it('finds the line of a heading and the row of a line', () => {
    expect(rows.filter(({ kind }) => kind === 'category').map(({ line }) => line)).toEqual([1, 6]);
    expect(rowAtLine(rows, 4)?.text).toBe('二是讨论。');
    expect(rowAtLine(rows, 99)?.text).toBe('问题3');
    expect(rowAtLine([], 1)).toBeNull();
  });

  it('puts a finding beside the row of its line', () => {
    const byRow = findingsByRow(rows, [{ code: 'ordinal-late', severity: 'warning', line: 3, message: '从二是开始' }]);
    expect([...byRow.keys()]).toEqual(['i0m0']);
  });

  it('counts no dropped issue', () => {
    const dropped = draft.map((each, index) => (index === 1 ? { ...each, isDropped: true } : each));
    expect(outlineOf(dropped)[0]?.issueCount).toBe(1);
  });

  it('opens a heading again when an issue without one stands between', () => {
    const mixed = draftFrom({ issues: [issue(1, ['甲', '一'], 2), issue(2, [], 5), issue(3, ['甲', '一'], 7)] });
    expect(outlineOf(mixed).map(({ kind }) => kind)).toEqual([
      'category',
      'category',
      'issue',
      'issue',
      'category',
      'category',
      'issue',
    ]);
  });

  it('reads a heading key back', () => {
    expect(readCategoryKey('c1:i12')).toEqual({ level: 1, firstIssueKey: 'i12' });
    expect(readCategoryKey('i12')).toBeNull();
  });
});

describe('what the text says of itself', () => {
  it('puts the found number beside a total that does not fit', () => {
    const claim = { kind: 'issues-total', value: 60, unit: '个', line: 1, quote: '60个问题' };
    expect(claimLines([claim, claim], { issues: 59, measures: 0, dropped: 0 })).toEqual([
      { text: '问题 60 个', line: 1, mismatch: '识别出 59' },
    ]);
    expect(claimLines([claim], { issues: 60, measures: 0, dropped: 0 })[0]?.mismatch).toBeNull();
  });

  it('knows a unit by its party group', () => {
    expect(isSameUnit('中共海岳区文旅局党组', '海岳区文旅局')).toBe(true);
    expect(isSameUnit('海岳区财政局', '海岳区文旅局')).toBe(false);
  });
});
