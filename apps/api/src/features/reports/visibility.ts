import type { Tx } from '@rectify/db';
import type { Actor } from '@rectify/domain';
import type { Ctx } from '../../context.ts';
import { visibleIssues } from './compose-input.ts';
import type { ReportCase } from './report-case.ts';
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

/** Ids of paragraphs that speak of issues the reader may not see. */
export async function hiddenParagraphs(tx: Tx, ctx: Ctx, { draft }: ReportCase): Promise<string[]> {
  const paragraphs = draft?.paragraphs ?? [];
  const isVisible = await readVisibility(tx, ctx.actor, paragraphs);
  return paragraphs.filter((paragraph) => !isVisible(paragraph)).map(({ id }) => id);
}
