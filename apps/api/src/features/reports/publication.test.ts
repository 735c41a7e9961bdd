import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Prisma } from '@rectify/db';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';

let test: TestApp;
let world: World;
let elsewhere: World;
let office: Agent;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  elsewhere = await buildWorld(test.db);
  office = (await test.as('office', world.officeUnitId, '王办')).agent;
});
afterAll(() => test.close());

let position = 0;

type IssueWords = Pick<Prisma.IssueUncheckedCreateInput, 'title' | 'text'> & Partial<Prisma.IssueUncheckedCreateInput>;

async function addIssue(inspectionId: string, unitId: string, issue: IssueWords, measures: string[] = []) {
  position += 1;
  return test.db.issue.create({
    data: {
      ...{ inspectionId, leadUnitId: unitId, position, number: position, status: 'rectifying', disclosure: 'public' },
      ...issue,
      measures: { create: measures.map((text, index) => ({ ordinal: index + 1, text, status: 'ongoing' })) },
    },
  });
}

/** Another inspection of the same unit, so that each test publishes its own. */
async function anInspection(): Promise<string> {
  const { id } = await test.db.inspection.create({
    data: { programmeId: world.programmeId, unitId: world.unitId, groupId: world.groupId, kind: 'routine' },
  });
  return id;
}

const read = async (id: string) => (await office.get(`/api/inspections/${id}/publication`).expect(200)).body;
const versionOf = async (id: string) => (await test.db.inspection.findUniqueOrThrow({ where: { id } })).version;

async function publish(id: string, body: object = {}) {
  return office
    .post(`/api/inspections/${id}/publication`)
    .send({ version: await versionOf(id), title: '整改进展情况的通报', ...body });
}

const visitor = () => supertest(test.app);

describe('publishing an inspection', () => {
  it('needs a public issue and says how to get one', async () => {
    const id = await anInspection();
    await addIssue(id, world.unitId, { title: '党内问题', text: '党内问题。', disclosure: 'party' });
    await addIssue(id, world.unitId, { title: '未下发', text: '未下发。', status: 'draft' });
    expect(await read(id)).toMatchObject({
      canPublish: false,
      publicCount: 0,
      partyCount: 1,
      withheldCount: 0,
      slug: null,
    });
    const { body } = await publish(id);
    expect(body).toMatchObject({ code: 'unmet', detail: expect.stringContaining('设为“公开”') });
    expect(await test.db.publicReport.count({ where: { inspectionId: id } })).toBe(0);
  });

  it('shows the public issues alone and counts the others', async () => {
    const id = await anInspection();
    const category = await test.db.category.create({
      data: { inspectionId: id, title: '（一）责任落实方面', position: 1 },
    });
    await addIssue(id, world.unitId, { title: '窗口服务不规范', text: '窗口服务不规范。', categoryId: category.id }, [
      '制定服务标准。',
      '开展培训。',
    ]);
    await addIssue(id, world.unitId, {
      ...{
        title: '台账不全',
        text: '台账不全。',
        status: 'closed',
        closureResult: 'completed',
        outcomeStatement: '台账已补齐。',
      },
    });
    await addIssue(id, world.unitId, { title: '未核实的', text: '未核实的。', outcomeStatement: '自称成效。' });
    await addIssue(
      id,
      world.unitId,
      { title: '党内秘词甲', text: '党内秘词乙。', disclosure: 'party', outcomeStatement: '党内秘词丙' },
      ['党内秘词丁。'],
    );
    await addIssue(id, world.unitId, {
      title: '不公开秘词',
      text: '不公开秘词。',
      disclosure: 'withheld',
      withholdGround: 'open_case',
      status: 'closed',
      closureResult: 'staged',
    });
    await addIssue(id, world.unitId, { title: '撤销秘词', text: '撤销秘词。', status: 'withdrawn' });
    const { body } = await publish(id, { phone: '0371-12345678' });
    expect(body).toMatchObject({ version: 1, message: '已发布第 1 版，公开 3 项，另有 2 项依规不在公开页上。' });
    const page = await visitor().get(`/reports/${body.slug}`).expect(200);
    for (const word of [
      '窗口服务不规范',
      '一是制定服务标准。',
      '二是开展培训。',
      '台账已补齐',
      '（一）责任落实方面',
      '0371-12345678',
    ])
      expect(page.text).toContain(word);
    expect(page.text).toContain('反馈问题共 5 项，本页公开 3 项，另有 2 项依规不在此公开。');
    expect(page.text).toContain('已完成整改 1 项，阶段性完成、持续整改 1 项，正在整改 3 项');
    expect(page.text).not.toContain('自称成效');
    await expectNowhere(body.slug, id, ['党内秘词', '不公开秘词', '撤销秘词', '在办案件']);
  });

  it('becomes a second version at the same address; the first stays as it was', async () => {
    const id = await anInspection();
    const issue = await addIssue(id, world.unitId, { title: '原来的说法', text: '原来的说法。' });
    const first = (await publish(id, { phone: '8800', address: '云州路 1 号' })).body;
    await test.db.issue.update({ where: { id: issue.id }, data: { title: '后来的说法', text: '后来的说法。' } });
    expect((await visitor().get(`/reports/${first.slug}`)).text).toContain('原来的说法');
    const second = (await publish(id, { title: '更新后的通报', phone: null })).body;
    expect(second).toMatchObject({ slug: first.slug, version: 2 });
    const page = (await visitor().get(`/reports/${first.slug}`)).text;
    expect(page).toContain('后来的说法');
    expect(page).toContain('第 2 版');
    expect(page).toContain('云州路 1 号');
    expect(page).not.toContain('8800');
    const publication = await read(id);
    expect(publication.versions).toMatchObject([
      { version: 2, publishedBy: '王办' },
      { version: 1, title: '整改进展情况的通报' },
    ]);
    const old = await test.db.publicReportVersion.findFirstOrThrow({
      where: { report: { inspectionId: id }, version: 1 },
    });
    expect(JSON.stringify(old.content)).toContain('原来的说法');
    await expect(test.db.publicReportVersion.updateMany({ data: { title: '改写' } })).rejects.toThrow();
  });

  it('is done by one of two at once; the other is told', async () => {
    const id = await anInspection();
    await addIssue(id, world.unitId, { title: '同时发布', text: '同时发布。' });
    for (const round of [1, 2]) {
      const version = await versionOf(id);
      const send = () => office.post(`/api/inspections/${id}/publication`).send({ version, title: '同时' });
      const answers = await Promise.all([send(), send(), send()]);
      expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, 409, 409]);
      expect(answers.find((answer) => answer.status === 409)?.body.code).toBe('stale');
      expect((await read(id)).versions).toHaveLength(round);
    }
  });

  it('leaves an audit entry that says what became public', async () => {
    const id = await anInspection();
    await addIssue(id, world.unitId, { title: '留痕', text: '留痕。' });
    const { slug } = (await publish(id)).body;
    const entry = await test.db.auditEntry.findFirstOrThrow({
      where: { action: 'publishInspection', result: 'done' },
      orderBy: { id: 'desc' },
    });
    expect(entry.after).toMatchObject({ 版本: '第 1 版', 公开: '1 项', 未公开: '0 项', 地址: `/reports/${slug}` });
  });

  it('is the office’s alone, and only within its region', async () => {
    const id = await anInspection();
    await addIssue(id, world.unitId, { title: '权限', text: '权限。' });
    for (const role of ['liaison', 'unit_leader', 'observer', 'group', 'sys_admin', 'auditor'] as const) {
      const { agent } = await test.as(role, world.unitId);
      await agent.post(`/api/inspections/${id}/publication`).send({ version: 1, title: '越权' }).expect(403);
    }
    const neighbour = (await test.as('office', elsewhere.officeUnitId)).agent;
    await neighbour.post(`/api/inspections/${id}/publication`).send({ version: 1, title: '越权' }).expect(404);
    await neighbour.get(`/api/inspections/${id}/publication`).expect(404);
    expect(await test.db.publicReport.count({ where: { inspectionId: id } })).toBe(0);
  });
});

