import type { Disclosure, WithholdGround } from '@rectify/domain';
import type { CallInput } from '../../../lib/call.ts';
import type { Paragraph } from '../report-types.ts';

export type SavedChange = NonNullable<CallInput<'saveDraft'>['body']['changes']>[number];

export type NewKind = 'heading' | 'text';

/** A change as the writer made it; against which version it stands is known when it is sent. */
export type DraftChange =
  | { op: 'write'; paragraphId: string; text: string }
  | { op: 'insert'; paragraphId: string; afterId: string | null; kind: NewKind; level: number; text: string }
  | { op: 'remove'; paragraphId: string }
  | { op: 'move'; paragraphId: string; afterId: string | null }
  | { op: 'disclose'; paragraphId: string; disclosure: Disclosure; ground: WithholdGround | null };

export interface Draft {
  order: readonly string[];
  byId: ReadonlyMap<string, Paragraph>;
}

export function draftOf(paragraphs: readonly Paragraph[]): Draft {
  return { order: paragraphs.map(({ id }) => id), byId: new Map(paragraphs.map((each) => [each.id, each])) };
}

function placed(order: readonly string[], id: string, afterId: string | null): string[] {
  const rest = order.filter((each) => each !== id);
  // Whatever it should follow may be gone: better at the end than nowhere.
  const at = afterId === null ? 0 : rest.includes(afterId) ? rest.indexOf(afterId) + 1 : rest.length;
  return [...rest.slice(0, at), id, ...rest.slice(at)];
}

function blank({ paragraphId, kind, level, text }: Extract<DraftChange, { op: 'insert' }>): Paragraph {
  return {
    id: paragraphId,
    kind,
    level,
    text,
    issueId: null,
    measureId: null,
    disclosure: 'public',
    ground: null,
    isEdited: true,
    version: 0,
    issueDisclosure: null,
  };
}

/** The draft after one change; a change of something that is gone changes nothing. */
export function applyChange(draft: Draft, change: DraftChange): Draft {
  const id = change.paragraphId;
  if (change.op === 'insert') {
    return {
      order: placed(draft.order, id, change.afterId),
      byId: new Map(draft.byId).set(id, blank(change)),
    };
  }
  const paragraph = draft.byId.get(id);
  if (!paragraph) return draft;
  switch (change.op) {
    case 'remove': {
      const byId = new Map(draft.byId);
      byId.delete(id);
      return { order: draft.order.filter((each) => each !== id), byId };
    }
    case 'move':
      return { ...draft, order: placed(draft.order, id, change.afterId) };
    case 'write':
      return { ...draft, byId: new Map(draft.byId).set(id, { ...paragraph, text: change.text }) };
    case 'disclose': {
      const { disclosure, ground } = change;
      return { ...draft, byId: new Map(draft.byId).set(id, { ...paragraph, disclosure, ground }) };
    }
  }
}

/** Those that should follow a paragraph which goes away follow the one before it. */
function withoutAnchor(queue: readonly DraftChange[], gone: string, before: string | null): DraftChange[] {
  return queue.map((each) =>
    (each.op === 'insert' || each.op === 'move') && each.afterId === gone ? { ...each, afterId: before } : each,
  );
}

/** Adds a change to those that wait, melting it into an earlier one of the same paragraph where that says the same. */
export function enqueue(queue: readonly DraftChange[], change: DraftChange): DraftChange[] {
  const isSame = ({ op, paragraphId }: DraftChange) => op === change.op && paragraphId === change.paragraphId;
  const inserted = queue.find(({ op, paragraphId }) => op === 'insert' && paragraphId === change.paragraphId);
  if (inserted?.op === 'insert') {
    if (change.op === 'write')
      return queue.map((each) => (each === inserted ? { ...inserted, text: change.text } : each));
    const others = queue.filter((each) => each !== inserted);
    if (change.op === 'remove') {
      const kept = others.filter(({ paragraphId }) => paragraphId !== change.paragraphId);
      return withoutAnchor(kept, change.paragraphId, inserted.afterId);
    }
    if (change.op === 'move') {
      return [...withoutAnchor(others, change.paragraphId, inserted.afterId), { ...inserted, afterId: change.afterId }];
    }
  }
  if (change.op === 'remove') {
    return [...queue.filter(({ paragraphId }) => paragraphId !== change.paragraphId), change];
  }
  if (change.op === 'write' && queue.some(isSame)) return queue.map((each) => (isSame(each) ? change : each));
  return [...queue.filter((each) => !isSame(each)), change];
}

/** What can be sent now: a new paragraph must be known to the server before its audience can be set. */
export function splitSendable(
  queue: readonly DraftChange[],
  limit: number,
): { sendable: DraftChange[]; waiting: DraftChange[] } {
  const fresh = new Set(queue.filter(({ op }) => op === 'insert').map(({ paragraphId }) => paragraphId));
  const mayGo = (change: DraftChange) =>
    !(change.op === 'disclose' && fresh.has(change.paragraphId)) &&
    !((change.op === 'write' || change.op === 'insert') && change.text.length > limit);
  return { sendable: queue.filter(mayGo), waiting: queue.filter((change) => !mayGo(change)) };
}

/** Puts changes that were not saved back before those made since. */
export function requeue(unsaved: readonly DraftChange[], since: readonly DraftChange[]): DraftChange[] {
  return since.reduce<DraftChange[]>(enqueue, [...unsaved]);
}

/** The changes in the form of the operation, each with the version of its paragraph that the writer saw. */
export function toRequest(changes: readonly DraftChange[], versionOf: (paragraphId: string) => number): SavedChange[] {
  return changes.map((change) =>
    change.op === 'insert' ? change : { ...change, version: versionOf(change.paragraphId) },
  );
}

/** The draft after saving: with the saved paragraphs as the server answered them. */
export function mergeSaved(
  draft: Draft,
  { paragraphs, order }: { paragraphs: readonly Paragraph[]; order: readonly string[] },
): Draft {
  const byId = new Map(draft.byId);
  for (const paragraph of paragraphs) byId.set(paragraph.id, paragraph);
  return { order, byId };
}

/** A removed paragraph is back where it stood, as it was. */
export function putBack(
  draft: Draft,
  { paragraph, before }: { paragraph: Paragraph; before: readonly string[] },
): Draft {
  const byId = new Map(draft.byId).set(paragraph.id, paragraph);
  const afterId = before.findLast((id) => byId.has(id)) ?? null;
  return applyChange({ ...draft, byId }, { op: 'move', paragraphId: paragraph.id, afterId });
}
