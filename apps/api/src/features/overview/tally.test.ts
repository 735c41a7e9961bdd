import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { withSession } from '@rectify/db';
import { restoreBackup, writeBackup } from '@rectify/db/backup';
import { createEmptyDatabase } from '@rectify/testing/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localFileStore } from '../../file-store.ts';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';
import { PROGRAM_VERSION } from '../../version.ts';
import { foldTally } from './fold-tally.ts';
import { mendTally, verifyTally } from './verify-tally.ts';

let test: TestApp;
let world: World;
let clerk: Agent;
let office: Agent;
let group: Agent;
let liaison: Agent;
const TODAY = '2024-06-03';
const MIGRATIONS = path.resolve(import.meta.dirname, '../../../../../prisma/migrations');
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==',
  'base64',
);

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  await test.db.programme.updateMany({ data: { planLevels: ['group'], closureLevels: ['group'] } });
  office = (await test.as('office', world.officeUnitId, '王办')).agent;
  clerk = (await test.as('office', world.officeUnitId, '周办')).agent;
  const member = await test.as('group', world.officeUnitId, '赵组');
  await test.db.groupMember.create({ data: { groupId: world.groupId, userId: member.id } });
  group = member.agent;
  liaison = (await test.as('liaison', world.unitId, '张联')).agent;
  for (const [position, title] of ['（一）主体责任方面', '（二）队伍建设方面'].entries())
    await test.db.category.create({ data: { inspectionId: world.inspectionId, title, position } });
});
afterAll(() => test.close());

const verify = () => verifyTally(test.database.url);
const SOUND = { differences: [], unitFaults: 0 };

interface Draw {
  /** A number below the given one, from the case at hand. */
  below(size: number): number;
}

/** What people do, by the state of the issue that they do it to; what the rules forbid then is refused, and also counts. */
async function act(draw: Draw): Promise<void> {
  const ids = (await test.db.issue.findMany({ select: { id: true }, orderBy: { id: 'asc' } })).map(({ id }) => id);
  const id = ids[draw.below(ids.length + 1)];
  if (!id) return enter(draw);
  const issue = (await office.get(`/api/issues/${id}`).expect(200)).body;
  const { version, measures } = issue;
  const measure = measures[draw.below(Math.max(1, measures.length))];
  const request = issue.requests.find(({ status }: { status: string }) => status === 'open');
  const decide = (decision: string) =>
    request &&
    group
      .post(`/api/review-requests/${request.id}/reviews`)
      .send({ version, decision, note: '请补充盘点明细表和签字页。' });
  const steps: Record<string, (() => unknown)[]> = {
    draft: [() => edit(id, version, draw), () => issueAll(), () => withdraw(id, version)],
    issued: [
      () => liaison.post(`/api/issues/${id}/measures`).send({ version, text: '开展自查。' }),
      () => measure && liaison.delete(`/api/measures/${measure.id}?version=${version}`),
      () => plan(id, version),
    ],
    planning: [() => decide('approved'), () => decide('approved'), () => decide('returned')],
    rectifying: [
      () => complete(issue),
      () => close(issue),
      () =>
        measure && liaison.post(`/api/measures/${measure.id}/reopening`).send({ version, reason: '又发现新的情况。' }),
      () => withdraw(id, version),
    ],
    closing: [() => decide('approved'), () => decide('approved'), () => decide('returned')],
    closed: [
      () =>
        office
          .post(`/api/issues/${id}/reopening`)
          .send({ version, reason: '回访发现问题又出现了。', evidence: '回访记录一份。' }),
    ],
    withdrawn: [() => enter(draw)],
  };
  const choices = steps[issue.status] ?? [];
  await choices[draw.below(choices.length)]?.();
}

async function enter(draw: Draw): Promise<void> {
  const categories = await test.db.category.findMany({ orderBy: { position: 'asc' } });
  await clerk
    .post(`/api/inspections/${world.inspectionId}/issues`)
    .send({
      title: '固定资产管理不规范',
      text: '部分固定资产没有登记入账。',
      categoryId: categories[draw.below(3)]?.id ?? null,
      coUnitIds: draw.below(2) ? [world.otherUnitId] : [],
      measures: ['全面盘点。', '修订制度。'].slice(draw.below(3)),
    })
    .expect(201);
}

