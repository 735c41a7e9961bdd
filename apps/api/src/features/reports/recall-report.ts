import type { Operation } from '../../http/route.ts';
import { takeStep } from './take-step.ts';

/** Takes the draft back from its reviewers. */
export const recallReport: Operation<'recallReport'> = async (ctx, { params, body }) =>
  takeStep(ctx, params.id, 'recallReport', body);
