import { DISCLOSURES } from '@rectify/domain';
import type { Paragraph } from '../report-types.ts';
import type { DraftChange } from './draft-changes.ts';

/** A change of mine that someone else's came before; nothing is overwritten until the writer has chosen. */
export interface Conflict {
  paragraphId: string;
  change: Exclude<DraftChange, { op: 'insert' }>;
  /** What the writer wants, in words. */
  mine: string;
  /** What stands there now; null when the paragraph is gone. */
  theirs: string | null;
}

function wordsOf(change: Conflict['change']): string {
  if (change.op === 'write') return change.text;
  if (change.op === 'remove') return '（删除这一段）';
  return change.op === 'disclose' ? `（公开范围改为：${DISCLOSURES[change.disclosure]}）` : '（移动这一段）';
}

const wordsThere = (change: Conflict['change'], there: Paragraph): string =>
  change.op === 'disclose' ? `（公开范围：${DISCLOSURES[there.disclosure]}）` : there.text;

function isOvertaken(change: Conflict['change'], seen: Paragraph, now: Paragraph): boolean {
  if (change.op === 'move') return false;
  if (change.op === 'disclose') return seen.disclosure !== now.disclosure || seen.ground !== now.ground;
  return seen.text !== now.text && !(change.op === 'write' && change.text === now.text);
}

/** Sets the waiting changes against what the server holds now: those that still fit, and those to be asked about. */
export function findConflicts(
  changes: readonly DraftChange[],
  seen: ReadonlyMap<string, Paragraph>,
  now: ReadonlyMap<string, Paragraph>,
): { fitting: DraftChange[]; conflicts: Conflict[] } {
  const fitting: DraftChange[] = [];
  const conflicts: Conflict[] = [];
  const fresh = new Set(changes.filter(({ op }) => op === 'insert').map(({ paragraphId }) => paragraphId));
  for (const change of changes) {
    const { paragraphId } = change;
    const there = now.get(paragraphId);
    if (change.op === 'insert' && there) {
      // An earlier attempt arrived though its answer was lost, or another window sent these words, and maybe more.
      const write = { op: 'write', paragraphId, text: change.text } as const;
      if (!change.text.startsWith(there.text))
        conflicts.push({ paragraphId, change: write, mine: change.text, theirs: there.text });
      else if (change.text !== there.text) fitting.push(write);
      continue;
    }
    if (change.op === 'insert' || fresh.has(paragraphId)) {
      fitting.push(change);
      continue;
    }
    const before = seen.get(paragraphId);
    if (!there) {
      if (change.op === 'write') conflicts.push({ paragraphId, change, mine: change.text, theirs: null });
    } else if (before && isOvertaken(change, before, there)) {
      conflicts.push({ paragraphId, change, mine: wordsOf(change), theirs: wordsThere(change, there) });
    } else if (!(change.op === 'write' && change.text === there.text)) fitting.push(change);
  }
  return { fitting, conflicts };
}

/**
 * The same questions beside what stands there now. One that was asked stays until the writer has chosen, even where the
 * old words came back; only what needs no answer any more falls away.
 */
export function askAgain(conflicts: readonly Conflict[], now: ReadonlyMap<string, Paragraph>): Conflict[] {
  return conflicts.flatMap((conflict) => {
    const { change, paragraphId } = conflict;
    const there = now.get(paragraphId);
    if (!there) return change.op === 'write' ? { ...conflict, theirs: null } : [];
    return change.op === 'write' && change.text === there.text
      ? []
      : { ...conflict, theirs: wordsThere(change, there) };
  });
}

/** Changes that name a paragraph as the one before, which someone has removed, name the nearest one that is left. */
export function reanchor(
  changes: readonly DraftChange[],
  orderBefore: readonly string[],
  now: ReadonlyMap<string, Paragraph>,
): DraftChange[] {
  const fresh = new Set(changes.filter(({ op }) => op === 'insert').map(({ paragraphId }) => paragraphId));
  return changes.map((change) => {
    if ((change.op !== 'insert' && change.op !== 'move') || change.afterId === null) return change;
    if (now.has(change.afterId) || fresh.has(change.afterId)) return change;
    const before = orderBefore.slice(0, Math.max(0, orderBefore.indexOf(change.afterId)));
    return { ...change, afterId: before.findLast((id) => now.has(id)) ?? null };
  });
}
