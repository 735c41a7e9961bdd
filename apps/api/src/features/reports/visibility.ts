import type { Tx } from '@rectify/db';
import type { Actor } from '@rectify/domain';
import { visibleIssues } from './compose-input.ts';
import type { StoredParagraph } from './stored-draft.ts';

/** Which paragraphs a person may read: those of no issue, and those whose issue exists for them. */
export async function readVisibility(
  tx: Tx,
  actor: Actor,
  paragraphs: readonly StoredParagraph[],
): Promise<(paragraph: Pick<StoredParagraph, 'issueId'>) => boolean> {
  const ids = new Set(paragraphs.flatMap(({ issueId }) => issueId ?? []));
  const visible = await visibleIssues(tx, actor, ids);
  return ({ issueId }) => issueId === null || visible.has(issueId);
}
