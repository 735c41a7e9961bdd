import type { Operation } from '../../http/route.ts';
import { takeStep } from './take-step.ts';

/** The unit leader answers for the report with their name. */
export const signReport: Operation<'signReport'> = async (ctx, { params, body }) =>
  takeStep(ctx, params.id, 'signReport', body);
