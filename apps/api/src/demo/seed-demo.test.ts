import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addDays,
  dayInShanghai,
  ISSUE_STATUS_CODES,
  LIGHT_CODES,
  lightOf,
  type IssueStatus,
  type Light,
} from '@rectify/domain';
import type { Ctx } from '../context.ts';
import { dayOf } from '../days.ts';
import { findActor } from '../features/access/session.ts';
import { listReviews } from '../features/closures/list-reviews.ts';
import { getToday } from '../features/today/get-today.ts';
import { createTestApp, PASSWORD, type TestApp } from '../testing.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoUsername } from './people.ts';
import { demoNotice, isDemo, seedDemo } from './seed-demo.ts';

const SEEDS = path.resolve(import.meta.dirname, '../../../../../shared/seeds');

let test: TestApp;
let seconds: number;
let wasDemo: boolean;

beforeAll(async () => {
  test = await createTestApp();
  test.setNow(new Date());
  const begun = performance.now();
  wasDemo = await isDemo(test.deps);
  await seedDemo(test.deps);
  seconds = (performance.now() - begun) / 1000;
}, 400_000);
afterAll(() => test.close());

async function ctxOf(username: DemoUsername): Promise<Ctx> {
  const { id } = await test.db.user.findUniqueOrThrow({ where: { username }, select: { id: true } });
  const actor = await findActor(test.db, id, '');
  if (!actor) throw new Error(username);
  const at = test.deps.now();
  return {
    ...test.deps,
    at,
    today: dayInShanghai(at),
    origin: { ip: null, userAgent: null, requestId: 'test' },
    actor,
  };
}

async function statusesOf(unit: string): Promise<Partial<Record<IssueStatus, number>>> {
  const groups = await test.db.issue.groupBy({ by: ['status'], where: { leadUnit: { name: unit } }, _count: true });
  return Object.fromEntries(groups.map((group) => [group.status, group._count]));
}

