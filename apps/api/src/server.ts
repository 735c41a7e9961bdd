import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  applyMigrations,
  assertDurable,
  closeDb,
  createDb,
  directRows,
  patiently,
  Prisma,
  roleOf,
  standingAgainst,
  startEmbedded,
  watchDatabase,
  type DatabaseWatch,
  type Db,
} from '@rectify/db';
import { createApp } from './app.ts';
import type { Deps } from './context.ts';
import { clearUnfinished, isUnfinished } from './demo/unfinished.ts';
import { createDeps } from './deps.ts';
import { accessTasks, FORGET_SUBMISSIONS_JOB } from './features/access/once.ts';
import { auditTasks, CHECKPOINT_JOB } from './features/audit/checkpoints.ts';
import { startBackupClock } from './features/backups/clock.ts';
import { stopBackups } from './features/backups/run-backup.ts';
import { evidenceTasks, SWEEP_FILES_JOB } from './features/evidence/sweep-files.ts';
import { FOLD_TALLY_JOB, overviewTasks } from './features/overview/fold-tally.ts';
import { publicSite } from './features/public/site.ts';
import { PUBLISH_DUE_JOB, reportTasks } from './features/reports/publish-scheduled.ts';
import { createDrain } from './http/drain.ts';
import { guardedServer } from './http/guarded-server.tsx';
import { addressGate } from './http/address-gate.ts';
import { createHealth } from './http/health.ts';
import { createObserver } from './http/observe.ts';
import { requestIdOf } from './http/request-id.ts';
import { setSecurityHeaders } from './http/security-headers.ts';
import { databaseGate } from './http/unavailable.tsx';
import { installQueue, workQueue } from './jobs/queue.ts';
import type { Settings } from './env.ts';
import { createMetrics, startMetricsServer, type Metrics, type Sources } from './metrics.ts';

// Both in src/ (development) and bundled in dist/, this file lies three folders below the root.
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const MIGRATIONS = path.join(ROOT, 'prisma/migrations');

export interface Running {
  deps: Deps;
  /** Names of migrations applied at this start. */
  migrated: string[];
  /** Where it listens: of use where the settings leave it open. */
  port: number;
  /** Where its figures are; null where none are asked for. */
  metricsPort: number | null;
  /** Stops taking requests, lets those under way end, then closes the database. */
  stop(): Promise<void>;
}

export interface Opened {
  deps: Deps;
  migrated: string[];
  close(): Promise<void>;
}

interface Place {
  /** Signed in as the application. */
  url: string;
  /** Signed in as the owner of the tables; the same where there is only one role. */
  ownerUrl: string;
  stop(): Promise<void>;
}

/** Opens the database with all migrations applied; demo data that an earlier start left half-loaded is taken away. */
async function openMigrated({ url, ownerUrl }: Place, settings: Settings): Promise<{ db: Db; migrated: string[] }> {
  const migrate = () => applyMigrations(ownerUrl, MIGRATIONS, { serviceRole: roleOf(url) });
  const { DB_CONNECTIONS: poolSize, DB_WAIT_MS: waitMs, DB_STATEMENT_MS: statementMs } = settings;
  const options = { poolSize, waitMs, statementMs };
  const db = createDb(url, options);
  const judged = settings.ALLOW_LOSSY_DATABASE ? null : patiently(() => assertDurable(db));
  // Asked beside the migrations, told after them: what they have to say comes first.
  judged?.catch(() => {});
  try {
    const migrated = await migrate();
    await judged;
    if (!(await patiently(() => isUnfinished(db)))) return { db, migrated };
  } catch (error) {
    await closeDb(db);
    throw error;
  }
  await closeDb(db);
  await clearUnfinished(ownerUrl);
  return { db: createDb(url, options), migrated: await migrate() };
}

/** Whether the role that the application signs in as could change what is in the audit trail. */
async function mayRewriteTrail(db: Db): Promise<boolean> {
  const question = Prisma.sql`SELECT has_table_privilege('audit_entry', 'UPDATE, DELETE, TRUNCATE') AS may`;
  const [row] = await directRows<{ may: boolean }>(db, question);
  return row?.may ?? true;
}

async function openPlace({ DATABASE_URL, MIGRATION_DATABASE_URL, DATA_DIR }: Settings): Promise<Place> {
  if (!DATABASE_URL) return startEmbedded({ dataDir: DATA_DIR });
  return { url: DATABASE_URL, ownerUrl: MIGRATION_DATABASE_URL ?? DATABASE_URL, stop: async () => undefined };
}