async function edit(id: string, version: number, draw: Draw) {
  const categories = await test.db.category.findMany({ orderBy: { position: 'asc' } });
  await clerk.patch(`/api/issues/${id}`).send({
    version,
    categoryId: categories[draw.below(3)]?.id ?? null,
    coUnitIds: draw.below(2) ? [world.otherUnitId] : [],
    dueOn: draw.below(2) ? '2024-09-01' : null,
  });
}

async function issueAll() {
  const { body } = await office.get(`/api/inspections/${world.inspectionId}`).expect(200);
  await office.post(`/api/inspections/${world.inspectionId}/issuing`).send({ version: body.version });
}

const withdraw = (id: string, version: number) =>
  office.post(`/api/issues/${id}/withdrawal`).send({ version, reason: '与另一问题重复，合并办理。' });

async function plan(id: string, version: number) {
  await liaison.post('/api/measures/assignment').send({
    ...{ issues: [{ id, version }], leader: '李局', department: '综合科', owner: '陈某', dueOn: '2024-07-31' },
  });
  const { body } = await liaison.get(`/api/issues/${id}`);
  await liaison.post(`/api/issues/${id}/review-requests`).send({ version: body.version, kind: 'plan' });
}

async function complete(issue: { id: string; measures: { id: string; status: string }[] }) {
  const measure = issue.measures.find(({ status }) => status === 'ongoing');
  if (!measure) return;
  await liaison.post(`/api/measures/${measure.id}/progress`).send({ asOf: TODAY, text: '已登记 120 项。' });
  const { body } = await liaison.get(`/api/issues/${issue.id}`);
  await liaison
    .post(`/api/measures/${measure.id}/completion`)
    .send({ version: body.version, doneOn: TODAY })
    .expect(200);
}

async function close(issue: { id: string; measures: { id: string; status: string }[] }) {
  for (const measure of issue.measures)
    if (measure.status === 'ongoing') await complete({ ...issue, measures: [measure] });
  const first = issue.measures[0];
  if (first)
    await liaison.post(`/api/issues/${issue.id}/evidence?measureIds=${first.id}`).attach('file', PNG, '表.png');
  const { body } = await liaison.get(`/api/issues/${issue.id}`);
  const stated = await liaison
    .put(`/api/issues/${issue.id}/outcome-statement`)
    .send({ version: body.version, outcomeStatement: '2978 项资产账实相符。' });
  await liaison.post(`/api/issues/${issue.id}/review-requests`).send({ version: stated.body.version, kind: 'closure' });
}

