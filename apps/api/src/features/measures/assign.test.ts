import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';

let test: TestApp;
let world: World;
let liaison: Agent;
let observer: Agent;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  liaison = (await test.as('liaison', world.unitId)).agent;
  observer = (await test.as('observer', world.officeUnitId)).agent;
});
afterAll(() => test.close());

async function buildIssue(number: number, owner: string | null) {
  const { inspectionId, unitId: leadUnitId } = world;
  return test.db.issue.create({
    data: {
      ...{
        inspectionId,
        leadUnitId,
        number,
        position: number * 1024,
        title: '资产未登记',
        text: '部分资产没有登记。',
        status: 'issued',
      },
      measures: {
        create: [
          { ordinal: 1, text: '全面盘点。', owner },
          { ordinal: 2, text: '修订制度。' },
        ],
      },
    },
  });
}

const assign = (agent: Agent, issues: { id: string; version: number }[], body: object) =>
  agent.post('/api/measures/assignment').send({ issues: issues.map(({ id, version }) => ({ id, version })), ...body });

it('fills only what is empty when asked to', async () => {
  const issue = await buildIssue(1, '陈某');
  await assign(liaison, [issue], { owner: '周某', onlyEmpty: true }).expect(200);
  const measures = await test.db.measure.findMany({ where: { issueId: issue.id }, orderBy: { ordinal: 'asc' } });
  expect(measures.map((measure) => measure.owner)).toEqual(['陈某', '周某']);
});

it('judges the person and the version even where nothing is left to fill, and then changes nothing', async () => {
  const issue = await buildIssue(2, '陈某');
  await test.db.measure.updateMany({ where: { issueId: issue.id }, data: { owner: '陈某' } });
  await assign(observer, [issue], { owner: '周某', onlyEmpty: true }).expect(403);
  await assign(liaison, [{ ...issue, version: 99 }], { owner: '周某', onlyEmpty: true }).expect(409);
  const answer = await assign(liaison, [issue], { owner: '周某', onlyEmpty: true }).expect(200);
  expect(answer.body).toMatchObject({ measureCount: 0, message: expect.stringContaining('未作改动') });
  expect((await test.db.issue.findUniqueOrThrow({ where: { id: issue.id } })).version).toBe(issue.version);
});

it('writes all or nothing, and names the issue that somebody else changed', async () => {
  const [first, second] = [await buildIssue(3, null), await buildIssue(4, null)];
  await test.db.issue.update({ where: { id: second.id }, data: { version: { increment: 1 } } });
  const answer = await assign(liaison, [first, second], { owner: '周某' });
  expect([answer.status, answer.body.code]).toEqual([409, 'stale']);
  expect(answer.body.detail).toContain('第 4 号问题');
  expect(await test.db.measure.count({ where: { owner: '周某', issueId: { in: [first.id, second.id] } } })).toBe(0);
});
