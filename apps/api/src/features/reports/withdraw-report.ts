import type { Operation } from '../../http/route.ts';
import { removeFromPublicIndex } from './public-index.ts';
import { refuseUnsayable } from './refuse-unsayable.ts';
import { takeStep } from './take-step.ts';

/** Takes a published report back: its address says so and why, its versions are kept. */
export const withdrawReport: Operation<'withdrawReport'> = async (ctx, { params, body }) => {
  const { version, reason } = body;
  return takeStep(ctx, params.id, 'withdrawReport', { version, note: reason }, async (tx, report) => {
    const { row } = report;
    await refuseUnsayable(tx, report, 'reason', reason);
    await removeFromPublicIndex(tx, row.id);
    return {
      data: { withdrawnAt: ctx.at, withdrawnReason: reason, publishAt: null, heldUp: null },
      after: { 地址: `/reports/${row.slug}` },
    };
  });
};
