import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import exceljs from 'exceljs';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dateOf } from '../../days.ts';
import { buildWorld, createTestApp, PASSWORD, type Agent, type TestApp, type World } from '../../testing.ts';
import { EXPORT_LIMIT } from './export-ledger.ts';

let test: TestApp;
let world: World;
let foreign: World;
const CANARY = '金丝雀甲乙丙';
const FORMULA = '=HYPERLINK("http://evil.example","点这里")';

interface Given {
  title: string;
  text?: string;
  leadUnitId?: string;
  coUnitId?: string;
  status?: 'draft' | 'rectifying' | 'closed';
  measures?: string[];
}

let position = 0;
async function addIssue(place: World, given: Given) {
  const { title, text = `${title}的原文`, leadUnitId = place.unitId, coUnitId, status = 'rectifying' } = given;
  position += 1;
  return test.db.issue.create({
    data: {
      ...{ inspectionId: place.inspectionId, leadUnitId, title, text, status, number: position, position },
      ...{ dueOn: dateOf('2024-06-13'), originalDueOn: dateOf('2024-05-01'), extensionCount: 1 },
      ...(status === 'closed' && { closureResult: 'staged' as const, closedAt: new Date('2024-05-30T00:00:00Z') }),
      ...(coUnitId && { coUnits: { create: { unitId: coUnitId } } }),
      measures: {
        create: (given.measures ?? ['盘点。', '整改。']).map((words, index) => ({
          ...{
            text: words,
            ordinal: index + 1,
            owner: '@陈某',
            dueOn: dateOf('2024-06-10'),
            status: 'ongoing' as const,
          },
        })),
      },
    },
    include: { measures: true },
  });
}

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  foreign = await buildWorld(test.db);
  const { id: writerId } = await test.as('liaison', world.unitId, '写进展');
  const first = await addIssue(world, { title: '本单位甲', text: FORMULA });
  for (const text of ['旧的进展。', '新的进展。'])
    await test.db.progressEntry.create({
      data: {
        ...{ issueId: first.id, measureId: first.measures[0]!.id, text, asOf: dateOf('2024-06-01') },
        ...{ createdBy: writerId, createdAt: new Date() },
      },
    });
  await addIssue(world, { title: '本单位草稿', status: 'draft' });
  await addIssue(world, { title: '外单位牵头', leadUnitId: world.otherUnitId, measures: [] });
  await addIssue(world, { title: '外单位牵头本单位配合', leadUnitId: world.otherUnitId, coUnitId: world.unitId });
  await addIssue(world, { title: '阶段性', status: 'closed' });
  await addIssue(foreign, { title: CANARY });
});
afterAll(() => test.close());

const binary = (agent: Agent, query = '') =>
  agent
    .get(`/api/issues/export?${query}`)
    .buffer()
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts)));
    });

async function open(agent: Agent, query = '') {
  const answer = await binary(agent, query).expect(200);
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(answer.body as ArrayBuffer);
  const sheet = workbook.worksheets[0]!;
  const lines: string[][] = [];
  sheet.eachRow((row) => {
    const cells = Array.from({ length: sheet.columnCount }, (_, index) => row.getCell(index + 1));
    // What is merged says its words once.
    lines.push(cells.map((cell) => (cell.master === cell ? cell.text : '')));
  });
  const [title, who, scope, heads, ...rows] = lines;
  const column = (name: string) => rows.map((row) => row[heads!.indexOf(name)] ?? '');
  return { answer, sheet, title, who, scope, heads: heads!, rows, column };
}

const member = async (groupId: string) => {
  const { agent, id } = await test.as('group', world.officeUnitId, '组员');
  await test.db.groupMember.create({ data: { groupId, userId: id } });
  return agent;
};

