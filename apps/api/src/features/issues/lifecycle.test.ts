import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';

let test: TestApp;
let world: World;
let office: Agent;
/** Enters what office closes: whoever wrote a measure never reviews it. */
let clerk: Agent;
let group: Agent;
let liaison: Agent;
let leader: Agent;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  office = (await test.as('office', world.officeUnitId, '王办')).agent;
  clerk = (await test.as('office', world.officeUnitId, '周办')).agent;
  const member = await test.as('group', world.officeUnitId, '赵组');
  await test.db.groupMember.create({ data: { groupId: world.groupId, userId: member.id } });
  group = member.agent;
  liaison = (await test.as('liaison', world.unitId, '张联')).agent;
  leader = (await test.as('unit_leader', world.unitId, '李局')).agent;
});
afterAll(() => test.close());

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Brings one issue to 整改中 and answers it as the liaison sees it. */
async function rectifying(number: number) {
  const created = await clerk
    .post(`/api/inspections/${world.inspectionId}/issues`)
    .send({
      number,
      title: `固定资产管理不规范（${number}）`,
      text: '部分固定资产没有登记入账。',
      measures: ['全面盘点并登记入账。', '修订资产管理制度。'],
    })
    .expect(201);
  const inspection = await office.get(`/api/inspections/${world.inspectionId}`).expect(200);
  await office
    .post(`/api/inspections/${world.inspectionId}/issuing`)
    .send({ version: inspection.body.version })
    .expect(200);
  let issue = (await liaison.get(`/api/issues/${created.body.id}`).expect(200)).body;
  expect(issue.status).toBe('issued');
  await liaison
    .post('/api/measures/assignment')
    .send({
      issues: [{ id: issue.id, version: issue.version }],
      leader: '李局',
      department: '综合科',
      owner: '陈某',
      dueOn: '2024-07-31',
    })
    .expect(200);
  issue = (await liaison.get(`/api/issues/${issue.id}`)).body;
  issue = (
    await liaison
      .post(`/api/issues/${issue.id}/review-requests`)
      .send({ version: issue.version, kind: 'plan' })
      .expect(201)
  ).body;
  for (const reviewer of [leader, group]) {
    issue = (
      await reviewer
        .post(`/api/review-requests/${issue.requests[0].id}/reviews`)
        .send({ version: issue.version, decision: 'approved' })
        .expect(200)
    ).body;
  }
  expect(issue.status).toBe('rectifying');
  return (await liaison.get(`/api/issues/${issue.id}`)).body;
}

async function readyToClose(number: number) {
  let issue = await rectifying(number);
  for (const measure of issue.measures) {
    await liaison
      .post(`/api/measures/${measure.id}/progress`)
      .send({ asOf: '2024-06-03', text: '已登记 120 项。' })
      .expect(201);
    issue = (await liaison.get(`/api/issues/${issue.id}`)).body;
    issue = (
      await liaison
        .post(`/api/measures/${measure.id}/completion`)
        .send({ version: issue.version, doneOn: '2024-06-03' })
        .expect(200)
    ).body;
  }
  await liaison
    .post(`/api/issues/${issue.id}/evidence?measureIds=${issue.measures[0].id}`)
    .attach('file', PNG, '盘点表.png')
    .expect(201);
  issue = (await liaison.get(`/api/issues/${issue.id}`)).body;
  issue = (
    await liaison
      .put(`/api/issues/${issue.id}/outcome-statement`)
      .send({ version: issue.version, outcomeStatement: '2978 项资产账实相符。' })
      .expect(200)
  ).body;
  expect(issue.closureGaps).toEqual([]);
  return issue;
}

async function requestClosure(issue: { id: string; version: number }) {
  return (
    await liaison
      .post(`/api/issues/${issue.id}/review-requests`)
      .send({ version: issue.version, kind: 'closure' })
      .expect(201)
  ).body;
}

