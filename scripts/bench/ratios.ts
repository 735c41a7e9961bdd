import { fork } from 'node:child_process';
import { once } from 'node:events';
import type pg from 'pg';
import { at } from '../lib/root.mjs';
import { startApplication } from './application.ts';
import type { BareFile, BareOrder } from './bare.ts';
import { createCaller } from './http.ts';
import type { Ledger } from './ledger.ts';
import { drive, inTurn, type Pace } from './load.ts';
import { startNginx } from './nginx.ts';
import { findPostmaster, peakMemory, watchCost } from './process-cost.ts';
import { startProduct, type Measured } from './product.ts';
import { publicFiles } from './public-files.ts';
import { ratioCases, untrailedWrites, type RatioCase } from './ratio-cases.ts';

const ROUNDS = 3;
const POOL_SIZE = 10;
/** A server in service has long compiled what is asked of it most; one that has just begun answers half as fast. */
const WARM_UP_SECONDS = 6;

/** A pace with what each request cost, in milliseconds of processor time. */
export interface Paced extends Pace {
  server: number | null;
  database: number | null;
}

export interface Beside {
  key: string;
  title: string;
  connections: number;
  ours: Paced;
  bare: Paced;
  /** Ours as a share of the bare server's: requests per second. */
  ratio: number;
  /** The bare server's processor time per request as a share of ours, the database's counted in both. */
  costRatio: number | null;
  target: number | null;
}

export interface Ratios {
  cases: Beside[];
  /** What the audit entry costs a write, from the bare server with and without it. */
  trail: { connections: number; with: Paced; without: Paced }[];
  /** The most memory that the product's process has held, in megabytes. */
  peakMemory: number | null;
}

export interface Setting {
  password: string;
  seconds: number;
  only: string | undefined;
  say: (text: string) => void;
}

const round = (value: number) => Math.round(value * 100) / 100;
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const middle = (paces: Paced[], pick: (pace: Paced) => number | null): number | null => {
  const values = paces.map(pick).filter((value) => value !== null);
  return values.length === 0 ? null : median(values);
};

/** The median of each figure. */
function medianOf(paces: Paced[]): Paced {
  return {
    requests: paces.reduce((sum, pace) => sum + pace.requests, 0),
    perSecond: Math.round(median(paces.map((pace) => pace.perSecond))),
    p50: median(paces.map((pace) => pace.p50)),
    p99: median(paces.map((pace) => pace.p99)),
    server: middle(paces, (pace) => pace.server),
    database: middle(paces, (pace) => pace.database),
  };
}

export interface Side {
  server: Pick<Measured, 'port' | 'pid'>;
  next: () => Buffer;
}

async function measureOnce({ server, next }: Side, connections: number, seconds: number, postmaster: number | null) {
  const stopWatch = watchCost(server.pid, postmaster);
  const pace = await drive(server.port, connections, next, seconds);
  const cost = stopWatch();
  const each = (value: number | null) => (value === null ? null : Math.round((value / pace.requests) * 1000) / 1000);
  return { ...pace, server: each(cost.server), database: each(cost.database) };
}

/** Several sides in turn, so that a disturbance hits all; the median of three each. */
export async function measureInTurn(
  sides: readonly Side[],
  connections: number,
  seconds: number,
  postmaster: number | null,
): Promise<Paced[]> {
  const all: Paced[][] = sides.map(() => []);
  for (const side of sides)
    await drive(side.server.port, connections, side.next, Math.max(WARM_UP_SECONDS, seconds / 4));
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    for (const [index, side] of sides.entries())
      all[index]?.push(await measureOnce(side, connections, seconds, postmaster));
  }
  return all.map(medianOf);
}

/** The statements that the product sends for each address, without the one that looks the session up. */
async function recordReads(ledger: Ledger, cases: readonly RatioCase[]): Promise<BareOrder['reads']> {
  const application = await startApplication(ledger.url, ledger.dataDir);
  const caller = createCaller(application.port, 1);
  const reads: BareOrder['reads'] = cases.flatMap(({ live }) =>
    live ? [{ path: live.path, statements: [{ text: live.text, values: [], isPrepared: true }] }] : [],
  );
  try {
    for (const { paths, cookie } of cases.flatMap(({ reads: each }) => each ?? [])) {
      for (const path of paths) {
        await caller.call(path, { cookie });
        const sent = await application.recordSql(() => caller.call(path, { cookie }));
        const statements = sent.filter(
          ({ text }) => /^\s*(SELECT|WITH)\b/i.test(text) && !/\bFROM session\b/.test(text),
        );
        reads.push({ path, statements });
      }
    }
  } finally {
    caller.close();
    await application.stop();
  }
  return reads;
}

/** Starts the bare server on the same database. */
export async function startBare(order: BareOrder): Promise<Measured> {
  const child = fork(at('scripts/bench/bare.ts'), { execArgv: ['--import', 'tsx'] });
  await once(child, 'message');
  child.send(order);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { port, pid: child.pid ?? 0, stop: async () => child.disconnect() };
}

