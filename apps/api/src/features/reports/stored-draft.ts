import type { Prisma, Tx } from '@rectify/db';
import { draftParagraph } from '@rectify/contract';
import { z } from 'zod';
import type { Ctx } from '../../context.ts';

/** A paragraph as a revision keeps it; `version` is the report's at the paragraph's last change. */
const storedParagraph = draftParagraph.omit({ issueDisclosure: true });
export type StoredParagraph = z.infer<typeof storedParagraph>;
const storedParagraphs = z.array(storedParagraph);

export type RevisionOrigin = 'composed' | 'edited' | 'recomposed' | 'restored';
export const REVISION_LABELS: Record<RevisionOrigin, string> = {
  composed: '由台账起草',
  edited: '修改',
  recomposed: '按台账更新',
  restored: '恢复',
};

export interface Revision {
  number: number;
  paragraphs: StoredParagraph[];
  /** Composed paragraphs that people took out. */
  dismissed: string[];
  origin: RevisionOrigin;
  savedBy: string;
  startedAt: Date;
  savedAt: Date;
}

const originOf = (origin: string): RevisionOrigin =>
  Object.hasOwn(REVISION_LABELS, origin) ? (origin as RevisionOrigin) : 'edited';

type Row = Prisma.ReportRevisionGetPayload<object>;

function toRevision({ paragraphs, origin, ...row }: Row): Revision {
  return { ...row, origin: originOf(origin), paragraphs: storedParagraphs.parse(paragraphs) };
}

/** The draft as it stands; null for a report that was published before there were drafts. */
export async function findDraft(tx: Tx, reportId: string): Promise<Revision | null> {
  const row = await tx.reportRevision.findFirst({ where: { reportId }, orderBy: { number: 'desc' } });
  return row && toRevision(row);
}

/** One revision of the draft; null where there is none of that number. */
export async function findRevision(tx: Tx, reportId: string, number: number): Promise<Revision | null> {
  const row = await tx.reportRevision.findUnique({ where: { reportId_number: { reportId, number } } });
  return row && toRevision(row);
}

type NewRevision = Pick<Revision, 'paragraphs' | 'dismissed' | 'origin'>;

/** Remembers who wrote in a report: they never review it. */
async function recordAuthor(tx: Tx, reportId: string, userId: string): Promise<void> {
  await tx.reportAuthor.createMany({ data: [{ reportId, userId }], skipDuplicates: true });
}

/** Adds a revision after the last one and answers its number. */
export async function addRevision(
  tx: Tx,
  ctx: Ctx,
  reportId: string,
  last: number,
  revision: NewRevision,
): Promise<number> {
  const number = last + 1;
  await tx.reportRevision.create({
    data: { reportId, number, ...revision, savedBy: ctx.actor.id, startedAt: ctx.at, savedAt: ctx.at },
  });
  await recordAuthor(tx, reportId, ctx.actor.id);
  return number;
}

const SITTING_MS = 10 * 60_000;
// However long someone writes without a pause, an hour is as much as a revision may hold.
const LONGEST_MS = 60 * 60_000;

/** Whether what is written now still belongs to the last revision: same hand, same sitting, no step of the flow between. */
function isSameSitting(ctx: Ctx, last: Revision, lastStepAt: Date | null): boolean {
  return (
    last.origin === 'edited' &&
    last.savedBy === ctx.actor.id &&
    ctx.at.getTime() - last.savedAt.getTime() < SITTING_MS &&
    ctx.at.getTime() - last.startedAt.getTime() < LONGEST_MS &&
    (lastStepAt === null || lastStepAt < last.startedAt)
  );
}

/** Writes the draft into the revision of the same sitting, else into a new one; answers its number. */
export async function writeDraft(
  tx: Tx,
  ctx: Ctx,
  reportId: string,
  last: Revision,
  lastStepAt: Date | null,
  draft: Pick<Revision, 'paragraphs' | 'dismissed'>,
): Promise<number> {
  if (!isSameSitting(ctx, last, lastStepAt)) {
    return addRevision(tx, ctx, reportId, last.number, { ...draft, origin: 'edited' });
  }
  await tx.reportRevision.update({
    where: { reportId_number: { reportId, number: last.number } },
    data: { ...draft, savedAt: ctx.at },
  });
  await recordAuthor(tx, reportId, ctx.actor.id);
  return last.number;
}
