import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints, type EndpointSpec } from '@rectify/contract';
import { createTestApp, type TestApp } from './testing.ts';

let test: TestApp;

beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());

const missing = '01900000-0000-7000-8000-000000000000';

describe('every operation of the contract', () => {
  it.each(Object.entries(endpoints as Record<string, EndpointSpec>))(
    '%s is bound, and asks who is there',
    async (_name, spec) => {
      const method = spec.method.toLowerCase() as 'get';
      const answer = await supertest(test.app)[method](spec.path.replaceAll(/:\w+/g, missing));
      if (spec.access === 'anyone' && !spec.body) {
        expect(answer.status).toBeLessThan(400);
        return;
      }
      expect(answer.status).toBe(spec.access === 'anyone' ? 400 : 401);
      expect(answer.type).toBe('application/problem+json');
      expect(answer.body).toMatchObject({
        status: answer.status,
        code: expect.any(String),
        detail: expect.stringMatching(/\p{Script=Han}/u),
      });
    },
  );

  it('anything else under /api is not found, as a problem', async () => {
    const answer = await supertest(test.app).get('/api/nothing-here');
    expect([answer.status, answer.type, answer.body.code]).toEqual([404, 'application/problem+json', 'not_found']);
  });

  it('half a JSON text gets a plain answer', async () => {
    const answer = await supertest(test.app)
      .post('/api/session')
      .set('Content-Type', 'application/json')
      .send('{"username": ');
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid']);
  });

  it('headers keep other sites, other scripts and caches out', async () => {
    const { headers } = await supertest(test.app).get('/api/session');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain("script-src 'unsafe");
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect(headers['x-powered-by']).toBeUndefined();
  });
});
