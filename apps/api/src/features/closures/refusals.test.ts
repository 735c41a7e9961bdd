import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Endpoints, Reply } from '@rectify/contract';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';

let test: TestApp;
let world: World;
const agents: Record<string, Agent> = {};

const LONG = '请补充盘点明细表和签字页面。';

type Issue = Reply<Endpoints['getIssue']>;

interface Step {
  name: string;
  /** The right account. */
  by: string;
  /** Sent with the issue's present version. */
  send: (agent: Agent, issue: Issue) => Promise<{ status: number; body: { detail?: string } }>;
}

const review = (decision: string) => (agent: Agent, issue: Issue) =>
  agent
    .post(`/api/review-requests/${issue.requests[0]?.id}/reviews`)
    .send({ version: issue.version, decision, note: LONG });

const STEPS: Step[] = [
  {
    name: '下发',
    by: 'office',
    send: async (agent, issue) => {
      const inspection = await test.db.inspection.findUniqueOrThrow({ where: { id: issue.inspection.id } });
      return agent.post(`/api/inspections/${inspection.id}/issuing`).send({ version: inspection.version });
    },
  },
  {
    name: '落实责任和时限',
    by: 'liaison',
    send: (agent, issue) =>
      agent.post('/api/measures/assignment').send({
        issues: [{ id: issue.id, version: issue.version }],
        leader: '李局',
        department: '综合科',
        owner: '陈某',
        dueOn: '2024-07-31',
      }),
  },
  {
    name: '提交方案',
    by: 'liaison',
    send: (agent, issue) =>
      agent.post(`/api/issues/${issue.id}/review-requests`).send({ version: issue.version, kind: 'plan' }),
  },
  { name: '负责人同意方案', by: 'leader', send: review('approved') },
  { name: '巡察组同意方案', by: 'group', send: review('approved') },
  {
    name: '填报进展',
    by: 'liaison',
    send: (agent, issue) =>
      agent
        .post(`/api/measures/${issue.measures[0]?.id}/progress`)
        .send({ asOf: '2024-06-03', text: '已登记 120 项。' }),
  },
  {
    name: '标记完成',
    by: 'liaison',
    send: (agent, issue) =>
      agent
        .post(`/api/measures/${issue.measures[0]?.id}/completion`)
        .send({ version: issue.version, doneOn: '2024-06-03' }),
  },
  {
    name: '上传佐证',
    by: 'liaison',
    send: (agent, issue) =>
      agent.post(`/api/issues/${issue.id}/evidence`).attach('file', Buffer.from('盘点明细'), '盘点.txt'),
  },
  {
    name: '填写整改成效',
    by: 'liaison',
    send: (agent, issue) =>
      agent
        .put(`/api/issues/${issue.id}/outcome-statement`)
        .send({ version: issue.version, outcomeStatement: '120 项资产已登记。' }),
  },
  {
    name: '申请销号',
    by: 'liaison',
    send: (agent, issue) =>
      agent.post(`/api/issues/${issue.id}/review-requests`).send({ version: issue.version, kind: 'closure' }),
  },
  { name: '负责人签字', by: 'leader', send: review('approved') },
  { name: '巡察组核验', by: 'group', send: review('approved') },
  { name: '巡察办销号', by: 'office', send: review('approved') },
  {
    name: '重新整改',
    by: 'office',
    send: (agent, issue) =>
      agent
        .post(`/api/issues/${issue.id}/reopening`)
        .send({ version: issue.version, reason: LONG, evidence: '回头看底稿' }),
  },
  {
    name: '撤销',
    by: 'office',
    send: (agent, issue) =>
      agent.post(`/api/issues/${issue.id}/withdrawal`).send({ version: issue.version, reason: LONG }),
  },
];

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  const elsewhere = await buildWorld(test.db);
  const accounts = {
    office: await test.as('office', world.officeUnitId),
    group: await test.as('group', world.officeUnitId),
    otherGroup: await test.as('group', world.officeUnitId),
    liaison: await test.as('liaison', world.unitId),
    otherLiaison: await test.as('liaison', world.otherUnitId),
    leader: await test.as('unit_leader', world.unitId),
    otherLeader: await test.as('unit_leader', world.otherUnitId),
    otherOffice: await test.as('office', elsewhere.officeUnitId),
    observer: await test.as('observer', world.officeUnitId),
    admin: await test.as('sys_admin', world.officeUnitId),
    auditor: await test.as('auditor', world.officeUnitId),
  };
  await test.db.groupMember.create({ data: { groupId: world.groupId, userId: accounts.group.id } });
  await test.db.groupMember.create({ data: { groupId: world.otherGroupId, userId: accounts.otherGroup.id } });
  for (const [name, account] of Object.entries(accounts)) agents[name] = account.agent;
});
afterAll(() => test.close());

