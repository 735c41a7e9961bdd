import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';

let app: TestApp;
let world: World;
let office: Agent;

beforeAll(async () => {
  app = await createTestApp();
  world = await buildWorld(app.db);
  office = (await app.as('office', world.officeUnitId)).agent;
});
afterAll(() => app.close());

test('a feedback date whose due dates lie beyond every calendar is refused, and nothing is written', async () => {
  const { programmeId, unitId, groupId } = world;
  const create = (feedbackOn: string) =>
    office.post('/api/inspections').send({ programmeId, unitId, groupId, kind: 'routine', feedbackOn });
  const before = await app.db.inspection.count();
  for (const day of ['2199-12-31', '2199-06-01', '2190-01-01']) {
    const answer = await create(day).expect(400);
    expect(JSON.stringify(answer.body)).toContain('反馈日期太远');
  }
  expect(await app.db.inspection.count()).toBe(before);
  // The longest terms that a programme may have still end inside.
  const longest = { planDays: 365, planDayKind: 'working', rectificationMonths: 36 } as const;
  await app.db.programme.update({ where: { id: programmeId }, data: longest });
  const { body } = await create('2189-12-31').expect(201);
  await office.get(`/api/inspections/${body.id}`).expect(200);
});

test('an issue that has a date limit already when it reaches its unit keeps it as its first', async () => {
  const dueOn = new Date('2024-09-30T00:00:00Z');
  const { id } = await app.db.issue.create({
    data: {
      ...{ inspectionId: world.inspectionId, leadUnitId: world.unitId, number: 1, position: 1024 },
      ...{ title: '固定资产账实不符', text: '账实不符。', dueOn },
    },
  });
  const { version } = await app.db.inspection.findUniqueOrThrow({ where: { id: world.inspectionId } });
  await office.post(`/api/inspections/${world.inspectionId}/issuing`).send({ version }).expect(200);
  expect(await app.db.issue.findUniqueOrThrow({ where: { id } })).toMatchObject({ dueOn, originalDueOn: dueOn });
});
