import type { Operation } from '../../http/route.ts';
import { takeStep } from './take-step.ts';

/** Calls a publication off before its chosen time; the draft is open again. */
export const cancelSchedule: Operation<'cancelSchedule'> = async (ctx, { params, body }) =>
  takeStep(ctx, params.id, 'cancelSchedule', body, () => ({
    data: { publishAt: null, approvedBy: null },
  }));
