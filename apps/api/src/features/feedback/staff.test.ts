import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, NOW, type Agent, type TestApp, type World } from '../../testing.ts';
import { addReport, publishVersion, sampleContent, type SampleReport } from '../../testing/publications.ts';

let test: TestApp;
let world: World;
let report: SampleReport;
let office: Agent;
let sequence = 0;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  report = await addReport(test.db, world, '2024-staff');
  await publishVersion(test.db, world, report, sampleContent());
  office = (await test.as('office', world.officeUnitId, '王办')).agent;
});
afterAll(() => test.close());

const aFeedback = (text = '请再核实这一条。') =>
  test.db.publicFeedback.create({
    data: {
      ...{ reportId: report.id, receipt: `RECEIPT${(sequence += 1)}`, text, name: '李群众', contact: '0999-12345678' },
      receivedAt: new Date(NOW.getTime() - 3 * 86_400_000),
    },
  });

const list = async (agent: Agent) =>
  (await agent.get('/api/feedback').expect(200)).body.items as Record<string, unknown>[];

describe('who sees feedback', () => {
  it('the office that handles it sees who wrote; observer and unit see what, and nobody else sees anything', async () => {
    const { id } = await aFeedback();
    const elsewhere = await buildWorld(test.db);
    const seen = async (role: Parameters<TestApp['as']>[0], unitId: string) =>
      (await list((await test.as(role, unitId)).agent)).find((row) => row['id'] === id);
    expect(await seen('office', world.officeUnitId)).toMatchObject({ name: '李群众', canAnswer: true, waitingDays: 3 });
    for (const role of ['observer', 'liaison', 'unit_leader'] as const) {
      const row = await seen(role, role === 'observer' ? world.officeUnitId : world.unitId);
      expect(row).toMatchObject({ name: null, contact: null, canAnswer: false, text: '请再核实这一条。' });
      expect(row?.['receipt']).not.toContain('RECEIPT');
    }
    expect(await seen('liaison', world.otherUnitId)).toBeUndefined();
    expect(await seen('office', elsewhere.officeUnitId)).toBeUndefined();
    for (const role of ['sys_admin', 'auditor'] as const)
      await (await test.as(role, world.officeUnitId)).agent.get('/api/feedback').expect(403);
  });

  it('what waits longest stands first, page by page', async () => {
    await Promise.all([aFeedback('之一的意见'), aFeedback('之二的意见'), aFeedback('之三的意见')]);
    const first = (await office.get('/api/feedback?limit=2&state=received').expect(200)).body;
    const second = (await office.get(`/api/feedback?limit=2&state=received&cursor=${first.nextCursor}`).expect(200))
      .body;
    const ids = [...first.items, ...second.items].map((row: { id: string }) => row.id);
    expect(new Set(ids).size).toBe(4);
    const back = (await office.get(`/api/feedback?limit=2&state=received&cursor=${second.prevCursor}`).expect(200))
      .body;
    expect(back.items).toEqual(first.items);
    await office.get('/api/feedback?cursor=x').expect(400);
  });
});

describe('settling a feedback', () => {
  it('answers it once, and says so in the audit trail', async () => {
    const { id } = await aFeedback();
    const body = { version: 1, answer: '已核实，十月底前完成。' };
    const { body: answered } = await office.post(`/api/feedback/${id}/answer`).send(body).expect(200);
    expect(answered).toMatchObject({
      state: 'answered',
      stateLabel: '已答复',
      answer: body.answer,
      answeredBy: '王办',
      version: 2,
    });
    await office.post(`/api/feedback/${id}/answer`).send(body).expect(409);
    const [entry] = await test.db.auditEntry.findMany({
      where: { objectId: id, action: 'answerFeedback', result: 'done' },
    });
    expect(entry).toMatchObject({
      objectKind: 'feedback',
      note: body.answer,
      after: { 办理情况: '已答复', 意见: '请再核实这一条。' },
    });
    expect(
      JSON.stringify(entry, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain('李群众');
  });

  it('by two at once is done by one', async () => {
    const { id } = await aFeedback();
    const tries = await Promise.all(
      ['甲的答复内容', '乙的答复内容'].map((answer) =>
        office.post(`/api/feedback/${id}/answer`).send({ version: 1, answer }),
      ),
    );
    expect(tries.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('turns it down with a reason', async () => {
    const { id } = await aFeedback();
    await office.post(`/api/feedback/${id}/dismissal`).send({ version: 1, reason: '短' }).expect(400);
    await office.post(`/api/feedback/${id}/dismissal`).send({ version: 7, reason: '与本通报无关。' }).expect(409);
    const { body } = await office
      .post(`/api/feedback/${id}/dismissal`)
      .send({ version: 1, reason: '与本通报无关。' })
      .expect(200);
    expect(body).toMatchObject({ state: 'dismissed', stateLabel: '不予受理', answer: '与本通报无关。' });
  });

  it('adopts it as an issue of source 公众反映 that is not yet issued, both or neither', async () => {
    const { id } = await aFeedback();
    const body = {
      ...{ version: 1, title: '配送频次没有落实', text: '群众反映配送还是一周一次。', answer: '已列为问题督促整改。' },
      inspectionId: world.inspectionId,
    };
    const wrong = { ...body, inspectionId: (await buildWorld(test.db)).inspectionId };
    await office.post(`/api/feedback/${id}/adoption`).send(wrong).expect(404);
    expect((await test.db.publicFeedback.findUniqueOrThrow({ where: { id } })).state).toBe('received');
    const { body: adopted } = await office.post(`/api/feedback/${id}/adoption`).send(body).expect(200);
    expect(adopted).toMatchObject({ state: 'adopted', inspectionId: world.inspectionId, issueId: expect.any(String) });
    const issue = await test.db.issue.findUniqueOrThrow({ where: { id: String(adopted.issueId) } });
    expect(issue).toMatchObject({ source: 'public', status: 'draft', disclosure: 'party', title: body.title });
  });

  it.each(['liaison', 'unit_leader', 'observer', 'group'] as const)('is not for the %s', async (role) => {
    const { id } = await aFeedback();
    const { agent } = await test.as(role, role === 'observer' ? world.officeUnitId : world.unitId);
    await agent.post(`/api/feedback/${id}/answer`).send({ version: 1, answer: '不该由我答复。' }).expect(403);
  });

  it('of another jurisdiction is not there', async () => {
    const { id } = await aFeedback();
    const elsewhere = await buildWorld(test.db);
    const { agent } = await test.as('office', elsewhere.officeUnitId);
    await agent.post(`/api/feedback/${id}/answer`).send({ version: 1, answer: '不在我的范围。' }).expect(404);
  });
});
