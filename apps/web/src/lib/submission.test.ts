import { expect, it } from 'vitest';
import { beginSubmission } from './submission.ts';

it('what was sent without a readable answer goes out again under the same number', () => {
  const first = beginSubmission('POST /api/measures/1/progress 已盘点');
  expect(beginSubmission('POST /api/measures/1/progress 已盘点').key).toBe(first.key);
  first.settle(503);
  expect(beginSubmission('POST /api/measures/1/progress 已盘点').key).toBe(first.key);
  expect(beginSubmission('POST /api/measures/1/progress 已登记').key).not.toBe(first.key);
});

it.each([201, 409])('once answered with %i, the same words are meant anew', (status) => {
  const first = beginSubmission(`POST /api/issues/1/comments ${status}`);
  first.settle(status);
  expect(beginSubmission(`POST /api/issues/1/comments ${status}`).key).not.toBe(first.key);
});