describe('the maintained counters', () => {
  it('are the ledger counted anew, whatever people did and whenever the changes were folded', async () => {
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), fc.integer({ min: 15, max: 30 }), async (numbers, steps) => {
        const draw: Draw = { below: (size) => (numbers.next().value as number) % size };
        for (let step = 0; step < steps; step += 1) {
          await act(draw);
          if (draw.below(4) === 0) await foldTally(test.db, TODAY);
        }
        expect(await verify()).toMatchObject(SOUND);
      }),
      { numRuns: 4, endOnFailure: true },
    );
    const states = await test.db.issue.groupBy({ by: ['status'], _count: true });
    expect(states.length, 'the walk reached several states').toBeGreaterThanOrEqual(3);
  }, 180_000);

  it('follow every statement on the tables themselves', async () => {
    const make = { inspectionId: world.inspectionId, leadUnitId: world.unitId, text: '原文', title: '直接写入' };
    await test.db.issue.createMany({
      data: [1, 2, 3].map((n) => ({ ...make, position: 90_000 + n, status: 'rectifying' as const })),
    });
    const made = await test.db.issue.findMany({ where: { title: make.title }, orderBy: { position: 'asc' } });
    const [one, two, three] = made.map(({ id }) => id) as [string, string, string];
    await test.db.measure.createMany({
      data: [one, one, two].map((issueId, n) => ({ issueId, ordinal: n + 1, text: '措施', status: 'done' as const })),
    });
    await test.db.issueCoUnit.createMany({
      data: [one, two, three].map((issueId) => ({ issueId, unitId: world.otherUnitId })),
    });
    expect(await verify()).toMatchObject(SOUND);
    await foldTally(test.db, TODAY);
    // The unit beside becomes the lead unit; measures move to another issue; what is gone takes its figures with it.
    await test.db.issue.updateMany({ where: { id: { in: [one, three] } }, data: { leadUnitId: world.otherUnitId } });
    await test.db.measure.updateMany({ where: { issueId: one }, data: { issueId: two } });
    await test.db.measure.updateMany({ where: { issueId: two }, data: { status: 'ongoing' } });
    expect(await verify()).toMatchObject(SOUND);
    await test.db.issue.delete({ where: { id: three } });
    await test.db.measure.deleteMany({ where: { issueId: two } });
    await test.db.issueCoUnit.deleteMany({ where: { issueId: one } });
    expect(await verify()).toMatchObject(SOUND);
    await foldTally(test.db, TODAY);
    expect(await verify()).toMatchObject(SOUND);
    expect(await test.db.tallyCell.count({ where: { issues: 0 } })).toBe(0);
  });

  it('let many write to one unit at once, each without waiting for another, and lose nothing', async () => {
    const title = '并发写入';
    await test.db.issue.createMany({
      data: Array.from({ length: 20 }, (_, n) => ({
        ...{ inspectionId: world.inspectionId, leadUnitId: world.unitId, text: '原文', title },
        ...{ position: 95_000 + n, status: 'issued' as const },
      })),
    });
    const ids = (await test.db.issue.findMany({ where: { title }, select: { id: true } })).map(({ id }) => id);
    // Two transactions change issues of one unit in opposite order and both stay open: neither waits.
    await withSession(test.database.url, (one) =>
      withSession(test.database.url, async (other) => {
        const change = `UPDATE issue SET status = 'planning' WHERE id = $1`;
        await Promise.all([one.query('BEGIN'), other.query('BEGIN')]);
        for (const client of [one, other]) await client.query("SET LOCAL lock_timeout = '2s'");
        await one.query(change, [ids[0]]);
        await other.query(change, [ids[1]]);
        await one.query(change, [ids[2]]);
        await other.query(change, [ids[3]]);
        expect(await foldTally(test.db, TODAY), 'nor does folding wait for them').toBe(true);
        await Promise.all([one.query('COMMIT'), other.query('COMMIT')]);
      }),
    );
    await Promise.all([
      ...ids.map((id) => test.db.issue.update({ where: { id }, data: { status: 'rectifying' } })),
      ...ids.map((issueId) => test.db.measure.create({ data: { issueId, ordinal: 1, text: '措施' } })),
      foldTally(test.db, TODAY),
    ]);
    expect(await verify()).toMatchObject(SOUND);
  });

  it('are whole in a backup that was restored', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'rectify-tally-'));
    const database = await createEmptyDatabase();
    try {
      const target = path.join(folder, 'backup.rbk');
      const shared = { passphrase: null, migrationsDir: MIGRATIONS };
      await writeBackup({
        ...{ databaseUrl: test.database.url, files: test.deps.files, target, passphrase: null },
        ...{ program: PROGRAM_VERSION, madeAt: new Date() },
      });
      await restoreBackup({
        ...{
          ...shared,
          databaseUrl: database.ownerUrl,
          files: localFileStore(path.join(folder, 'files')),
          source: target,
        },
      });
      expect(await verifyTally(database.ownerUrl)).toMatchObject(SOUND);
      await withSession(database.ownerUrl, (client) =>
        client.query(`UPDATE issue SET status = 'issued' WHERE status = 'draft'`),
      );
      expect(await verifyTally(database.ownerUrl), 'and the triggers are on again').toMatchObject(SOUND);
    } finally {
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('are told and put right where somebody changed them', async () => {
    await foldTally(test.db, TODAY);
    await test.db.$executeRaw`UPDATE tally_cell SET issues = issues + 1 WHERE state = 'rectifying'`;
    const wrong = await verify();
    expect(wrong.differences.length).toBeGreaterThan(0);
    expect(wrong.unitFaults).toBeGreaterThan(0);
    for (const { counted, live, state } of wrong.differences)
      expect([state, counted[0] - live[0]]).toEqual(['rectifying', 1]);
    await mendTally(test.database.url);
    expect(await verify()).toMatchObject(SOUND);
    await foldTally(test.db, TODAY);
    expect(await verify()).toMatchObject(SOUND);
  });
});
