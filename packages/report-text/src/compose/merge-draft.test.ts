import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { mergeDraft } from '../index.ts';
import type { DraftParagraph, EditableParagraph } from '../index.ts';

const fresh = (id: string, text = id): DraftParagraph => ({
  id,
  kind: 'text',
  level: 0,
  text,
  issueId: null,
  measureId: null,
  disclosure: 'public',
  ground: null,
});
const current = (id: string, rest: Partial<EditableParagraph> = {}): EditableParagraph => ({
  ...fresh(id),
  isEdited: false,
  ...rest,
});
const ids = (all: readonly { id: string }[]) => all.map(({ id }) => id).join(' ');

describe('a draft brought up to the ledger', () => {
  it('keeps what was edited, renews the rest, adds at its place, drops what has gone', () => {
    const merge = mergeDraft(
      [
        current('a'),
        current('b', { text: '改过的话', isEdited: true }),
        current('gone'),
        current('own', { isEdited: true }),
      ],
      [fresh('new0'), fresh('a', '新的话'), fresh('a2'), fresh('b'), fresh('b2'), fresh('b3')],
    );
    expect(ids(merge.paragraphs)).toBe('new0 a a2 b b2 b3 own');
    expect(merge.paragraphs.map(({ text }) => text)).toEqual(['new0', '新的话', 'a2', '改过的话', 'b2', 'b3', 'own']);
    expect(merge).toMatchObject({
      added: ['new0', 'a2', 'b2', 'b3'],
      changed: ['a'],
      removed: ['gone'],
      kept: ['b', 'own'],
    });
  });

  it('does not bring back what people took out', () => {
    const merge = mergeDraft([current('a')], [fresh('a'), fresh('b')], new Set(['b']));
    expect([ids(merge.paragraphs), merge.added]).toEqual(['a', []]);
  });

  it('keeps a paragraph narrow that a person narrowed, and follows the issue otherwise', () => {
    const narrowed = current('a', { disclosure: 'withheld', ground: 'privacy' });
    const followed = current('b', { disclosure: 'party' });
    const merge = mergeDraft([narrowed, followed], [fresh('a'), fresh('b')]);
    expect(merge.paragraphs.map(({ disclosure, ground }) => [disclosure, ground])).toEqual([
      ['withheld', 'privacy'],
      ['public', null],
    ]);
  });

  it('is the fresh draft when nothing was edited, and changes nothing the second time', () => {
    const names = fc.uniqueArray(fc.constantFrom(...'abcdefghij'), { maxLength: 10 });
    fc.assert(
      fc.property(names, names, fc.func(fc.boolean()), (before, after, isEdited) => {
        const draft = before.map((id) => current(id, { isEdited: isEdited(id) }));
        const merge = mergeDraft(
          draft,
          after.map((id) => fresh(id)),
        );
        const edited = draft.filter((each) => each.isEdited).map(({ id }) => id);
        expect(new Set(merge.paragraphs.map(({ id }) => id))).toEqual(new Set([...after, ...edited]));
        const again = mergeDraft(
          merge.paragraphs,
          after.map((id) => fresh(id)),
        );
        expect(again.paragraphs).toEqual(merge.paragraphs);
        expect([again.added, again.changed, again.removed]).toEqual([[], [], []]);
      }),
    );
  });
});
