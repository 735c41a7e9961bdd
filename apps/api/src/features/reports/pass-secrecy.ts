import type { Operation } from '../../http/route.ts';
import { takeStep } from './take-step.ts';

/** The person named for it finds nothing that must stay secret. */
export const passSecrecy: Operation<'passSecrecy'> = async (ctx, { params, body }) =>
  takeStep(ctx, params.id, 'passSecrecy', body);
