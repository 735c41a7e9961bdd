import type { Tx } from '@rectify/db';
import { composeDraft } from '@rectify/report-text';
import type { Ctx } from '../../context.ts';
import type { Operation } from '../../http/route.ts';
import { composeInput, readCountedLedger, visibleIssues } from './compose-input.ts';
import type { ReportCase } from './report-case.ts';
import { addRevision } from './stored-draft.ts';
import { takeStep } from './take-step.ts';

/** A report that was published before there were drafts gets one out of the ledger. */
async function composeFirstDraft(tx: Tx, ctx: Ctx, { row, place }: ReportCase): Promise<number> {
  const ledger = await readCountedLedger(tx, place);
  const ids = ledger.issues.map(({ id }) => id);
  const { kind, phone, address, postcode, email } = row;
  const contact = { phone, address, postcode, email };
  const included = await visibleIssues(tx, ctx.actor, ids);
  const paragraphs = composeDraft(composeInput(ctx, { kind, place, contact, ledger, included })).map((paragraph) => ({
    ...paragraph,
    isEdited: false,
    version: row.version,
  }));
  return addRevision(tx, ctx, row.id, 0, { paragraphs, dismissed: [], origin: 'composed' });
}

/** Opens the draft of a published report again; the version in force stays public. */
export const startCorrection: Operation<'startCorrection'> = async (ctx, { params, body }) =>
  takeStep(ctx, params.id, 'startCorrection', body, async (tx, report) => ({
    data: { correction: null, secrecyReviewerId: null },
    ...(report.draft === null && { revision: await composeFirstDraft(tx, ctx, report) }),
  }));
