import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';

let test: TestApp;
let world: World;
let office: Agent;
let liaison: Agent;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  office = (await test.as('office', world.officeUnitId)).agent;
  liaison = (await test.as('liaison', world.unitId)).agent;
});
afterAll(() => test.close());

async function buildIssue(data: object) {
  const { inspectionId, unitId: leadUnitId } = world;
  return test.db.issue.create({
    data: {
      inspectionId,
      leadUnitId,
      position: 1024,
      title: '长期坚持的问题',
      text: '需要长期坚持。',
      nature: 'long_term',
      ...data,
    },
  });
}

describe('an issue closed for a stage', () => {
  const staged = {
    status: 'closed',
    closureResult: 'staged',
    closedAt: new Date('2024-05-01T00:00:00Z'),
    reviewOn: new Date('2024-06-01T00:00:00Z'),
    originalDueOn: new Date('2024-05-01T00:00:00Z'),
  } as const;

  it('is looked at again by the office, which sets the next date', async () => {
    const { id, version } = await buildIssue(staged);
    const body = { version, note: '成效保持良好，继续坚持到年底。', reviewOn: '2024-12-01' };
    await liaison.post(`/api/issues/${id}/stage-review`).send(body).expect(403);
    await office
      .post(`/api/issues/${id}/stage-review`)
      .send({ ...body, reviewOn: '2024-06-01' })
      .expect(400);
    const answer = await office.post(`/api/issues/${id}/stage-review`).send(body).expect(200);
    expect(answer.body).toMatchObject({ status: 'closed', closureResult: 'staged', reviewOn: '2024-12-01' });
  });

  it('is on the list of today when its date has come', async () => {
    const today = (await office.get('/api/today').expect(200)).body;
    await buildIssue(staged);
    const after = (await office.get('/api/today').expect(200)).body;
    const count = (groups: { code: string; count: number }[]) =>
      groups.find((group) => group.code === 'staged-review')?.count;
    expect(count(after.groups)).toBe((count(today.groups) ?? 0) + 1);
  });
});

describe('the nature of an issue', () => {
  it('may change after its words are locked', async () => {
    const { id, version } = await buildIssue({ status: 'rectifying', nature: 'time_limited' });
    await office.patch(`/api/issues/${id}`).send({ version, nature: 'long_term', title: '改题目' }).expect(409);
    const answer = await office.patch(`/api/issues/${id}`).send({ version, nature: 'long_term' }).expect(200);
    expect(answer.body.nature).toBe('long_term');
    await liaison
      .patch(`/api/issues/${id}`)
      .send({ version: version + 1, nature: 'immediate' })
      .expect(403);
  });
});