/** Everything that a refused step must leave as it was. */
async function snapshot(issueId: string) {
  const [issue, measures, progress, evidence, requests, reviews, records, reopenings, done] = await Promise.all([
    test.db.issue.findUniqueOrThrow({ where: { id: issueId } }),
    test.db.measure.findMany({ where: { issueId }, orderBy: { id: 'asc' } }),
    test.db.progressEntry.count({ where: { issueId } }),
    test.db.evidence.count({ where: { issueId } }),
    test.db.reviewRequest.findMany({ where: { issueId }, orderBy: { id: 'asc' } }),
    test.db.review.count({ where: { request: { issueId } } }),
    test.db.closureRecord.count({ where: { issueId } }),
    test.db.reopening.count({ where: { issueId } }),
    test.db.auditEntry.count({ where: { issueId, result: 'done' } }),
  ]);
  return JSON.stringify({ issue, measures, progress, evidence, requests, reviews, records, reopenings, done });
}

const refusals = () => test.db.auditEntry.count({ where: { result: 'refused' } });

describe('every step, tried by every wrong account', () => {
  it('gets 403 or 404 and leaves nothing but the refusal in the audit trail; the right account succeeds', async () => {
    // Whoever wrote a measure never reviews it: another of the office enters the issue.
    const { agent: clerk } = await test.as('office', world.officeUnitId);
    const created = await clerk
      .post(`/api/inspections/${world.inspectionId}/issues`)
      .send({ number: 1, title: '固定资产管理不规范', text: '部分固定资产没有登记。', measures: ['全面盘点并登记。'] })
      .expect(201);
    const id: string = created.body.id;
    const table: string[] = [];
    for (const step of STEPS) {
      const issue = (await agents['office']!.get(`/api/issues/${id}`).expect(200)).body;
      for (const [name, agent] of Object.entries(agents)) {
        if (name === step.by) continue;
        const before = await snapshot(id);
        const refused = await refusals();
        const answer = await step.send(agent, issue);
        const row = `${step.name} · ${name} → ${answer.status}`;
        table.push(row);
        expect([403, 404], row + JSON.stringify(answer.body)).toContain(answer.status);
        expect(answer.body.detail, row).toMatch(/\p{Script=Han}/u);
        expect(await snapshot(id), row).toBe(before);
        expect(await refusals(), row).toBe(refused + 1);
      }
      const answer = await step.send(agents[step.by]!, issue);
      expect([200, 201], `${step.name} · ${step.by}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
    }
    expect(table).toHaveLength(STEPS.length * (Object.keys(agents).length - 1));
  }, 120_000);

  it('reads of a foreign issue answer exactly like those of a missing one', async () => {
    const foreign = await test.db.issue.findFirstOrThrow({ where: { inspectionId: world.inspectionId } });
    const missing = '01900000-0000-7000-8000-000000000000';
    for (const name of ['otherLiaison', 'otherLeader', 'otherGroup', 'otherOffice', 'admin', 'auditor']) {
      for (const suffix of ['', '/timeline', '/closure-check']) {
        const [one, other] = await Promise.all(
          [foreign.id, missing].map((id) => agents[name]!.get(`/api/issues/${id}${suffix}`)),
        );
        expect([one!.status, other!.status], name + suffix).toEqual([404, 404]);
        expect({ ...one!.body, requestId: '' }).toEqual({ ...other!.body, requestId: '' });
      }
    }
  });
});
