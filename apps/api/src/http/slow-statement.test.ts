import express from 'express';
import supertest from 'supertest';
import { closeDb, createDb } from '@rectify/db';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../testing.ts';
import { problemHandler } from './errors.ts';

let test: TestApp;

beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());

it('a statement that takes too long is given up, and its sender told to ask for less', async () => {
  const db = createDb(test.database.url, { poolSize: 2, statementMs: 50 });
  const app = express();
  app.get('/raw', async () => void (await db.$queryRaw`SELECT pg_sleep(60)::text`));
  app.get('/inside', async () => void (await db.$transaction((tx) => tx.$queryRaw`SELECT pg_sleep(60)::text`)));
  app.use(problemHandler(test.deps));
  for (const place of ['/raw', '/inside']) {
    const answer = await supertest(app).get(place);
    const problem = JSON.parse(answer.text) as { code: string; detail: string };
    expect([answer.status, problem.code, answer.headers['retry-after']]).toEqual([503, 'busy', '5']);
    expect(problem.detail).toContain('缩小查询范围');
  }
  await closeDb(db);
});
