import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { EndpointSpec } from '@rectify/contract';
import type { Submission } from '../context.ts';
import { Fault } from './errors.ts';

const KEY = /^[A-Za-z0-9_-]{8,100}$/;

/** What the sender says this submission is (the `Idempotency-Key` header), and what was sent under it. */
export function submissionOf(spec: EndpointSpec, request: Request): Submission | null {
  const given = request.headers['idempotency-key'];
  if (!spec.isOnce || given === undefined) return null;
  const key = String(given);
  if (!KEY.test(key))
    throw new Fault('invalid', '提交编号（Idempotency-Key）应为 8–100 个字母、数字、- 或 _，请重新生成。');
  const { method, originalUrl } = request;
  const sent = JSON.stringify([method, originalUrl, spec.body ? request.body : null]);
  return { key, fingerprint: createHash('sha256').update(sent).digest('hex') };
}
