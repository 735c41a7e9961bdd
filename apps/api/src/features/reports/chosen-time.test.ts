import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { reportContent } from '@rectify/contract';
import type { ReportContent } from '@rectify/report-text';
import { installQueue } from '../../jobs/queue.ts';
import { buildWorld, createTestApp, NOW, type TestApp, type World } from '../../testing.ts';
import { publishDue } from './publish-scheduled.ts';
import { addIssue, aLedger, buildCast, flowOf, runJobs, type Cast } from './testing.ts';

let test: TestApp;
let world: World;
let cast: Cast;
let flow: ReturnType<typeof flowOf>;

beforeAll(async () => {
  test = await createTestApp();
  await installQueue(test.deps);
  world = await buildWorld(test.db);
  cast = await buildCast(test, world);
  flow = flowOf(test, cast);
});
afterAll(() => test.close());

const rowOf = (id: string) => test.db.publicReport.findUniqueOrThrow({ where: { id } });
const versionsOf = (id: string) =>
  test.db.publicReportVersion.findMany({ where: { reportId: id }, orderBy: { version: 'asc' } });

async function contentOf(id: string, version: number): Promise<ReportContent> {
  const row = await test.db.publicReportVersion.findUniqueOrThrow({
    where: { reportId_version: { reportId: id, version } },
  });
  return reportContent.parse(row.content);
}

const figureIn = (content: ReportContent, key: string) => content.figures.find((figure) => figure.key === key);

async function rewrite(id: string, change: (text: string) => string | null): Promise<void> {
  const { paragraphs } = await flow.read(id);
  for (const { id: paragraphId, version, text } of paragraphs) {
    const words = change(text);
    if (words === null) continue;
    const changes = [{ op: 'write', paragraphId, version, text: words }];
    await cast.liaison.agent.patch(`/api/reports/${id}/draft`).send({ changes }).expect(200);
    return;
  }
  throw new Error('nothing to rewrite');
}