const shareOf = (ours: Paced, bare: Paced): number | null => {
  const sum = ({ server, database }: Paced) => (server === null ? null : server + (database ?? 0));
  const [own, other] = [sum(ours), sum(bare)];
  return own === null || other === null || own === 0 ? null : round(other / own);
};

function besideOf(
  each: Pick<RatioCase, 'key' | 'title' | 'target'>,
  connections: number,
  ours: Paced,
  bare: Paced,
): Beside {
  return {
    ...{ key: each.key, title: each.title, connections, ours, bare, target: each.target ?? null },
    ratio: round(ours.perSecond / bare.perSecond),
    costRatio: shareOf(ours, bare),
  };
}

interface Servers {
  product: Measured;
  bare: Measured;
  nginx: Measured | null;
  postmaster: number | null;
}

const PUBLIC_PAGE = '/reports/bench-1';

async function measurePublicPage(
  { product, bare, nginx, postmaster }: Servers,
  files: readonly BareFile[],
  seconds: number,
) {
  const headers = { 'accept-encoding': 'gzip' };
  const next = () => inTurn([{ path: PUBLIC_PAGE, headers }]);
  const sides: Side[] = [product, bare, ...(nginx ? [nginx] : [])].map((server) => ({ server, next: next() }));
  const bytes = Math.round(Buffer.byteLength(files[0]?.body ?? '', 'base64') / 1024);
  const results: Beside[] = [];
  for (const connections of [1, 8]) {
    const [ours, memory, file] = await measureInTurn(sides, connections, seconds, postmaster);
    if (!ours || !memory) continue;
    const title = `公开页（${bytes} KB）`;
    results.push(besideOf({ key: 'page', title: `${title} 对裸 node:http`, target: 0.8 }, connections, ours, memory));
    if (file) results.push(besideOf({ key: 'page', title: `${title} 对 nginx`, target: 0.4 }, connections, ours, file));
  }
  return results;
}

async function measureTrail(client: pg.Client, entry: RatioCase, { bare, postmaster }: Servers, seconds: number) {
  const untrailed = await untrailedWrites(client);
  const trail: Ratios['trail'] = [];
  for (const connections of [1, 8]) {
    const sides = [entry.bare ?? entry.ours, untrailed].map((next) => ({ server: bare, next }));
    const [withTrail, without] = await measureInTurn(sides, connections, seconds, postmaster);
    if (withTrail && without) trail.push({ connections, with: withTrail, without });
  }
  return trail;
}

async function authorOf(client: pg.Client): Promise<Pick<BareOrder, 'author' | 'unitId'>> {
  const { rows } = await client.query<{ author: string; unitId: string }>(
    `SELECT id AS author, unit_id AS "unitId" FROM app_user WHERE username = 'bench-writer-1'`,
  );
  return rows[0] ?? { author: '', unitId: '' };
}

/** The product beside a bare server on the same data and beside static bytes, in one run. */
export async function measureRatios(ledger: Ledger, client: pg.Client, setting: Setting): Promise<Ratios> {
  const { password, seconds, only, say } = setting;
  const product = await startProduct(ledger);
  const opened: Measured[] = [product];
  try {
    const caller = createCaller(product.port, 1);
    const cases = (await ratioCases(client, caller, password)).filter(
      ({ key }) => !only || only.split(',').includes(key),
    );
    const files = await publicFiles(product.port, [PUBLIC_PAGE]);
    const reads = await recordReads(ledger, cases);
    const bare = await startBare({
      databaseUrl: ledger.url,
      poolSize: POOL_SIZE,
      reads,
      files,
      ...(await authorOf(client)),
    });
    opened.push(bare);
    const nginx = await startNginx(ledger.dataDir, files);
    if (nginx) opened.push(nginx);
    const servers = { product, bare, nginx, postmaster: await findPostmaster(client) };
    const results: Beside[] = [];
    for (const each of cases) {
      for (const connections of [1, 8]) {
        const sides = [
          { server: product, next: each.ours },
          { server: bare, next: each.bare ?? each.ours },
        ];
        const [ours, other] = await measureInTurn(sides, connections, seconds, servers.postmaster);
        if (ours && other) results.push(besideOf(each, connections, ours, other));
      }
      say(
        `  ${each.title}：${results
          .slice(-2)
          .map(({ ratio }) => ratio.toFixed(2))
          .join('、')}`,
      );
    }
    if (!only || only.includes('page')) results.push(...(await measurePublicPage(servers, files, seconds)));
    const entry = cases.find(({ key }) => key === 'entry');
    const trail = entry ? await measureTrail(client, entry, servers, seconds) : [];
    caller.close();
    return { cases: results, trail, peakMemory: peakMemory(product.pid) };
  } finally {
    for (const each of opened.toReversed()) await each.stop();
  }
}
