import type { Operation } from '../../http/route.ts';
import { takeStep } from './take-step.ts';

/** Sends the draft back to its writers with what must change. */
export const returnReport: Operation<'returnReport'> = async (ctx, { params, body }) =>
  takeStep(ctx, params.id, 'returnReport', body, () => ({
    data: { returnCount: { increment: 1 }, approvedBy: null, heldUp: null },
  }));