describe('the exported ledger', () => {
  it.each(['office', 'observer', 'group', 'liaison', 'unit_leader'] as const)(
    'holds for %s the issues of their ledger, in its order, and nothing foreign',
    async (role) => {
      const isUnit = role === 'liaison' || role === 'unit_leader';
      const agent =
        role === 'group'
          ? await member(world.groupId)
          : (await test.as(role, isUnit ? world.unitId : world.officeUnitId)).agent;
      const ledger = (await agent.get('/api/issues?limit=100').expect(200)).body.items as {
        number: number;
        measureCount: number;
      }[];
      const { column, rows } = await open(agent);
      const numbers = column('序号').filter((value, index, all) => value !== '' && value !== all[index - 1]);
      expect(numbers).toEqual(ledger.map(({ number }) => String(number)));
      expect(rows.length).toBe(ledger.reduce((sum, { measureCount }) => sum + Math.max(1, measureCount), 0));
      expect(JSON.stringify(rows)).not.toContain(CANARY);
      if (isUnit) expect(JSON.stringify(rows)).not.toContain('草稿');
    },
  );

  it('has the columns of a ledger, a line a measure, and the newest progress', async () => {
    const { agent } = await test.as('office', world.officeUnitId);
    const { column, sheet, heads } = await open(agent);
    expect(heads).toEqual(
      expect.arrayContaining(['问题分类', '反馈问题', '整改措施', '责任人', '完成时限', '进展情况', '状态', '灯']),
    );
    expect(column('整改措施').slice(0, 2)).toEqual(['盘点。', '整改。']);
    expect(column('进展情况')[0]).toBe('截至 2024年6月1日：新的进展。');
    expect(column('灯')[0]).toBe('橙 · 还剩 10 天');
    expect(column('退回延期')[0]).toBe('延期 1 次');
    expect(column('状态')).toContain('已销号（阶段性完成）');
    expect(sheet.getCell('E5').isMerged && sheet.getCell('E6').master.address === 'E5').toBe(true);
    expect(sheet.getCell('J5').isMerged).toBe(false);
  });

  it('prints across, its head on every page, with the reader and the time', async () => {
    const { agent, username } = await test.as('liaison', world.unitId, '张&联');
    const { sheet, who, scope, answer } = await open(agent, 'status=rectifying&light=orange');
    expect(sheet.pageSetup).toMatchObject({
      orientation: 'landscape',
      paperSize: 8,
      fitToWidth: 1,
      printTitlesRow: '4:4',
    });
    expect(sheet.headerFooter.oddHeader).toContain('张&&联（区文旅局 联络员）');
    expect(who?.[0]).toMatch(/^内部资料 · 张&联（区文旅局 联络员） 2024年6月3日 12:00 导出/);
    expect(who?.[0]).toContain(username);
    expect(scope?.[0]).toContain('范围：状态 整改中；灯 橙 · 共 2 个问题');
    const disposition = answer.headers['content-disposition'] as string;
    expect(decodeURIComponent(disposition.split("filename*=UTF-8''")[1] ?? '')).toBe('整改台账-2024-06-03.xlsx');
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store' });
  });

  it('lets no text become a formula', async () => {
    const { agent } = await test.as('office', world.officeUnitId);
    const { sheet, column } = await open(agent);
    expect(column('反馈问题')[0]).toBe(`'${FORMULA}`);
    expect(column('责任人')[0]).toBe("'@陈某");
    sheet.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(exceljs.ValueType.Formula)));
  });

  it('is in the audit trail: who, what of it, how many', async () => {
    const { agent, id } = await test.as('office', world.officeUnitId, '王办');
    await open(agent, `inspectionId=${world.inspectionId}&status=rectifying`);
    const entry = await test.db.auditEntry.findFirstOrThrow({ where: { actorId: id, action: 'exportLedger' } });
    expect(entry.after).toEqual({ 范围: '巡察 区文旅局；状态 整改中', 问题数: 3 });
    const { agent: auditor } = await test.as('auditor', world.officeUnitId);
    const trail = await auditor.get('/api/audit?action=exportLedger').expect(200);
    expect(trail.body.items[0].sentence).toContain('导出台账');
    await auditor.get('/api/issues/export').expect(403);
  });

  it('says what to do when nothing or too much is asked for, and what is foreign is nothing', async () => {
    const { agent } = await test.as('office', world.officeUnitId);
    const nothing = await agent.get(`/api/issues/export?inspectionId=${foreign.inspectionId}`);
    expect([nothing.status, nothing.body.detail]).toEqual([400, '没有符合条件的问题，没有导出。请调整筛选条件。']);
    await test.db.$executeRaw`
      INSERT INTO issue (id, inspection_id, lead_unit_id, position, title, text, status)
      SELECT gen_random_uuid(), ${foreign.inspectionId}::uuid, ${foreign.unitId}::uuid, 1000 + n, '多', '多', 'rectifying'
      FROM generate_series(1, ${EXPORT_LIMIT}::int) n`;
    const { agent: other, id: otherId } = await test.as('office', foreign.officeUnitId);
    const tooMany = await other.get('/api/issues/export');
    expect([tooMany.status, tooMany.body.detail]).toEqual([400, expect.stringContaining('超过 20000 个')]);
    expect(await test.db.auditEntry.count({ where: { action: 'exportLedger', actorId: otherId } })).toBe(0);
    await supertest(test.app).get('/api/issues/export').expect(401);
  });

  it('comes whole in many pieces', async () => {
    const { agent } = await test.as('office', foreign.officeUnitId);
    await test.db.issue.deleteMany({ where: { inspectionId: foreign.inspectionId, position: { gt: 2050 } } });
    const { rows } = await open(agent);
    const issues = await test.db.issue.count({ where: { inspectionId: foreign.inspectionId } });
    expect(issues).toBeGreaterThan(1000);
    expect(rows.length).toBe(issues + 1);
  }, 60_000);

  it('gives its place up when the reader leaves half-way', async () => {
    const { username } = await test.as('office', foreign.officeUnitId);
    const server = createServer(test.app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const signedIn = await fetch(`${base}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password: PASSWORD }),
      });
      const cookie = signedIn.headers
        .getSetCookie()
        .map((each) => each.split(';')[0])
        .join('; ');
      for (let time = 0; time < 4; time += 1) {
        const leaving = new AbortController();
        const answer = await fetch(`${base}/api/issues/export`, { headers: { cookie }, signal: leaving.signal });
        expect(answer.status).toBe(200);
        leaving.abort();
        await expect(answer.arrayBuffer()).rejects.toThrow();
        // The server hears of it a moment later.
        await vi.waitFor(async () => {
          const { status } = await fetch(`${base}/api/issues/export?q=没有这样的词`, { headers: { cookie } });
          expect(status).toBe(400);
        });
      }
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