/** Looks for words in everything that a visitor without a session can ask for. */
async function expectNowhere(slug: string, inspectionId: string, words: string[]): Promise<void> {
  const addresses = [
    ...[
      '/',
      '/?page=x',
      `/reports/${slug}`,
      `/reports/${slug}?font=l`,
      '/reports/none',
      '/api/docs',
      '/api/openapi.json',
    ],
    ...[
      '/api/issues',
      '/api/issues?q=秘词',
      '/api/issues/summary',
      '/api/publications',
      '/api/units',
      '/api/programmes',
      '/api/audit',
    ],
    ...[`/api/inspections/${inspectionId}`, `/api/inspections/${inspectionId}/publication`],
  ];
  for (const address of addresses) {
    const { text } = await visitor().get(encodeURI(address));
    for (const word of words) expect(text, `${word} in ${address}`).not.toContain(word);
  }
}

describe('the list of publications', () => {
  it('is that of one’s own inspections, the latest first, page by page', async () => {
    test.setNow('2024-06-04T04:00:00Z');
    const id = await anInspection();
    await addIssue(id, world.unitId, { title: '最新', text: '最新。' });
    const { slug } = (await publish(id, { title: '最新的通报' })).body;
    const all = (await office.get('/api/publications').expect(200)).body.items;
    expect(all[0]).toMatchObject({ slug, title: '最新的通报', unitName: '区文旅局', version: 1 });
    const first = (await office.get('/api/publications?limit=2').expect(200)).body;
    const second = (await office.get('/api/publications').query({ limit: 2, cursor: first.nextCursor }).expect(200))
      .body;
    expect([...first.items, ...second.items]).toEqual(all.slice(0, 4));
    expect(
      (await office.get('/api/publications').query({ limit: 2, cursor: second.prevCursor }).expect(200)).body.items,
    ).toEqual(first.items);
    const neighbour = (await test.as('office', elsewhere.officeUnitId)).agent;
    expect((await neighbour.get('/api/publications').expect(200)).body.items).toEqual([]);
  });
});