describe('an issue goes its whole way', () => {
  it('is returned once, closed by three levels, and reopened with its record kept', async () => {
    let issue = await requestClosure(await readyToClose(1));
    const requestId = issue.requests[0].id;
    issue = (
      await leader
        .post(`/api/review-requests/${requestId}/reviews`)
        .send({ version: issue.version, decision: 'approved' })
        .expect(200)
    ).body;
    const short = await group
      .post(`/api/review-requests/${requestId}/reviews`)
      .send({ version: issue.version, decision: 'returned', note: '不行' });
    expect(short.status).toBe(400);
    issue = (
      await group
        .post(`/api/review-requests/${requestId}/reviews`)
        .send({ version: issue.version, decision: 'returned', note: '请补充盘点明细表和签字页。' })
        .expect(200)
    ).body;
    expect(issue).toMatchObject({ status: 'rectifying', returnCount: 1 });
    issue = await requestClosure(issue);
    for (const reviewer of [leader, group, office]) {
      issue = (
        await reviewer
          .post(`/api/review-requests/${issue.requests[0].id}/reviews`)
          .send({ version: issue.version, decision: 'approved' })
          .expect(200)
      ).body;
    }
    expect(issue).toMatchObject({ status: 'closed', closureResult: 'completed', returnCount: 1 });
    expect(issue.closureRecords[0].number).toBe('销号〔2024〕1号');
    issue = (
      await office
        .post(`/api/issues/${issue.id}/reopening`)
        .send({ version: issue.version, reason: '回头看发现资产再次漏登。', evidence: '回头看工作底稿第 3 页' })
        .expect(200)
    ).body;
    expect(issue).toMatchObject({ status: 'rectifying', reopenCount: 1, closureResult: null });
    expect(issue.closureRecords).toHaveLength(1);
    const timeline = (await liaison.get(`/api/issues/${issue.id}/timeline`).expect(200)).body.items.map(
      (entry: { action: string }) => entry.action,
    );
    expect(timeline.slice(0, 3)).toEqual(['reopenIssue', 'approveClosure', 'approveClosure']);
    expect(timeline).toContain('returnClosure');
  });

  it('keeps exactly one of two decisions made at once', async () => {
    const issue = await requestClosure(await readyToClose(2));
    const second = (await test.as('unit_leader', world.unitId, '孙副')).agent;
    const decide = (agent: Agent, decision: string) =>
      agent
        .post(`/api/review-requests/${issue.requests[0].id}/reviews`)
        .send({ version: issue.version, decision, note: '请补充盘点明细表和签字页。' });
    const answers = await Promise.all([decide(leader, 'approved'), decide(second, 'returned')]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409]);
    expect(await test.db.review.count({ where: { requestId: issue.requests[0].id } })).toBe(1);
  });

  it('never both closes an issue and reopens one of its measures', async () => {
    for (const number of [3, 4, 5]) {
      let issue = await requestClosure(await readyToClose(number));
      for (const reviewer of [leader, group]) {
        issue = (
          await reviewer
            .post(`/api/review-requests/${issue.requests[0].id}/reviews`)
            .send({ version: issue.version, decision: 'approved' })
            .expect(200)
        ).body;
      }
      const [closing, reopening] = await Promise.all([
        office
          .post(`/api/review-requests/${issue.requests[0].id}/reviews`)
          .send({ version: issue.version, decision: 'approved' }),
        liaison
          .post(`/api/measures/${issue.measures[0].id}/reopening`)
          .send({ version: issue.version, reason: '发现遗漏' }),
      ]);
      expect([closing.status, reopening.status].toSorted()).toEqual([200, 409]);
      const after = await test.db.issue.findUniqueOrThrow({ where: { id: issue.id }, include: { measures: true } });
      const isOpen = after.measures.some((measure) => measure.status !== 'done');
      expect(after.status === 'closed' && isOpen).toBe(false);
      expect(after.status).toBe(closing.status === 200 ? 'closed' : 'rectifying');
    }
  });
});
