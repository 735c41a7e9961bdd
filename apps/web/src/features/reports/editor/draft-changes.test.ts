import { describe, expect, it } from 'vitest';
import type { Paragraph } from '../report-types.ts';
import { applyChange, draftOf, enqueue, requeue, splitSendable, toRequest, type DraftChange } from './draft-changes.ts';

const paragraph = (id: string): Paragraph => ({
  id,
  kind: 'text',
  level: 0,
  text: id,
  issueId: null,
  measureId: null,
  disclosure: 'public',
  ground: null,
  isEdited: false,
  version: 3,
  issueDisclosure: null,
});
const write = (paragraphId: string, text: string): DraftChange => ({ op: 'write', paragraphId, text });
const remove = (paragraphId: string): DraftChange => ({ op: 'remove', paragraphId });
const move = (paragraphId: string, afterId: string | null): DraftChange => ({ op: 'move', paragraphId, afterId });
const insert = (paragraphId: string, afterId: string | null, text = ''): DraftChange => ({
  op: 'insert',
  paragraphId,
  afterId,
  kind: 'text',
  level: 0,
  text,
});
const queueOf = (...changes: DraftChange[]) => changes.reduce<DraftChange[]>(enqueue, []);
const start = draftOf(['a', 'b', 'c'].map(paragraph));
const after = (...changes: DraftChange[]) => changes.reduce(applyChange, start);

describe('changes that wait to be saved', () => {
  it('keep only the last words of a paragraph', () => {
    expect(queueOf(write('a', '一'), write('b', '二'), write('a', '三'))).toEqual([write('a', '三'), write('b', '二')]);
  });
  it('write a new paragraph by its insertion', () => {
    expect(queueOf(insert('n', 'a'), write('n', '新'))).toEqual([insert('n', 'a', '新')]);
  });
  it('forget a paragraph that was added and removed again, and place what followed it', () => {
    expect(queueOf(insert('n', 'a'), insert('m', 'n'), remove('n'))).toEqual([insert('m', 'a')]);
  });
  it('do not write what is removed', () => {
    expect(queueOf(write('a', '一'), move('a', 'c'), remove('a'))).toEqual([remove('a')]);
  });
  it('move once', () => {
    expect(queueOf(move('a', 'b'), write('c', '三'), move('a', 'c'))).toEqual([write('c', '三'), move('a', 'c')]);
  });

  it.each([
    [[insert('n', 'a'), insert('m', 'n'), move('n', 'c')]],
    [[insert('n', 'a'), insert('m', 'n'), remove('n')]],
    [[move('a', 'c'), insert('n', 'a'), write('n', '新'), move('n', null)]],
    [[write('b', '改'), remove('b'), insert('n', 'a'), insert('m', 'n')]],
  ])('lead to the same draft melted as one by one: %j', (changes) => {
    const melted = queueOf(...changes).reduce(applyChange, start);
    const each = after(...changes);
    expect(melted.order).toEqual(each.order);
    expect([...melted.byId.values()].map(({ id, text }) => [id, text]).sort()).toEqual(
      [...each.byId.values()].map(({ id, text }) => [id, text]).sort(),
    );
  });

  it('come back before those made meanwhile when saving failed', () => {
    expect(requeue([write('a', '一'), insert('n', 'a')], [write('a', '二'), write('n', '新')])).toEqual([
      write('a', '二'),
      insert('n', 'a', '新'),
    ]);
  });
  it('hold back what the server cannot take yet', () => {
    const disclose: DraftChange = { op: 'disclose', paragraphId: 'n', disclosure: 'party', ground: null };
    const { sendable, waiting } = splitSendable([insert('n', 'a'), disclose, write('b', '很长很长')], 3);
    expect(sendable).toEqual([insert('n', 'a')]);
    expect(waiting).toEqual([disclose, write('b', '很长很长')]);
  });
  it('are sent with the version that the writer saw', () => {
    expect(toRequest([write('a', '一'), insert('n', 'a')], () => 3)).toEqual([
      { ...write('a', '一'), version: 3 },
      insert('n', 'a'),
    ]);
  });
});

describe('a draft', () => {
  it('takes insertions, moves and removals in their order', () => {
    expect(after(insert('n', null), move('a', 'c'), remove('b')).order).toEqual(['n', 'c', 'a']);
  });
  it('is not changed by a change of what is gone', () => {
    expect(applyChange(start, write('x', '新'))).toBe(start);
  });
});
