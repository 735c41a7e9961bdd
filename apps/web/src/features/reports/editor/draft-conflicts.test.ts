import { describe, expect, it } from 'vitest';
import type { Paragraph } from '../report-types.ts';
import type { DraftChange } from './draft-changes.ts';
import { findConflicts, reanchor } from './draft-conflicts.ts';

const paragraph = (id: string, text: string, over: Partial<Paragraph> = {}): Paragraph => ({
  id,
  kind: 'text',
  level: 0,
  text,
  issueId: null,
  measureId: null,
  disclosure: 'public',
  ground: null,
  isEdited: false,
  version: 1,
  issueDisclosure: null,
  ...over,
});
const mapOf = (...paragraphs: Paragraph[]) => new Map(paragraphs.map((each) => [each.id, each]));
const mine: DraftChange = { op: 'write', paragraphId: 'a', text: '我的' };
const seen = mapOf(paragraph('a', '原文'), paragraph('b', '原文'));

describe('my change beside what the server holds', () => {
  it('fits where nobody else wrote, though the paragraph was moved or another was changed', () => {
    const now = mapOf(paragraph('a', '原文', { version: 9 }), paragraph('b', '改过', { version: 9 }));
    expect(findConflicts([mine], seen, now)).toEqual({ fitting: [mine], conflicts: [] });
  });
  it('is asked about where another wrote first', () => {
    const { fitting, conflicts } = findConflicts([mine], seen, mapOf(paragraph('a', '对方的')));
    expect(fitting).toEqual([]);
    expect(conflicts).toMatchObject([{ paragraphId: 'a', mine: '我的', theirs: '对方的' }]);
  });
  it('is settled where both wrote the same', () => {
    expect(findConflicts([mine], seen, mapOf(paragraph('a', '我的')))).toEqual({ fitting: [], conflicts: [] });
  });
  it('is asked about where the paragraph is gone', () => {
    expect(findConflicts([mine], seen, mapOf()).conflicts).toMatchObject([{ theirs: null }]);
  });
  it('removes nothing that another has rewritten', () => {
    const change: DraftChange = { op: 'remove', paragraphId: 'a' };
    expect(findConflicts([change], seen, mapOf(paragraph('a', '对方的'))).conflicts).toHaveLength(1);
    expect(findConflicts([change], seen, mapOf()).conflicts).toHaveLength(0);
  });
  it('is not inserted twice when only the answer was lost', () => {
    const change: DraftChange = { op: 'insert', paragraphId: 'n', afterId: 'a', kind: 'text', level: 0, text: '新' };
    expect(findConflicts([change], seen, mapOf(paragraph('n', '新')))).toEqual({ fitting: [], conflicts: [] });
    expect(findConflicts([change], seen, mapOf()).fitting).toEqual([change]);
  });
  it('writes on in a paragraph whose beginning arrived, and asks where other words stand there', () => {
    const change: DraftChange = { op: 'insert', paragraphId: 'n', afterId: 'a', kind: 'text', level: 0, text: '新的' };
    const onward = { op: 'write', paragraphId: 'n', text: '新的' };
    expect(findConflicts([change], seen, mapOf(paragraph('n', '新')))).toEqual({ fitting: [onward], conflicts: [] });
    const { fitting, conflicts } = findConflicts([change], seen, mapOf(paragraph('n', '新的一段')));
    expect(fitting).toEqual([]);
    expect(conflicts).toEqual([{ paragraphId: 'n', change: onward, mine: '新的', theirs: '新的一段' }]);
  });
});

describe('a paragraph put after one that is gone', () => {
  const insert: DraftChange = { op: 'insert', paragraphId: 'n', afterId: 'b', kind: 'text', level: 0, text: '新' };
  it('stands after the nearest one that is left', () => {
    const now = mapOf(paragraph('a', '原文'), paragraph('c', '原文'));
    expect(reanchor([insert], ['a', 'b', 'c'], now)).toEqual([{ ...insert, afterId: 'a' }]);
    expect(reanchor([insert], ['b', 'c'], now)).toEqual([{ ...insert, afterId: null }]);
  });
  it('stays after a new one', () => {
    const second: DraftChange = { ...insert, paragraphId: 'm', afterId: 'n' };
    expect(reanchor([insert, second], ['a', 'b'], mapOf(paragraph('b', '原文')))).toEqual([insert, second]);
  });
});
