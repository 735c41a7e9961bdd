import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import express from 'express';
import { pino } from 'pino';
import type { AddressInfo } from 'node:net';
import { createServer, type RequestListener, type Server } from 'node:http';
import { Writable } from 'node:stream';
import { buildCast } from '../access-walk/cast.ts';
import { createTestApp, type TestApp } from '../testing.ts';
import { COLUMNS } from './columns.ts';
import { crawlApi, crawlRefusals, crawlSite, everyone, type Crawl, type Heard, type Ids } from './crawl.ts';
import { addLedger, FILE_WORDS } from './ledger.ts';
import { CANARY, plant, wordColumns, type Canaries, type Canary } from './plant.ts';
import { addWordsApart, addWordsBeside, publish } from './testing/publication.ts';
import { readersOf, readRegistry, type Registry } from './readers.ts';

// Before the reports are drafted out of it, and after they are published.
const LEDGER = ['unit', 'programme', 'inspection_group', 'category', 'issue', 'measure', 'progress_entry', 'evidence'];
const REST = Object.keys(COLUMNS).filter((table) => !LEDGER.includes(table) && table !== '_prisma_migrations');
const TITLES = ['窗口排队时间过长', '增设窗口并公布办理时限'];

let test: TestApp;
let registry: Registry;
let crawl: Crawl;
const servers: Server[] = [];
const canaries: Canaries = new Map();
const logged: string[] = [];
const leaks = new Set<string>();
const heardOf = new Set<Canary>();

const capture = new Writable({
  write(chunk, _encoding, done) {
    logged.push(String(chunk));
    done();
  },
});

/** The trail keeps what was changed, before and after, and is the auditor's to read; who a visitor is, it never learns. */
const isOfTrail = ({ actor, asked }: Heard, { guard }: Canary) =>
  actor === 'auditor' &&
  asked.startsWith('GET /api/audit') &&
  !['nobody', 'secret', 'sender', 'account'].includes(guard);

function listen(heard: Heard): void {
  const marks = new Set((heard.said.match(CANARY) ?? []).map((mark) => mark.toLowerCase()));
  for (const [mark, canary] of canaries) if (canary.guard === 'secret' && heard.said.includes(mark)) marks.add(mark);
  for (const mark of marks) {
    const canary = canaries.get(mark);
    if (!canary) continue;
    heardOf.add(canary);
    if (readersOf(canary, registry).has(heard.actor) || isOfTrail(heard, canary)) continue;
    leaks.add(`${heard.actor} reads ${canary.table}.${canary.column} in ${heard.asked}`);
  }
}

