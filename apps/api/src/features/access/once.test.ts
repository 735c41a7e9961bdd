import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';
import { forgetSubmissions } from './once.ts';

// What is sent again under the same number, because its answer was lost, is not done again.

let test: TestApp;
let world: World;
let liaison: Agent;
let office: Agent;
let sequence = 0;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  liaison = (await test.as('liaison', world.unitId)).agent;
  office = (await test.as('office', world.officeUnitId)).agent;
});
afterAll(() => test.close());

async function buildIssue(status: 'issued' | 'rectifying') {
  const { inspectionId, unitId: leadUnitId } = world;
  sequence += 1;
  return test.db.issue.create({
    data: {
      ...{ inspectionId, leadUnitId, status, number: 900 + sequence, position: sequence * 1024 },
      ...{ title: '资产未登记', text: '部分资产没有登记。' },
      measures: { create: { ordinal: 1, text: '全面盘点。', status: status === 'issued' ? 'planned' : 'ongoing' } },
    },
    include: { measures: true },
  });
}

const newKey = () => crypto.randomUUID();
const done = (issueId: string) => test.db.auditEntry.count({ where: { issueId, result: 'done' } });

describe('sent three times in a row and twice at once', () => {
  it('progress is filed once, and each time answered as filed', async () => {
    const { id, measures } = await buildIssue('rectifying');
    const key = newKey();
    const send = () =>
      liaison
        .post(`/api/measures/${measures[0]?.id}/progress`)
        .set('Idempotency-Key', key)
        .send({ asOf: '2024-06-03', text: '已登记 120 项。' });
    const answers = [await send(), await send(), ...(await Promise.all([send(), send()]))];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await done(id)).toBe(1);
  });

  it('a write with a version is answered as done, not as stale', async () => {
    const { id, version, measures } = await buildIssue('issued');
    const place = `/api/measures/${measures[0]?.id}?version=${version}`;
    const key = newKey();
    const send = () => liaison.delete(place).set('Idempotency-Key', key);
    const answers = [...(await Promise.all([send(), send()])), await send()];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await done(id)).toBe(1);
    // Without the number it is a second wish, and there is nothing left to remove.
    await liaison.delete(place).expect(404);
  });

  it('a file is attached once, and leaves nothing beside it', async () => {
    const { id } = await buildIssue('rectifying');
    const key = newKey();
    const send = (content: string) =>
      liaison
        .post(`/api/issues/${id}/evidence`)
        .set('Idempotency-Key', key)
        .attach('file', Buffer.from(content), '盘点.txt');
    const answers = [await send('盘点明细'), ...(await Promise.all([send('盘点明细'), send('盘点明细')]))];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await test.db.evidence.count({ where: { issueId: id } })).toBe(1);
    // Another file under the same number is a mistake.
    expect((await send('另一份明细')).status).toBe(409);
  });

  it('an issue without a number is entered once', async () => {
    const key = newKey();
    const send = () =>
      office
        .post(`/api/inspections/${world.inspectionId}/issues`)
        .set('Idempotency-Key', key)
        .send({ title: '会议记录缺失', text: '部分会议没有记录。' });
    const answers = [...(await Promise.all([send(), send()])), await send()];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  it('a comment is kept once', async () => {
    const { id } = await buildIssue('rectifying');
    const key = newKey();
    const send = () =>
      office.post(`/api/issues/${id}/comments`).set('Idempotency-Key', key).send({ text: '请补充数据。' });
    for (const answer of [await send(), await send()]) expect(answer.status).toBe(201);
    expect(await done(id)).toBe(1);
  });
});

describe('a number', () => {
  it('belongs to one content and one person', async () => {
    const { id } = await buildIssue('rectifying');
    const key = newKey();
    const send = (agent: Agent, text: string) =>
      agent.post(`/api/issues/${id}/comments`).set('Idempotency-Key', key).send({ text });
    await send(office, '请补充数据。').expect(201);
    const other = await send(office, '请补充名单。').expect(409);
    expect(other.body.detail).toContain('没有写入');
    await send(liaison, '已经补充。').expect(201);
    expect(await done(id)).toBe(2);
  });

  it('of a write that was refused is free again', async () => {
    const { id, version } = await buildIssue('rectifying');
    const key = newKey();
    const send = (seen: number) =>
      office.patch(`/api/issues/${id}`).set('Idempotency-Key', key).send({ version: seen, nature: 'long_term' });
    await send(version + 1).expect(409);
    await send(version).expect(200);
  });

  it('that is none is told so', async () => {
    const { id } = await buildIssue('rectifying');
    const answer = await office.post(`/api/issues/${id}/comments`).set('Idempotency-Key', 'x y').send({ text: '好。' });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid']);
  });

  it('is forgotten after a day', async () => {
    const { id } = await buildIssue('rectifying');
    await office.post(`/api/issues/${id}/comments`).set('Idempotency-Key', newKey()).send({ text: '好。' }).expect(201);
    const { db } = test;
    expect(await forgetSubmissions({ db, now: () => new Date('2024-06-04T03:00:00Z') })).toBe(0);
    expect(await forgetSubmissions({ db, now: () => new Date('2024-06-04T05:00:00Z') })).toBeGreaterThan(0);
    expect(await db.submission.count()).toBe(0);
  });
});

it('ten issues entered at once under one number of the feedback are one', async () => {
  const send = () =>
    office.post(`/api/inspections/${world.inspectionId}/issues`).send({ number: 77, title: '甲', text: '同一序号。' });
  const statuses = (await Promise.all(Array.from({ length: 10 }, send))).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
});
