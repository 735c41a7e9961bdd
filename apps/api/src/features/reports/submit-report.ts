import type { Tx } from '@rectify/db';
import { mayReviewSecrecy } from '@rectify/domain';
import { Fault } from '../../http/errors.ts';
import { demand } from '../../http/permission.ts';
import type { Operation } from '../../http/route.ts';
import { findActor } from '../access/session.ts';
import { refuseUnsayable } from './refuse-unsayable.ts';
import type { ReportCase } from './report-case.ts';
import { takeStep } from './take-step.ts';

const wrong = (field: string, message: string) =>
  new Fault('invalid', `${message}。`, { errors: [{ field, message }] });

/** The person named for the 保密审查; throws where they may not do it. */
async function secrecyReviewer(tx: Tx, { facts }: ReportCase, id: string) {
  // In the transaction: whoever asked for a second connection here could wait for people who wait for this report.
  const person = await findActor(tx, id, '');
  const asked = { ...facts, errorCount: 0, openWarningCount: 0 };
  if (person && mayReviewSecrecy(person, asked)) return person;
  throw wrong('secrecyReviewerId', '请另选一位保密审查人：须在职、看得到这份通报，且没有参与起草');
}

/** What a new version corrects, in words for the reader; the first one corrects nothing. */
function correctionOf({ row }: ReportCase, given: string | null | undefined): string | null {
  if (row.currentVersion === 0) return null;
  if (given) return given;
  throw wrong('correction', '请写明更正了什么，读者会在公开页上看到');
}

/** Sends the draft through the reviews of a new round, and names who does the 保密审查. */
export const submitReport: Operation<'submitReport'> = async (ctx, { params, body }) => {
  demand(ctx, 'report.write');
  return takeStep(ctx, params.id, 'submitReport', body, async (tx, report) => {
    const reviewer = await secrecyReviewer(tx, report, body.secrecyReviewerId);
    const correction = correctionOf(report, body.correction);
    if (correction) await refuseUnsayable(tx, report, 'correction', correction);
    const round = report.row.round + 1;
    return {
      round,
      data: {
        round,
        correction,
        submittedBy: ctx.actor.id,
        secrecyReviewerId: reviewer.id,
        approvedBy: null,
        heldUp: null,
      },
      after: { 保密审查人: reviewer.name, ...(correction && { 更正说明: correction }) },
    };
  });
};