describe('the demo data', () => {
  it('holds the states that it was written for', async () => {
    process.stdout.write(`demo data in ${seconds.toFixed(1)} s\n`);
    expect([wasDemo, await isDemo(test.deps)]).toEqual([false, true]);
    expect(await statusesOf('区行政审批服务局')).toEqual({
      issued: 4,
      planning: 3,
      rectifying: 26,
      closing: 6,
      closed: 20,
      withdrawn: 1,
    });
    expect(await statusesOf('望海街道')).toEqual({ issued: 1, planning: 1, rectifying: 7, closing: 2, closed: 1 });
    expect(await statusesOf('区住房和城乡建设局')).toEqual({ closed: 8 });
    expect(await statusesOf('区文化和旅游局')).toEqual({ draft: 6 });
    const seen = await test.db.issue.groupBy({ by: ['status'] });
    expect(seen.map((group) => group.status).toSorted()).toEqual(ISSUE_STATUS_CODES.toSorted());
    expect(await test.db.issue.count({ where: { closureResult: 'staged' } })).toBe(4);
    expect(await test.db.issue.count({ where: { returnCount: 2 } })).toBeGreaterThanOrEqual(2);
    expect(
      await test.db.issue.count({ where: { reopenCount: 1, closureRecords: { some: {} }, status: 'rectifying' } }),
    ).toBe(1);
    const extended = await test.db.issue.findMany({ where: { extensionCount: 1 } });
    expect(extended.map((issue) => issue.number)).toEqual(expect.arrayContaining([24, 49]));
    for (const issue of extended)
      expect(issue.dueOn?.getTime()).toBeGreaterThan(issue.originalDueOn?.getTime() ?? Infinity);
    const approval = { leadUnit: { name: '区行政审批服务局' } };
    expect(await test.db.issue.count({ where: { ...approval, disclosure: 'public' } })).toBeGreaterThanOrEqual(40);
    expect(
      await test.db.issue.count({ where: { ...approval, disclosure: 'withheld', withholdGround: { not: null } } }),
    ).toBe(2);
  });

  it('shows every light, and something due today', async () => {
    const today = dayInShanghai(test.deps.now());
    const issues = await test.db.issue.findMany({
      where: { status: { notIn: ['draft', 'withdrawn'] } },
      select: { dueOn: true, status: true, inspection: { select: { programme: true } } },
    });
    const lights = new Map<Light, number>();
    for (const { dueOn, status, inspection } of issues) {
      const { light } = lightOf({ dueOn: dayOf(dueOn), isDone: status === 'closed' }, today, inspection.programme);
      lights.set(light, (lights.get(light) ?? 0) + 1);
    }
    const expected = LIGHT_CODES.filter((light) => light !== 'none').toSorted();
    expect([...lights.keys()].toSorted()).toEqual(expected);
    expect(lights.get('red')).toBe(3);
    expect(issues.filter(({ dueOn, status }) => dayOf(dueOn) === today && status !== 'closed')).toHaveLength(2);
  });

  it('knows no impossible state', async () => {
    const issues = await test.db.issue.findMany({
      include: { measures: true, requests: true, closureRecords: true, evidence: true, inspection: true },
    });
    for (const issue of issues) {
      const name = `${issue.number} ${issue.title}`;
      const open = issue.requests.filter((request) => request.status === 'open');
      if (issue.status === 'closed') {
        expect(
          issue.measures.every((measure) => measure.status === 'done'),
          name,
        ).toBe(true);
        expect(issue.closureRecords.length, name).toBeGreaterThan(0);
        expect(issue.outcomeStatement, name).toBeTruthy();
        expect(open, name).toEqual([]);
      }
      if (issue.status === 'closing')
        expect(
          open.map((request) => request.kind),
          name,
        ).toEqual(['closure']);
      if (issue.status === 'planning')
        expect(
          open.map((request) => request.kind),
          name,
        ).toEqual(['plan']);
      if (issue.status === 'draft') expect(issue.dueOn, name).toBeNull();
      for (const measure of issue.measures) {
        if (measure.status !== 'done') continue;
        expect(
          measure.doneOn && issue.inspection.feedbackOn && measure.doneOn >= issue.inspection.feedbackOn,
          name,
        ).toBe(true);
      }
    }
  });

  it('gives the people of every role something to do', async () => {
    const busy: DemoUsername[] = [
      'office',
      'office2',
      'group1',
      'group2',
      'liaison-sp',
      'leader-sp',
      'liaison-wh',
      'leader-wh',
      'liaison-wl',
      'observer',
    ];
    for (const username of busy) {
      const { groups } = await getToday(await ctxOf(username), {
        params: undefined,
        query: undefined,
        body: undefined,
      });
      expect(
        groups.reduce((sum, group) => sum + group.count, 0),
        username,
      ).toBeGreaterThan(0);
    }
    for (const username of ['leader-sp', 'group1', 'office', 'group2', 'leader-wh'] as const) {
      const { total } = await listReviews(await ctxOf(username), {
        params: undefined,
        query: { limit: 10 },
        body: undefined,
      });
      expect(total, username).toBeGreaterThanOrEqual(2);
    }
  });

  it('tells its stories in the order of time, up to yesterday', async () => {
    const entries = await test.db.auditEntry.findMany({ orderBy: { id: 'asc' }, select: { at: true, action: true } });
    const told = entries.filter((entry) => entry.action !== 'seedDemo');
    const start = new Date(`${dayInShanghai(test.deps.now())}T00:00:00+08:00`);
    expect(told.every((entry) => entry.at < start)).toBe(true);
    // Steps of one round run side by side: a little earlier is fine, another day is not.
    for (const [index, { at }] of told.entries()) {
      const before = told[index - 1]?.at ?? at;
      expect(dayInShanghai(at) >= dayInShanghai(before)).toBe(true);
    }
    const records = await test.db.closureRecord.findMany({ orderBy: { id: 'asc' } });
    expect(new Set(records.map((record) => record.number)).size).toBe(records.length);
  });

  it('has files that are what they say', async () => {
    const files = await test.db.evidence.findMany();
    expect(files.length).toBeGreaterThan(40);
    for (const { sha256, size, mediaType, fileName } of files) {
      const content = Buffer.concat(await test.deps.files.open(sha256).toArray());
      expect(content.length).toBe(size);
      if (mediaType !== 'text/plain') expect((await fileTypeFromBuffer(content))?.mime, fileName).toBe(mediaType);
    }
    const shared = files.filter(({ id, sha256 }) => files.some((other) => other.id !== id && other.sha256 === sha256));
    expect(new Set(shared.map((file) => file.issueId)).size, 'one file on purpose proves two issues').toBe(2);
    expect(new Set(files.map((file) => file.mediaType))).toEqual(
      new Set(['application/pdf', 'image/png', 'text/plain']),
    );
  });

  it('has reports in every standing: published, corrected, withdrawn, of the whole round, under review', async () => {
    const reports = await test.db.publicReport.findMany({ orderBy: { id: 'asc' } });
    expect(reports.map(({ kind, state, currentVersion }) => `${kind} ${state} ${currentVersion}`).toSorted()).toEqual([
      'final published 2',
      'stage published 1',
      'stage published 1',
      'stage signing 0',
      'stage withdrawn 1',
    ]);
    const shown = await test.db.publicIndex.findMany({ select: { unitName: true } });
    expect(shown.map(({ unitName }) => unitName).toSorted()).toEqual([
      '区住房和城乡建设局',
      '区行政审批服务局',
      '海岳区',
    ]);
  });

  it('lets every account of the notice in at once', async () => {
    const notice = demoNotice();
    expect(notice).toContain(DEMO_PASSWORD);
    expect(DEMO_PASSWORD).not.toBe(PASSWORD);
    for (const { username, name } of DEMO_ACCOUNTS) expect(notice).toContain(`${username} `.padEnd(14) + name);
    const { default: supertest } = await import('supertest');
    const agent = supertest.agent(test.app);
    const { body } = await agent.post('/api/session').send({ username: 'office', password: DEMO_PASSWORD }).expect(200);
    expect(body).toMatchObject({ mustChangePassword: false, user: { name: '沈知远', role: 'office' } });
  });

  it('borrows no sentence from the real documents', async () => {
    if (!existsSync(SEEDS)) {
      process.stdout.write(`skipped: no folder ${SEEDS} to compare with\n`);
      return;
    }
    const bare = (text: string) => text.replaceAll(/[\s　]+/gu, '');
    const real = bare(
      readdirSync(SEEDS)
        .map((name) => readFileSync(path.join(SEEDS, name), 'utf8'))
        .join('\n'),
    );
    const [issues, measures, progress] = await Promise.all([
      test.db.issue.findMany({ select: { title: true, text: true, outcomeStatement: true } }),
      test.db.measure.findMany({ select: { text: true } }),
      test.db.progressEntry.findMany({ select: { text: true } }),
    ]);
    const texts = [
      ...issues.flatMap((issue) => [issue.title, issue.text, issue.outcomeStatement ?? '']),
      ...[...measures, ...progress].map(({ text }) => text),
    ];
    const sentences = texts
      .flatMap((text) => bare(text).split(/[。；！？]/u))
      .filter((sentence) => [...sentence].length >= 20);
    expect(sentences.length).toBeGreaterThan(200);
    expect(sentences.filter((sentence) => real.includes(sentence))).toEqual([]);
  });

  it('keeps its distance from the day of the start', async () => {
    const today = dayInShanghai(test.deps.now());
    const overdue = await test.db.issue.findFirstOrThrow({
      where: { number: 29, leadUnit: { name: '区行政审批服务局' } },
    });
    expect(dayOf(overdue.dueOn)).toBe(addDays(today, -3));
  });
});
