import { describe, expect, it } from 'vitest';
import { editDraft, titleFrom } from './edit-draft.ts';
import { advance, redo, startHistory, undo } from './edit-history.ts';
import { countDraft, draftFrom, missingNumbers, toImportIssues, type ImportDraft } from './import-draft.ts';

const issue = (number: number | null, path: string[], measures: string[] = [], line = (number ?? 0) * 10) => ({
  number,
  categoryPath: path,
  title: `问题${number}`,
  text: `问题${number}的原文。后半句。`,
  line,
  measures: measures.map((text, index) => ({ ordinal: index + 1, text, line: line + index + 1 })),
});

const build = (): ImportDraft =>
  draftFrom({
    issues: [
      issue(1, ['甲', '一'], ['措施甲。', '措施乙。']),
      issue(2, ['甲', '一'], ['措施丙。']),
      issue(3, ['甲', '二']),
      issue(4, ['乙']),
    ],
  });

const texts = (draft: ImportDraft) => draft.map(({ measures }) => measures.map(({ text }) => text));

describe('correcting what the import understood', () => {
  it('renames a heading for all issues under it and no others', () => {
    const draft = editDraft(build(), { kind: 'renameCategory', firstIssueKey: 'i0', level: 0, title: '改名' });
    expect(draft.map(({ categoryPath }) => categoryPath)).toEqual([
      ['改名', '一'],
      ['改名', '一'],
      ['改名', '二'],
      ['乙'],
    ]);
  });

  it('takes a heading level away when its name is emptied', () => {
    const draft = editDraft(build(), { kind: 'renameCategory', firstIssueKey: 'i0', level: 1, title: ' ' });
    expect(draft.map(({ categoryPath }) => categoryPath)).toEqual([['甲'], ['甲'], ['甲', '二'], ['乙']]);
  });

  it('merges an issue into the one before, texts and measures in order', () => {
    const draft = editDraft(build(), { kind: 'mergeWithPrevious', key: 'i1' });
    expect(draft).toHaveLength(3);
    expect(draft[0]?.text).toBe('问题1的原文。后半句。\n问题2的原文。后半句。');
    expect(texts(draft)[0]).toEqual(['措施甲。', '措施乙。', '措施丙。']);
  });

  it('does not merge the first issue, nor into a dropped one', () => {
    const draft = build();
    expect(editDraft(draft, { kind: 'mergeWithPrevious', key: 'i0' })).toBe(draft);
    const dropped = editDraft(draft, { kind: 'setDropped', key: 'i0', isDropped: true });
    expect(editDraft(dropped, { kind: 'mergeWithPrevious', key: 'i1' })).toBe(dropped);
  });

  it('merges a measure into the one before, and the first into the text of the issue', () => {
    expect(texts(editDraft(build(), { kind: 'mergeWithPrevious', key: 'i0m1' }))[0]).toEqual(['措施甲。\n措施乙。']);
    const draft = editDraft(build(), { kind: 'mergeWithPrevious', key: 'i0m0' });
    expect(draft[0]?.text).toBe('问题1的原文。后半句。\n措施甲。');
    expect(texts(draft)[0]).toEqual(['措施乙。']);
  });

  it('splits a measure at a place, losing no character but white space', () => {
    expect(texts(editDraft(build(), { kind: 'split', key: 'i0m0', at: 2 }))[0]).toEqual(['措施', '甲。', '措施乙。']);
  });

  it('splits the same measure twice without confusing the parts', () => {
    const once = editDraft(build(), { kind: 'split', key: 'i0m0', at: 2 });
    const twice = editDraft(once, { kind: 'split', key: 'i0m0', at: 1 });
    expect(texts(twice)[0]).toEqual(['措', '施', '甲。', '措施乙。']);
    expect(new Set(twice[0]?.measures.map(({ key }) => key)).size).toBe(4);
  });

  it('does not split at the ends', () => {
    const draft = build();
    expect(editDraft(draft, { kind: 'split', key: 'i0m0', at: 0 })).toBe(draft);
    expect(editDraft(draft, { kind: 'split', key: 'i0m0', at: 4 })).toBe(draft);
  });

  it('splits an issue: the measures go with the last part, which has no number yet', () => {
    const draft = editDraft(build(), { kind: 'split', key: 'i0', at: 7 });
    expect(draft[0]?.text).toBe('问题1的原文。');
    expect(draft[1]).toMatchObject({ text: '后半句。', title: '后半句', number: null, categoryPath: ['甲', '一'] });
    expect(texts(draft).slice(0, 2)).toEqual([[], ['措施甲。', '措施乙。']]);
  });

  it('makes a measure an issue with the measures after it, and an issue a measure', () => {
    const born = editDraft(build(), { kind: 'measureToIssue', key: 'i0m0' });
    expect(born[1]).toMatchObject({ title: '措施甲', number: null });
    expect(texts(born).slice(0, 2)).toEqual([[], ['措施乙。']]);
    const back = editDraft(build(), { kind: 'issueToMeasure', key: 'i1' });
    expect(texts(back)[0]).toEqual(['措施甲。', '措施乙。', '问题2的原文。后半句。', '措施丙。']);
  });

  it('renumbers from an issue on, passing over the dropped ones', () => {
    const dropped = editDraft(build(), { kind: 'setDropped', key: 'i2', isDropped: true });
    const draft = editDraft(dropped, { kind: 'renumberFrom', key: 'i1', number: 10 });
    expect(draft.map(({ number }) => number)).toEqual([1, 10, 3, 11]);
  });

  it('writes neither dropped issues nor dropped measures, and counts accordingly', () => {
    let draft = editDraft(build(), { kind: 'setDropped', key: 'i3', isDropped: true });
    draft = editDraft(draft, { kind: 'setDropped', key: 'i0m0', isDropped: true });
    expect(countDraft(draft)).toEqual({ issues: 3, measures: 2, dropped: 2 });
    expect(toImportIssues(draft)[0]?.measures).toEqual([{ text: '措施乙。' }]);
    expect(countDraft(editDraft(draft, { kind: 'setDropped', key: 'i3', isDropped: false })).issues).toBe(4);
  });

  it('leaves the draft alone when the node is gone', () => {
    const draft = build();
    for (const kind of ['mergeWithPrevious', 'measureToIssue', 'issueToMeasure'] as const) {
      expect(editDraft(draft, { kind, key: 'nowhere' })).toBe(draft);
    }
  });
});

