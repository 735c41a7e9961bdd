import { diffArrays } from 'diff';
import type { Paragraph } from '../report-types.ts';

export interface DiffPiece {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

export interface DiffRow {
  paragraphId: string;
  kind: 'added' | 'removed' | 'changed' | 'moved';
  /** The paragraph as it is, or as it was where it is gone. */
  paragraph: Pick<Paragraph, 'kind' | 'level'>;
  pieces: DiffPiece[];
  /** The audience, where it changed. */
  disclosure: { from: Paragraph['disclosure']; to: Paragraph['disclosure'] } | null;
}

// Single characters, but a figure is one sign and a Latin word or a number is not taken apart.
const UNITS = /\{\{[a-z_]+(?:@[0-9a-f-]+)?\}\}|[A-Za-z]+|\d+(?:\.\d+)?%?|[\s\S]/gu;

/** Fewer signs than these between two changes are no resting place for the eye. */
const ISLAND = 3;

const unitsOf = (text: string): string[] => text.match(UNITS) ?? [];

/** Joins changes that only an island of equal signs parts, so that whole phrases are struck out, not scattered signs. */
function joinIslands(pieces: readonly DiffPiece[]): DiffPiece[] {
  const groups: { removed: string; added: string; same: string }[] = [];
  for (const [at, { kind, text }] of pieces.entries()) {
    const last = groups.at(-1);
    const isIsland = kind === 'same' && at > 0 && at < pieces.length - 1 && unitsOf(text).length < ISLAND;
    if (isIsland && last) {
      last.removed += text;
      last.added += text;
    } else if (kind === 'same') groups.push({ removed: '', added: '', same: text });
    else {
      const group = last && last.same === '' ? last : { removed: '', added: '', same: '' };
      if (group !== last) groups.push(group);
      group[kind] += text;
    }
  }
  return groups.flatMap(({ removed, added, same }) =>
    (
      [
        { kind: 'removed', text: removed },
        { kind: 'added', text: added },
        { kind: 'same', text: same },
      ] as DiffPiece[]
    ).filter(({ text }) => text !== ''),
  );
}

/** What was struck out and what was put in, sign by sign. */
export function diffText(before: string, after: string): DiffPiece[] {
  const pieces = diffArrays(unitsOf(before), unitsOf(after)).map(({ added, removed, value }): DiffPiece => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
  return joinIslands(pieces);
}

function changedRow(before: Paragraph, after: Paragraph, isMoved: boolean): DiffRow | null {
  const isRewritten = before.text !== after.text;
  const disclosure = before.disclosure === after.disclosure ? null : { from: before.disclosure, to: after.disclosure };
  if (!isRewritten && !disclosure && !isMoved) return null;
  return {
    paragraphId: after.id,
    kind: isRewritten || disclosure ? 'changed' : 'moved',
    paragraph: after,
    pieces: isRewritten ? diffText(before.text, after.text) : [{ kind: 'same', text: after.text }],
    disclosure,
  };
}

/** What changed between two revisions, paragraph by paragraph, in the order of the later one. */
export function diffRevisions(before: readonly Paragraph[], after: readonly Paragraph[]): DiffRow[] {
  const old = new Map(before.map((each) => [each.id, each]));
  const now = new Map(after.map((each) => [each.id, each]));
  const rows: DiffRow[] = [];
  for (const { added, removed, value } of diffArrays([...old.keys()], [...now.keys()])) {
    for (const id of value) {
      const was = old.get(id);
      const is = now.get(id);
      if (removed && was && !is) {
        const pieces: DiffPiece[] = [{ kind: 'removed', text: was.text }];
        rows.push({ paragraphId: id, kind: 'removed', paragraph: was, pieces, disclosure: null });
      } else if (added && is && !was) {
        const pieces: DiffPiece[] = [{ kind: 'added', text: is.text }];
        rows.push({ paragraphId: id, kind: 'added', paragraph: is, pieces, disclosure: null });
      } else if (!removed && was && is) {
        const row = changedRow(was, is, added);
        if (row) rows.push(row);
      }
    }
  }
  return rows;
}
