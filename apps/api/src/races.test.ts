import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildWorld, createTestApp, NOW, type Agent, type TestApp, type World } from './testing.ts';
import { aLedger, buildCast, flowOf, type Cast } from './features/reports/testing.ts';
import { addReport, publishVersion, sampleContent } from './testing/publications.ts';

// The same thing done many times at once, over HTTP and with sessions: one of them wins, and the others are told.

let test: TestApp;
let world: World;
let liaison: Agent;
let leader: Agent;
let group: Agent;
let office: Agent;
let other: Agent;
let cast: Cast;
let sequence = 0;

// Hundreds of requests, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  const member = await test.as('group', world.officeUnitId, '赵组');
  await test.db.groupMember.create({ data: { groupId: world.groupId, userId: member.id } });
  group = member.agent;
  cast = await buildCast(test, world);
  liaison = cast.liaison.agent;
  leader = cast.leader.agent;
  office = cast.office.agent;
  other = (await test.as('office', world.officeUnitId, '周办')).agent;
});
afterAll(() => test.close());

type Answer = Awaited<ReturnType<Agent['get']>>;

const storm = (times: number, send: (index: number) => PromiseLike<Answer>): Promise<Answer[]> =>
  Promise.all(Array.from({ length: times }, (_, index) => send(index)));

/** One was done; all others were told in words that somebody was quicker, and that nothing of theirs was written. */
function expectOne(answers: readonly Answer[]): Answer {
  const done = answers.filter(({ status }) => status < 300);
  const told = answers.filter(({ status }) => status >= 300);
  expect(told.map(({ status }) => status)).toEqual(told.map(() => 409));
  for (const { body } of told) {
    expect(['stale', 'wrong_state', 'conflict']).toContain(body.code);
    expect(body.detail).toMatch(/没有写入|请刷新|已经/u);
  }
  expect(done).toHaveLength(1);
  return done[0] as Answer;
}

async function buildIssue(status: 'issued' | 'rectifying') {
  sequence += 1;
  const people = { leader: '李局', department: '综合科', owner: '陈某', dueOn: new Date('2024-07-31T00:00:00Z') };
  return test.db.issue.create({
    data: {
      ...{ inspectionId: world.inspectionId, leadUnitId: world.unitId, status, position: sequence * 1024 },
      ...{ title: '固定资产管理不规范', text: '部分固定资产没有登记。', outcomeStatement: '2978 项资产账实相符。' },
      measures: {
        create: { ordinal: 1, text: '第 0 稿', status: status === 'issued' ? 'planned' : 'ongoing', ...people },
      },
    },
    include: { measures: true },
  });
}

const audited = (issueId: string, action: string) =>
  test.db.auditEntry.findMany({ where: { issueId, action, result: 'done' }, orderBy: { id: 'asc' } });

const wordsOf = (side: unknown) => (side as Record<string, string>)['措施内容'];

