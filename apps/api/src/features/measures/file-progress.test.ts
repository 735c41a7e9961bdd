import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dateOf } from '../../days.ts';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';

let test: TestApp;
let world: World;
let liaison: Agent;
let measureId: string;
let issueId: string;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  liaison = (await test.as('liaison', world.unitId, '联络员甲')).agent;
  const started = { status: 'ongoing', startOn: dateOf('2024-05-20') } as const;
  const issue = await test.db.issue.create({
    data: {
      ...{ inspectionId: world.inspectionId, leadUnitId: world.unitId, position: 1, title: '台账不健全', text: '原文' },
      ...{ status: 'rectifying', dueOn: dateOf('2024-08-16'), originalDueOn: dateOf('2024-08-16') },
      measures: { create: [1, 2].map((ordinal) => ({ ordinal, text: `措施${ordinal}`, ...started })) },
    },
    include: { measures: { orderBy: { ordinal: 'asc' } } },
  });
  issueId = issue.id;
  measureId = issue.measures[0]!.id;
});
afterAll(() => test.close());

const file = (body: object, headers: Record<string, string> = {}) =>
  liaison.post(`/api/measures/${measureId}/progress`).set(headers).send(body);
const read = async () => (await liaison.get(`/api/issues/${issueId}`).expect(200)).body;
const count = () => test.db.progressEntry.count({ where: { issueId } });

describe('filing progress', () => {
  const asItReads = async () => {
    const { id, version, measures } = await read();
    return { ...measures[0].progress[0], measureId: measures[0].id, issueId: id, issueVersion: version };
  };

  it('answers the entry exactly as it then reads', async () => {
    for (let number = 1; number <= 3; number += 1) {
      const asOf = number % 3 === 0 ? '2024-05-22' : '2024-06-01';
      const answer = await file({ asOf, text: `第 ${number} 次盘点` }).expect(201);
      expect(answer.body).toEqual(await asItReads());
      expect((await read()).measures[0].progressCount).toBe(number);
    }
  });

  it('answers as it then reads after a correction, too, which takes the corrected entry out of the count', async () => {
    const { progress, progressCount } = (await read()).measures[0];
    const answer = await file({ asOf: '2024-06-02', text: '更正数字', correctsId: progress[0].id }).expect(201);
    expect(answer.body).toEqual(await asItReads());
    expect((await read()).measures[0].progressCount).toBe(progressCount);
    const again = await file({ asOf: '2024-06-02', text: '再更正', correctsId: progress[0].id }).expect(409);
    expect(again.body.detail).toContain('已经更正过');
    await file({ asOf: '2024-06-02', text: '更正', correctsId: randomUUID() }).expect(400);
  });

  it('raises the version and leaves one sealed audit entry', async () => {
    const before = await read();
    const { body } = await file({ asOf: '2024-06-03', text: '完成盘点' }).expect(201);
    expect(body.issueVersion).toBe(before.version + 1);
    const [entry] = await test.db.auditEntry.findMany({ where: { issueId }, orderBy: { id: 'desc' }, take: 1 });
    expect(entry).toMatchObject({
      ...{ action: 'fileProgress', result: 'done', objectKind: 'measure', actorName: '联络员甲', actorRole: 'liaison' },
      objectId: body.id,
      after: { 问题: '区文旅局“台账不健全”', 措施: '第 1 条', 截至日期: '2024-06-03', 进展: '完成盘点' },
    });
    expect(await test.db.auditSeal.count({ where: { entryId: entry!.id } })).toBe(1);
  });

  it('is done once however often it is sent, and not at all under a number that was used for something else', async () => {
    const before = await count();
    const body = { asOf: '2024-06-03', text: '只写一次' };
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => file(body, key).expect(201)));
    for (const answer of answers) expect(answer.body).toEqual(await asItReads());
    expect(await count()).toBe(before + 1);
    await file({ ...body, text: '别的内容' }, key).expect(409);
    expect(await count()).toBe(before + 1);
  });

  it('by many at once loses none of them', async () => {
    const before = await count();
    const { version } = await read();
    await Promise.all(
      Array.from({ length: 12 }, (_, index) => file({ asOf: '2024-06-03', text: `同时${index}` }).expect(201)),
    );
    expect(await count()).toBe(before + 12);
    expect((await read()).version).toBe(version + 12);
  });

  it('that is refused leaves nothing behind, and the connection good for the next', async () => {
    const before = await count();
    await file({ asOf: '2024-06-30', text: '以后的日子' }).expect((answer) =>
      expect(answer.status).toBeGreaterThanOrEqual(400),
    );
    const stranger = (await test.as('liaison', world.otherUnitId)).agent;
    const foreign = await stranger
      .post(`/api/measures/${measureId}/progress`)
      .send({ asOf: '2024-06-03', text: '别家的' });
    const missing = await stranger
      .post(`/api/measures/${randomUUID()}/progress`)
      .send({ asOf: '2024-06-03', text: '没有的' });
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    expect(foreign.body.detail).toBe(missing.body.detail);
    const office = (await test.as('office', world.officeUnitId)).agent;
    await office.post(`/api/measures/${measureId}/progress`).send({ asOf: '2024-06-03', text: '不该我写' }).expect(403);
    expect(await count()).toBe(before);
    await file({ asOf: '2024-06-03', text: '接着写' }).expect(201);
  });
});