describe('a chosen time', () => {
  const LATER = '2024-06-05T01:00:00Z';

  it('publishes then, once, and not before', async () => {
    const id = await flow.create(await aLedger(test, world));
    await flow.toApproval(id);
    expect((await flow.approve(id, { publishAt: '2024-06-01T00:00:00Z' })).status).toBe(400);
    expect((await flow.approve(id, { publishAt: LATER })).body).toMatchObject({
      state: 'scheduled',
      currentVersion: 0,
    });
    await publishDue(test.deps);
    expect((await rowOf(id)).state).toBe('scheduled');
    test.setNow(LATER);
    await runJobs(test);
    await publishDue(test.deps);
    expect(await rowOf(id)).toMatchObject({ state: 'published', currentVersion: 1, publishAt: null });
    const [version] = await versionsOf(id);
    expect([version?.publishedBy, version?.publishedAt.toISOString()]).toEqual([
      cast.office.id,
      new Date(LATER).toISOString(),
    ]);
    const entry = await test.db.auditEntry.findFirstOrThrow({ where: { action: 'publishReport', objectId: id } });
    expect(entry.actorName).toBe('定时发布');
    test.setNow(NOW);
  });

  it('is made up for when the process that should have done it died', async () => {
    const id = await flow.create(await aLedger(test, world));
    await flow.toApproval(id);
    await flow.approve(id, { publishAt: LATER });
    await test.db.$executeRaw`UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'dead'`;
    test.setNow(LATER);
    await runJobs(test);
    expect((await rowOf(id)).state).toBe('scheduled');
    await Promise.all([publishDue(test.deps), publishDue(test.deps)]);
    expect(await rowOf(id)).toMatchObject({ state: 'published', currentVersion: 1 });
    test.setNow(NOW);
  });

  it('is held up when the ledger has come to contradict the text, and says why', async () => {
    const place = await aLedger(test, world);
    const id = await flow.create(place);
    await rewrite(id, (text) => (text.includes('{{issues_total}}') ? text.replace('{{issues_total}}', '3') : null));
    await flow.toApproval(id);
    await flow.approve(id, { publishAt: LATER });
    await addIssue(test, place, { title: '期间补录的问题', number: 4 });
    test.setNow(LATER);
    await publishDue(test.deps);
    const report = await flow.read(id, cast.office);
    expect(report).toMatchObject({
      state: 'approving',
      currentVersion: 0,
      heldUp: expect.stringContaining('通报体检'),
    });
    expect(report.isMyTurn).toBe(true);
    test.setNow(NOW);
  });

  it('is held up when a figure on the page has moved since the office saw it, until it looks again', async () => {
    const place = await aLedger(test, world);
    const id = await flow.create(place);
    await flow.toApproval(id);
    await flow.approve(id, { publishAt: LATER });
    const { id: issueId } = await test.db.issue.findFirstOrThrow({ where: { inspectionId: place.inspectionId } });
    const outcome = { issueId, count: 775, note: '制度', createdBy: place.unitId, createdAt: test.deps.now() };
    await test.db.outcome.create({ data: { ...outcome, kind: 'system_established' } });
    test.setNow(LATER);
    await publishDue(test.deps);
    const report = await flow.read(id, cast.office);
    expect(report).toMatchObject({ state: 'approving', currentVersion: 0, isMyTurn: true });
    expect(report.heldUp).toContain('“建章立制”由 2 变为 777');
    expect((await flow.approve(id, { publishAt: '2024-06-06T01:00:00Z' })).status).toBe(200);
    test.setNow('2024-06-06T01:00:00Z');
    await publishDue(test.deps);
    expect(await rowOf(id)).toMatchObject({ state: 'published', heldUp: null });
    expect(figureIn(await contentOf(id, 1), 'systems_established')?.text).toBe('777');
    test.setNow(NOW);
  });

  it('is held up when two issues have changed places, though all sums are as they were', async () => {
    const place = await aLedger(test, world);
    const id = await flow.create(place);
    await flow.toApproval(id);
    await flow.approve(id, { publishAt: LATER });
    const { inspectionId } = place;
    const [done, open] = await test.db.issue.findMany({ where: { inspectionId }, orderBy: { number: 'asc' } });
    const closed = { status: 'closed', closureResult: 'completed', outcomeStatement: '已经整改到位。' } as const;
    const reopened = { status: 'rectifying', closureResult: null } as const;
    await test.db.outcome.updateMany({ where: { issueId: done?.id ?? '' }, data: { issueId: open?.id ?? '' } });
    for (const [issue, data, status] of [[done, reopened, 'ongoing'] as const, [open, closed, 'done'] as const]) {
      const measures = { updateMany: { where: {}, data: { status } } };
      await test.db.issue.update({ where: { id: issue?.id ?? '' }, data: { ...data, measures } });
    }
    test.setNow(LATER);
    await publishDue(test.deps);
    const { state, heldUp } = await flow.read(id, cast.office);
    expect(state).toBe('approving');
    expect(heldUp).toContain('“第 1 项问题的整改状态”由 已完成整改 变为 正在整改');
    test.setNow(NOW);
  });

  it('is held up when an issue is withheld on another ground, which the page counts by', async () => {
    const place = await aLedger(test, world, ['public', 'public', 'withheld']);
    const id = await flow.create(place);
    await flow.toApproval(id);
    await flow.approve(id, { publishAt: LATER });
    const { inspectionId } = place;
    await test.db.issue.updateMany({ where: { inspectionId, number: 3 }, data: { withholdGround: 'privacy' } });
    test.setNow(LATER);
    await publishDue(test.deps);
    const { state, heldUp } = await flow.read(id, cast.office);
    expect(state).toBe('approving');
    expect(heldUp).toContain('“不公开的问题（在办案件）”由 1 变为 （台账中已没有）');
    test.setNow(NOW);
  });

  it('is kept for all the others when one report fails in a way that nobody foresaw, which is logged', async () => {
    const ids: string[] = [];
    for (const minute of [0, 1, 2]) {
      const id = await flow.create(await aLedger(test, world));
      await flow.toApproval(id);
      await flow.approve(id, { publishAt: `2024-06-05T00:0${minute}:00Z` });
      ids.push(id);
    }
    const [broken = '', ...others] = ids;
    await test.db.publicReport.update({ where: { id: broken }, data: { approvedFigures: 'no figures' } });
    test.setNow(LATER);
    const log = vi.spyOn(test.deps.log, 'error').mockReturnValue();
    const failure = await publishDue(test.deps).catch((error: unknown) => error);
    for (const id of others) expect(await rowOf(id)).toMatchObject({ state: 'published' });
    expect(await rowOf(broken)).toMatchObject({ state: 'scheduled', currentVersion: 0 });
    // The sweep itself still counts as failed: the figures of the queue are what people watch.
    expect(failure).toBeInstanceOf(AggregateError);
    expect(log.mock.calls).toEqual([[{ err: expect.any(Error), reportId: broken }, expect.any(String)]]);
    log.mockRestore();
    await test.db.publicReport.update({ where: { id: broken }, data: { state: 'drafting', publishAt: null } });
    test.setNow(NOW);
  });

  it('can be called off', async () => {
    const id = await flow.create(await aLedger(test, world));
    await flow.toApproval(id);
    await flow.approve(id, { publishAt: LATER });
    expect((await flow.post(cast.office, id, 'schedule/cancellation')).body).toMatchObject({
      state: 'drafting',
      publishAt: null,
    });
    test.setNow(LATER);
    await publishDue(test.deps);
    expect((await rowOf(id)).currentVersion).toBe(0);
    test.setNow(NOW);
  });
});
