import type { Tx } from '@rectify/db';
import type { Ctx } from '../../context.ts';
import type { Operation } from '../../http/route.ts';
import { titleOf } from './create-report.ts';
import { draftOf, type ReportCase } from './report-case.ts';
import { addRevision, findRevision } from './stored-draft.ts';
import { takeStep, type Move } from './take-step.ts';

/** Brings the draft back to what was published; what was written since stays in the history. */
async function putBack(tx: Tx, ctx: Ctx, report: ReportCase): Promise<Move> {
  const draft = draftOf(report);
  const step = report.row.steps.findLast(({ action }) => action === 'publish');
  const published = step && (await findRevision(tx, report.row.id, step.revision));
  const data = { correction: null, secrecyReviewerId: null };
  if (!published || published.number === draft.number) return { data };
  const version = report.row.version + 1;
  const paragraphs = published.paragraphs.map((paragraph) => ({ ...paragraph, version }));
  const { dismissed } = published;
  const revision = await addRevision(tx, ctx, report.row.id, draft.number, {
    paragraphs,
    dismissed,
    origin: 'restored',
  });
  return { revision, data: { ...data, title: titleOf(paragraphs, report.row.title) } };
}

/** Gives a correction up; the version in force stays as it is. */
export const discardCorrection: Operation<'discardCorrection'> = async (ctx, { params, body }) =>
  takeStep(ctx, params.id, 'discardCorrection', body, (tx, report) => putBack(tx, ctx, report));
