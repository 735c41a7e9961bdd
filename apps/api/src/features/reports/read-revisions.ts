import type { Operation } from '../../http/route.ts';
import { Fault, notFound } from '../../http/errors.ts';
import { readCursor, toPage } from '../../http/paging.ts';
import { demand } from '../../http/permission.ts';
import { namesOf } from '../issues/people.ts';
import { presentParagraphs } from './present-paragraph.ts';
import { getReportCase } from './report-case.ts';
import { findRevision, REVISION_LABELS, type RevisionOrigin } from './stored-draft.ts';
import { readLedger } from './ledger.ts';
import { readVisibility } from './visibility.ts';

const LARGEST = 2_147_483_647;

/** The revisions of a draft, the latest first. */
export const listRevisions: Operation<'listRevisions'> = async (ctx, { params, query }) => {
  demand(ctx, 'publication.read');
  await getReportCase(ctx.db, ctx.actor, params.id);
  const position = readCursor(query.cursor);
  const at = position && Number(position.key[0]);
  if (at !== null && !(Number.isInteger(at) && Math.abs(at) <= LARGEST)) {
    throw new Fault('invalid', '翻页位置已失效，请回到第一页。');
  }
  const isBackward = position?.direction === 'before';
  const rows = await ctx.db.reportRevision.findMany({
    where: { reportId: params.id, ...(at !== null && { number: isBackward ? { gt: at } : { lt: at } }) },
    orderBy: { number: isBackward ? 'asc' : 'desc' },
    take: query.limit + 1,
    omit: { paragraphs: true, dismissed: true },
  });
  const page = toPage(rows, query.limit, position, (row) => [row.number]);
  const nameOf = await namesOf(
    ctx.db,
    page.items.map(({ savedBy }) => savedBy),
  );
  return {
    ...page,
    items: page.items.map(({ number, origin, savedBy, startedAt, savedAt }) => ({
      number,
      origin: origin as RevisionOrigin,
      label: REVISION_LABELS[origin as RevisionOrigin],
      by: nameOf(savedBy),
      startedAt: startedAt.toISOString(),
      savedAt: savedAt.toISOString(),
    })),
  };
};

/** One revision in full, but for paragraphs about issues that the reader may not see. */
export const getRevision: Operation<'getRevision'> = async (ctx, { params }) => {
  demand(ctx, 'publication.read');
  const { place } = await getReportCase(ctx.db, ctx.actor, params.id);
  const revision = await findRevision(ctx.db, params.id, params.number);
  if (!revision) throw notFound();
  const isVisible = await readVisibility(ctx.db, ctx.actor, revision.paragraphs);
  const nameOf = await namesOf(ctx.db, [revision.savedBy]);
  return {
    number: revision.number,
    by: nameOf(revision.savedBy),
    savedAt: revision.savedAt.toISOString(),
    paragraphs: presentParagraphs(revision.paragraphs.filter(isVisible), await readLedger(ctx.db, place)),
  };
};