/** Opens the database that the settings name, or the embedded one, and brings its tables up to date. */
export async function openDeps(settings: Settings): Promise<Opened> {
  const place = await openPlace(settings);
  const opened = [() => place.stop()];
  const close = async () => {
    for (const each of opened.reverse()) await each();
  };
  try {
    const { db, migrated } = await openMigrated(place, settings);
    opened.push(() => closeDb(db));
    const deps = createDeps(db, settings, place.url);
    const [mayRewrite] = await Promise.all([patiently(() => mayRewriteTrail(db)), patiently(() => installQueue(deps))]);
    if (mayRewrite) deps.log.warn('DATABASE_URL 的角色是审计表的所有者，能改写审计记录。请按手册分设两个角色。');
    return { deps, migrated, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function listen(server: Server, { HOST, PORT }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(PORT, HOST, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Milliseconds in which what is under way on a kept connection at the end arrives. */
const LAST_ARRIVALS_MS = 300;

function closeServer(server: Server, waitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const startedAt = Date.now();
    // A connection that is kept alive falls idle once its last answer is out.
    const sweep = setInterval(() => {
      if (Date.now() - startedAt >= LAST_ARRIVALS_MS) server.closeIdleConnections();
    }, 100);
    const lastCall = setTimeout(() => server.closeAllConnections(), waitMs);
    // Takes no new connections. Node's own way for HTTP would cut the idle ones at once, with a request on its way.
    NetServer.prototype.close.call(server, () => {
      clearInterval(sweep);
      clearTimeout(lastCall);
      resolve();
    });
  });
}

const RECURRING = [
  { task: PUBLISH_DUE_JOB, match: '* * * * *' },
  { task: SWEEP_FILES_JOB, match: '17 * * * *' },
  { task: CHECKPOINT_JOB, match: '* * * * *' },
  { task: FOLD_TALLY_JOB, match: '* * * * *' },
  { task: FORGET_SUBMISSIONS_JOB, match: '43 * * * *' },
];

/** Does what is done without anybody asking: jobs, and what the clock brings. */
async function startWork(deps: Deps, metrics: Metrics | null): Promise<() => Promise<void>> {
  const tasks = {
    ...reportTasks(deps),
    ...evidenceTasks(deps),
    ...auditTasks(deps),
    ...accessTasks(deps),
    ...overviewTasks(deps),
  };
  // It serves people by now: a database that goes at this moment ends nothing.
  const stopQueue = await patiently(() => workQueue(deps, tasks, RECURRING, metrics?.noteJob));
  const stopBackupClock = startBackupClock(deps);
  return async () => {
    await Promise.all([stopQueue(), stopBackupClock()]);
  };
}

interface Front {
  answers(): { kept: number; made: number };
  /** Answers at once what is at hand, before anything of the answer is set. */
  tryKept(request: IncomingMessage, response: ServerResponse): boolean;
  /** Answers what is asked for most without further ado. */
  tryQuick(request: IncomingMessage, response: ServerResponse): boolean;
  answer(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
}

/** Everything that answers people: public pages, the staff application, the API. */
function startFront(deps: Deps, watch: DatabaseWatch): Front {
  const site = publicSite(deps);
  const app = createApp(deps, path.join(ROOT, 'apps/web/dist'), site);
  const gate = databaseGate(watch, deps);
  const isTooMuch = addressGate(deps);
  site.start();
  return {
    answers: () => site.answers(),
    tryKept: (request, response) => watch.isUp() && site.tryKept(request, response),
    tryQuick(request, response) {
      const quick = watch.isUp() ? app.findQuick(request) : null;
      if (!quick) return false;
      if (isTooMuch(request, response)) return true;
      gate.remember(request, response);
      quick(response);
      return true;
    },
    answer(request, response) {
      if (gate.refuse(request, response) || isTooMuch(request, response)) return;
      const answered = site.tryAnswer(request, response);
      if (answered === true) return;
      gate.remember(request, response);
      if (answered === false) app(request, response);
    },
    async close() {
      // One that somebody asked for on the screen; those of the clock are broken off with it.
      await Promise.all([site.close(), stopBackups()]);
      gate.close();
    },
  };
}

interface Measured extends Metrics {
  port: number;
  close(): Promise<void>;
}

/** Null where the settings ask for no figures. */
async function startMetrics(deps: Deps, sources: Sources): Promise<Measured | null> {
  const { METRICS_PORT, HOST } = deps.settings;
  if (METRICS_PORT === undefined) return null;
  const metrics = createMetrics(deps, sources);
  const server = await startMetricsServer(metrics, HOST, METRICS_PORT);
  return { ...metrics, port: portOf(server), close: () => closeServer(server, 1_000) };
}

/** Of a process that answers nobody: only how it is may be asked. */
const noFront = ({ settings }: Deps): Front => ({
  answers: () => ({ kept: 0, made: 0 }),
  tryKept: () => false,
  tryQuick: () => false,
  answer(request, response) {
    setSecurityHeaders(request, response, settings);
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('not here\n');
  },
  close: async () => undefined,
});

/** Serves the application, works its jobs, or both, until stopped. */
export async function serve({ deps, migrated, close }: Opened): Promise<Running> {
  const { ROLE, STOP_DELAY_MS, STOP_WAIT_MS } = deps.settings;
  const watch = watchDatabase(deps.databaseUrl);
  const drain = createDrain();
  const standing = standingAgainst(MIGRATIONS);
  const tellHealth = createHealth(deps, { isStopping: drain.isStopping, watch, standing });
  const front = ROLE === 'worker' ? noFront(deps) : startFront(deps, watch);
  const metrics = await startMetrics(deps, {
    underWay: drain.underWay,
    isDatabaseUp: watch.isUp,
    publicAnswers: front.answers,
  });
  const observe = createObserver(deps.log, deps.settings, metrics?.note ?? null);
  const server = guardedServer(deps.settings, (request, response) => {
    drain.enter(response);
    observe(request, response);
    if (front.tryKept(request, response) || front.tryQuick(request, response)) return;
    requestIdOf(request, response, deps.settings);
    if (!tellHealth(request, response)) front.answer(request, response);
  });
  await listen(server, deps.settings);
  const stopWork = ROLE === 'api' ? async () => undefined : await startWork(deps, metrics);
  return {
    deps,
    migrated,
    port: portOf(server),
    metricsPort: metrics?.port ?? null,
    async stop() {
      drain.begin();
      // Without a pause: whoever is told that this was the last answer would connect anew to a door about to be shut.
      if (STOP_DELAY_MS > 0) await sleep(STOP_DELAY_MS);
      await Promise.all([closeServer(server, STOP_WAIT_MS), stopWork()]);
      await front.close();
      await metrics?.close();
      await watch.close();
      await close();
    },
  };
}
