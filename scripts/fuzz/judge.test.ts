import { describe, expect, it } from 'vitest';
import { changesBetween } from './database.ts';
import { faultOf } from './judge.ts';
import type { Operation } from './openapi.ts';
import type { Sent } from './requests.ts';
import type { Received } from './send.ts';

const PROBLEM = { type: 'object', required: ['status', 'code', 'detail'], properties: { code: { type: 'string' } } };
const THING = { type: 'object', required: ['id'], properties: { id: { type: 'string' } }, additionalProperties: false };

const operation: Operation = {
  ...{ name: 'getThing', method: 'GET', path: '/api/things/{id}', parameters: [], body: null },
  answers: new Map([
    [200, { type: 'application/json', schema: THING }],
    [404, { type: 'application/problem+json', schema: PROBLEM }],
  ]),
};
const sent: Sent = { operation, trick: '', method: 'GET', path: '/api/things/1', headers: {}, body: null };
const HEADERS = { 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'" };

const answer = (status: number, body: unknown, headers: Received['headers'] = {}): Received => ({
  status,
  headers: { ...HEADERS, 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers },
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
const refusal = (status: number, detail: string) => answer(status, { status, code: 'not_found', detail });

describe('the judge of the fuzzer', () => {
  it('lets pass what is as described', () => {
    expect(faultOf(sent, answer(200, { id: '1' }))).toBeNull();
    expect(faultOf(sent, refusal(404, '没有找到。'))).toBeNull();
  });

  it.each<[string, Received | null, RegExp]>([
    ['no answer', null, /never comes/],
    ['a failure inside', refusal(500, '系统出错。'), /500/],
    ['a stack', refusal(404, '没有找到。\n    at getThing (thing.ts:1:1)'), /inside/],
    ['SQL', refusal(404, '没有找到：relation "thing" does not exist'), /inside/],
    ['a place on the disk', refusal(404, '没有找到 /tmp/x'), /inside/],
    ['English', refusal(404, 'Not found'), /people/],
    ['another status in the body', answer(404, { status: 403, code: 'x', detail: '没有' }), /people/],
    ['a status that is not described', refusal(402, '请付款。'), /not described/],
    ['a page instead of a problem', answer(404, '<p>没有</p>', { 'content-type': 'text/html' }), /no problem/],
    ['a field that is not described', answer(200, { id: '1', passwordHash: 'x' }), /additional/],
    ['something missing', answer(200, {}), /required/],
    ['half of an answer', answer(200, '{"id":'), /cannot be read/],
    ['no nosniff', answer(200, { id: '1' }, { 'x-content-type-options': undefined }), /nosniff/],
    ['a weak policy', answer(200, { id: '1' }, { 'content-security-policy': "script-src 'unsafe-inline'" }), /policy/],
    ['its maker', answer(200, { id: '1' }, { 'x-powered-by': 'Express' }), /maker/],
    ['no word of when to come again', refusal(503, '请稍后。'), /come again/],
  ])('finds %s', (_what, received, fault) => expect(faultOf(sent, received)).toMatch(fault));

  it('finds a field taken that the operation does not know', () => {
    expect(faultOf({ ...sent, extra: 'role' }, answer(200, { id: '1' }))).toMatch(/role/);
  });

  it('finds tables and rows that changed and must not', () => {
    const picture = (digest: string, rows: [string, string][]) => ({
      whole: new Map([['app_user', digest]]),
      lasting: new Map([['audit_entry', new Map(rows)]]),
    });
    const before = picture('a', [
      ['1', 'x'],
      ['2', 'y'],
    ]);
    expect(changesBetween(before, picture('a', [...before.lasting.get('audit_entry')!, ['3', 'z']]))).toEqual([]);
    expect(changesBetween(before, picture('b', [['1', 'changed']]))).toEqual([
      'the table app_user changed',
      'the row 1 of audit_entry is another',
      'the row 2 of audit_entry is gone',
    ]);
  });
});