/** Listens, and says where. */
async function listenTo(app: RequestListener): Promise<string> {
  const server = createServer(app).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function idsOf(): Promise<Ids> {
  const ids = async (rows: Promise<{ id: string | bigint }[]>) => (await rows).map(({ id }) => String(id));
  const { db } = test;
  return {
    issues: await ids(db.issue.findMany({ where: { NOT: { stageGoal: null } } })),
    measures: await ids(db.measure.findMany({ take: 6 })),
    outcomes: await ids(db.outcome.findMany({ take: 6 })),
    evidence: await ids(db.evidence.findMany({ take: 12, orderBy: { id: 'desc' } })),
    requests: await ids(db.reviewRequest.findMany({ take: 6 })),
    inspections: await ids(db.inspection.findMany()),
    programmes: await ids(db.programme.findMany()),
    groups: await ids(db.inspectionGroup.findMany()),
    units: await ids(db.unit.findMany()),
    accounts: await ids(db.user.findMany({ take: 4 })),
    reports: await ids(db.publicReport.findMany()),
    feedback: await ids(db.publicFeedback.findMany({ take: 6 })),
    audit: await ids(db.auditCheckpoint.findMany({ take: 2 })),
    backups: await ids(db.backupRun.findMany({ take: 2 })),
  };
}

beforeAll(async () => {
  test = await createTestApp();
  Object.assign(test.deps, { log: pino({ level: 'trace' }, capture) });
  const cast = await buildCast(test);
  const { here, elsewhere } = cast.worlds;
  const [shown, takenBack] = [await addLedger(test, here, 'whole'), await addLedger(test, here, 'single')];
  const shared = await addLedger(test, here, 'shared');
  await addLedger(test, elsewhere, 'single');
  await plant(test.database.adminUrl, LEDGER, canaries);
  const told = { shown: shown.inspectionId, takenBack: takenBack.inspectionId, shared: shared.inspectionId };
  await publish(test, here, told);
  await addWordsBeside(test);
  await addWordsApart(test, cast.accountOf('liaison'));
  await plant(test.database.adminUrl, REST, canaries);
  registry = await readRegistry(test.db, cast);
  const base = await listenTo(test.app);
  crawl = { base, cast, ids: await idsOf(), searched: ['排队', 'kqx', TITLES[0] ?? ''], ear: listen };
}, 300_000);
afterAll(async () => {
  for (const server of servers) server.close();
  await test.close();
});

it('every column that can hold words is classified, and none that is gone', async () => {
  const listed = Object.entries(COLUMNS).flatMap(([table, columns]) =>
    Object.keys(columns).map((column) => `${table}.${column}`),
  );
  expect((await wordColumns(test.database.adminUrl)).toSorted()).toEqual(listed.toSorted());
});

it('a canary stands in every private field, and every secret is watched', () => {
  const planted = new Set([...canaries.values()].map(({ table, column }) => `${table}.${column}`));
  const wanted = Object.entries(COLUMNS).flatMap(([table, columns]) =>
    Object.entries(columns).flatMap(([column, rule]) => (rule === 'code' ? [] : [`${table}.${column}`])),
  );
  expect(wanted.filter((name) => !planted.has(name))).toEqual([]);
});

const takeLeaks = () => {
  const found = [...leaks];
  leaks.clear();
  return found;
};

describe('what one may not see stands in no answer', () => {
  it('of any reading operation', { timeout: 600_000 }, async () => {
    await Promise.all((await everyone(crawl.cast)).map((asking) => crawlApi(crawl, asking)));
    expect(takeLeaks()).toEqual([]);
  });

  it('of any page that one gets to', { timeout: 300_000 }, async () => {
    const slugs = (await test.db.publicReport.findMany()).flatMap(({ slug }) =>
      ['', '.docx', '.json', '.txt', '/v/1', '/v/2', '/v/1.json', '/v/2.docx', '/v/99', '/feedback'].map(
        (rest) => `/reports/${slug}${rest}`,
      ),
    );
    const search = ['排队', 'kqx', '销号'].map((words) => `/?q=${encodeURIComponent(words)}`);
    const files = [
      '/feed.xml',
      '/sitemap.xml',
      '/robots.txt',
      '/verify',
      '/feedback',
      '/healthz',
      '/readyz',
      '/metrics',
    ];
    const pages = [
      '/',
      '/app',
      '/api/docs',
      '/api/openapi.json',
      '/api/nowhere',
      '/nowhere',
      '/reports/%00',
      ...files,
      ...search,
      ...slugs,
    ];
    for (const asking of await everyone(crawl.cast)) {
      if (!['anonymous', 'liaison', 'otherOffice', 'admin'].includes(asking.actor)) continue;
      expect(await crawlSite(crawl, asking, pages)).toBeGreaterThan(pages.length);
    }
    expect(takeLeaks()).toEqual([]);
  });

  it('of any refusal', { timeout: 600_000 }, async () => {
    await Promise.all((await everyone(crawl.cast)).map((asking) => crawlRefusals(crawl, asking)));
    expect(takeLeaks()).toEqual([]);
  });
});

it('nothing of it stands in the log', () => {
  expect(logged.join('').match(CANARY) ?? []).toEqual([]);
  expect(logged.filter((line) => line.includes(FILE_WORDS))).toEqual([]);
});

it('the canaries can sing: those who may read them did', () => {
  const heard = new Set([...heardOf].map(({ table, column }) => `${table}.${column}`));
  expect(
    [
      'issue.title',
      'measure.owner',
      'evidence.file_name',
      'review.note',
      'report_comment.text',
      'public_feedback.contact',
      'app_user.username',
      'audit_entry.after',
    ].filter((name) => !heard.has(name)),
  ).toEqual([]);
});

it('a planted leak is found', async () => {
  const app = express().get('/api/issues', async (_request, response) => {
    response.json(await test.db.issue.findMany({ select: { title: true } }));
  });
  await crawlApi({ ...crawl, base: await listenTo(app) }, { actor: 'otherGroup', cookie: '' });
  expect(takeLeaks()).toContainEqual(expect.stringContaining('otherGroup reads issue.title in GET /api/issues'));
});
