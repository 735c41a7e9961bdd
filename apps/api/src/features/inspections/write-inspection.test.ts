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

test('headings name faults: a unit reads those of the issues that exist for it, the office all', async () => {
  const { inspectionId, unitId, otherUnitId } = world;
  const heading = async (title: string, parentId: string | null = null) =>
    (await app.db.category.create({ data: { inspectionId, title, parentId, position: 1 } })).id;
  const outer = await heading('一、聚焦领导班子方面');
  const shared = await heading('（一）统筹不够', outer);
  const foreign = await heading('（二）选人用人有短板', outer);
  const issue = { inspectionId, leadUnitId: unitId, status: 'rectifying', text: '原文', position: 1 } as const;
  const originalDueOn = new Date('2024-09-30T00:00:00Z');
  const coUnits = { create: [{ unitId: otherUnitId }] };
  await app.db.issue.create({ data: { ...issue, title: '统筹不够', categoryId: shared, originalDueOn, coUnits } });
  await app.db.issue.create({ data: { ...issue, title: '选人用人', categoryId: foreign, originalDueOn } });
  const read = async (agent: Agent) => {
    const { body } = await agent.get(`/api/inspections/${inspectionId}`).expect(200);
    return body.categories.map(({ title }: { title: string }) => title).toSorted();
  };
  const all = ['一、聚焦领导班子方面', '（一）统筹不够', '（二）选人用人有短板'].toSorted();
  expect(await read(office)).toEqual(all);
  expect(await read((await app.as('liaison', unitId)).agent)).toEqual(all);
  for (const role of ['liaison', 'unit_leader'] as const)
    expect(await read((await app.as(role, otherUnitId)).agent)).toEqual(['一、聚焦领导班子方面', '（一）统筹不够']);
});