describe('undo and redo', () => {
  it('goes back and forth, and a new step forgets what was undone', () => {
    let history = advance(advance(startHistory(1), 2), 3);
    history = undo(history);
    expect(history.present).toBe(2);
    expect(redo(history).present).toBe(3);
    expect(redo(advance(history, 9)).present).toBe(9);
    expect(undo(startHistory(1)).present).toBe(1);
  });

  it('takes no step when nothing changed', () => {
    expect(advance(startHistory('同'), '同').past).toEqual([]);
  });
});

describe('missing numbers', () => {
  const numbered = (...numbers: (number | null)[]) =>
    missingNumbers(draftFrom({ issues: numbers.map((number) => issue(number, [])) }));

  it('finds what is left out between neighbours', () => {
    expect(numbered(40, 41, 43, 46)).toEqual([42, 44, 45]);
  });

  it('takes numbering that starts again under a heading for no gap', () => {
    expect(numbered(1, 2, 3, 1, 2)).toEqual([]);
    expect(numbered(1, null, 2)).toEqual([]);
  });

  it('does not drown in an absurd gap', () => {
    expect(numbered(1, 9999).length).toBe(30);
  });
});

describe('a title for a text', () => {
  it('is its first sentence', () => {
    expect(titleFrom('  学习不够深入。如某次会议。')).toBe('学习不够深入');
    expect(titleFrom('长'.repeat(300))).toHaveLength(200);
  });
});
