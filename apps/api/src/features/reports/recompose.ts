import { composeDraft, mergeDraft, type DraftMerge } from '@rectify/report-text';
import type { Tx } from '@rectify/db';
import type { Ctx } from '../../context.ts';
import { composeInput, visibleIssues, type CountedLedger } from './compose-input.ts';
import { draftOf, type ReportCase } from './report-case.ts';

/**
 * The draft brought up to the ledger: with the issues that the actor may see, and those that it speaks of already,
 * which somebody put there who may.
 */
export async function mergeLedger(tx: Tx, ctx: Ctx, report: ReportCase, ledger: CountedLedger): Promise<DraftMerge> {
  const { row, place } = report;
  const { paragraphs, dismissed } = draftOf(report);
  const { kind, phone, address, postcode, email } = row;
  const included = await visibleIssues(
    tx,
    ctx.actor,
    ledger.issues.map(({ id }) => id),
  );
  for (const { issueId } of paragraphs) if (issueId !== null) included.add(issueId);
  const contact = { phone, address, postcode, email };
  const fresh = composeDraft(composeInput(ctx, { kind, place, contact, ledger, included }));
  return mergeDraft(paragraphs, fresh, new Set(dismissed));
}