describe('one measure', () => {
  it('edited fifty times at once changes once a version, and the others are told so', async () => {
    const { id, version, measures } = await buildIssue('issued');
    const place = `/api/measures/${measures[0]?.id}`;
    for (let round = 0; round < 3; round += 1) {
      const answers = await storm(50, (index) =>
        liaison.patch(place).send({ version: version + round, text: `第 ${round} 轮之 ${index} 稿` }),
      );
      const won = expectOne(answers);
      expect(won.body.version).toBe(version + round + 1);
      expect(answers.find(({ status }) => status === 409)?.body.detail).toContain('别人刚刚改过');
      const row = await test.db.measure.findUniqueOrThrow({ where: { id: measures[0]?.id ?? '' } });
      expect(row.text).toBe(won.body.measures[0].text);
    }
    expect(await audited(id, 'editMeasure')).toHaveLength(3);
  });

  it('edited by many who each try until they have had their turn loses nobody’s edit', async () => {
    const { id, version, measures } = await buildIssue('issued');
    const edit = async (index: number): Promise<Answer> => {
      for (;;) {
        const seen = await liaison.get(`/api/issues/${id}`);
        const text = `${seen.body.measures[0].text}、${index}`;
        const answer = await liaison
          .patch(`/api/measures/${measures[0]?.id}`)
          .send({ version: seen.body.version, text });
        if (answer.status !== 409) return answer;
      }
    };
    const answers = await storm(10, edit);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const row = await test.db.issue.findUniqueOrThrow({ where: { id }, include: { measures: true } });
    expect(row.version).toBe(version + 10);
    const kept = row.measures[0]?.text.split('、').slice(1).map(Number) ?? [];
    expect(kept.toSorted((one, next) => one - next)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    // Each edit began with what the one before it had written.
    const trail = await audited(id, 'editMeasure');
    expect(trail.slice(1).map(({ before }) => wordsOf(before))).toEqual(
      trail.slice(0, -1).map(({ after }) => wordsOf(after)),
    );
  });
});

describe('ten times at once', () => {
  const ask = (id: string, version: number, kind: string) =>
    storm(10, () => liaison.post(`/api/issues/${id}/review-requests`).send({ version, kind }));
  const decide = (requestId: string, version: number, agents: readonly Agent[]) =>
    storm(10, (index) =>
      (agents[index % agents.length] as Agent)
        .post(`/api/review-requests/${requestId}/reviews`)
        .send({ version, decision: 'approved' }),
    );

  it('a plan is handed in, approved by the leader and by the group, each once', async () => {
    const { id, version } = await buildIssue('issued');
    let { body } = expectOne(await ask(id, version, 'plan'));
    const requestId = body.requests[0].id;
    for (const agent of [leader, group]) ({ body } = expectOne(await decide(requestId, body.version, [agent])));
    expect(body.status).toBe('rectifying');
    expect(await test.db.review.count({ where: { requestId } })).toBe(2);
    expect(await audited(id, 'submitPlan')).toHaveLength(1);
    expect(await audited(id, 'approvePlan')).toHaveLength(2);
  });

  it('a closure is asked for, signed, verified and closed once, by whichever of two of the office', async () => {
    const issue = await buildIssue('rectifying');
    const [measure] = issue.measures;
    const day = new Date('2024-06-03T00:00:00Z');
    await test.db.measure.updateMany({
      where: { issueId: issue.id },
      data: { status: 'done', startOn: day, doneOn: day },
    });
    const by = { createdBy: cast.liaison.id, createdAt: NOW };
    await test.db.progressEntry.create({
      data: { issueId: issue.id, measureId: measure?.id ?? '', asOf: day, text: '已登记 120 项。', ...by },
    });
    await liaison.post(`/api/issues/${issue.id}/evidence`).attach('file', Buffer.from('明细'), '盘点.txt').expect(201);
    let { body } = expectOne(await ask(issue.id, issue.version + 1, 'closure'));
    const requestId = body.requests[0].id;
    for (const agents of [[leader], [group], [office, other]]) {
      ({ body } = expectOne(await decide(requestId, body.version, agents)));
    }
    expect(body).toMatchObject({ status: 'closed', closureRecords: [{ result: 'completed' }] });
    expect(await test.db.closureRecord.count({ where: { issueId: issue.id } })).toBe(1);
    expect(await audited(issue.id, 'approveClosure')).toHaveLength(3);
    const reason = '回头看发现资产再次漏登，须重新整改。';
    expectOne(
      await storm(10, () =>
        office
          .post(`/api/issues/${issue.id}/reopening`)
          .send({ version: body.version, reason, evidence: '回头看工作底稿' }),
      ),
    );
    expect(await test.db.reopening.count({ where: { issueId: issue.id } })).toBe(1);
  });

  it('a later date is granted once, and counted once', async () => {
    const { id, version, measures } = await buildIssue('rectifying');
    const measureId = measures[0]?.id ?? '';
    await liaison.post(`/api/issues/${id}/evidence`).attach('file', Buffer.from('采购公告'), '公告.txt').expect(201);
    const wish = { kind: 'extension', measureId, newDueOn: '2024-08-31', statement: '设备采购须公开招标，周期较长。' };
    let { body } = expectOne(
      await storm(10, () => liaison.post(`/api/issues/${id}/review-requests`).send({ version: version + 1, ...wish })),
    );
    const requestId = body.requests[0].id;
    for (const agents of [[leader], [office, other]]) {
      ({ body } = expectOne(await decide(requestId, body.version, agents)));
    }
    const row = await test.db.measure.findUniqueOrThrow({ where: { id: measureId } });
    expect([row.extensionCount, row.dueOn?.toISOString().slice(0, 10)]).toEqual([1, '2024-08-31']);
  });

  it('evidence is judged once', async () => {
    const { id, version } = await buildIssue('rectifying');
    const { body } = await liaison
      .post(`/api/issues/${id}/evidence`)
      .attach('file', Buffer.from('另一份明细'), '盘点.txt')
      .expect(201);
    const decisions = ['accepted', 'rejected'];
    expectOne(
      await storm(10, (index) =>
        group
          .post(`/api/evidence/${body.id}/decision`)
          .send({ version: version + 1, decision: decisions[index % 2], reason: '缺少签字页，请补充后再传。' }),
      ),
    );
    expect(await audited(id, 'decideEvidence')).toHaveLength(1);
  });

  it('a report is handed in, signed, passed and published, each once', async () => {
    const flow = flowOf(test, cast);
    const id = await flow.create(await aLedger(test, world));
    await flow.tickAll(id);
    const step = async (name: string, agents: readonly Agent[], extra: object = {}) => {
      const { version } = await test.db.publicReport.findUniqueOrThrow({ where: { id } });
      const send = (index: number) =>
        (agents[index % agents.length] as Agent).post(`/api/reports/${id}/${name}`).send({ version, ...extra });
      return expectOne(await storm(10, send)).body;
    };
    await step('submission', [liaison], { secrecyReviewerId: cast.secrecy.id });
    await step('signature', [leader]);
    await step('secrecy-pass', [cast.secrecy.agent]);
    expect(await step('approval', [office, other])).toMatchObject({ state: 'published', currentVersion: 1 });
    expect(await test.db.publicReportVersion.count({ where: { reportId: id } })).toBe(1);
    const entries = await test.db.auditEntry.findMany({ where: { objectId: id, result: 'done' } });
    const count = (action: string) => entries.filter((entry) => entry.action === action).length;
    const actions = ['submitReport', 'signReport', 'passSecrecy', 'approveReport', 'publishReport'];
    expect(actions.map(count)).toEqual([1, 1, 1, 1, 1]);
  });

  it('a feedback of the public is adopted as one issue', async () => {
    const report = await addReport(test.db, world, '2024-races');
    await publishVersion(test.db, world, report, sampleContent());
    const { id } = await test.db.publicFeedback.create({
      data: { reportId: report.id, receipt: 'RACES', text: '请再核实这一条。', receivedAt: NOW },
    });
    const body = {
      ...{ version: 1, title: '配送频次没有落实', text: '群众反映配送还是一周一次。', answer: '已列为问题督促整改。' },
      inspectionId: world.inspectionId,
    };
    const agents = [office, other];
    expectOne(await storm(10, (index) => (agents[index % 2] as Agent).post(`/api/feedback/${id}/adoption`).send(body)));
    expect(await test.db.issue.count({ where: { title: body.title } })).toBe(1);
  });
});
