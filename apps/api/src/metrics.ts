import { createServer, type Server } from 'node:http';
import { poolStateOf, type Db } from '@rectify/db';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Deps } from './context.ts';
import { violationsSince } from './http/csp-reports.ts';
import type { Observation } from './http/observe.ts';
import { PROGRAM_VERSION } from './version.ts';

// Labels are templates, methods, statuses and names of tasks: nothing that could name a person or a thing.

export interface Metrics {
  note(observation: Observation): void;
  noteJob(task: string, isDone: boolean): void;
  text(): Promise<string>;
}

/** What is asked for where it is known, at the moment at which somebody looks. */
export interface Sources {
  underWay(): number;
  isDatabaseUp(): boolean;
  /** Pages answered from memory, and pages that were made. */
  publicAnswers(): { kept: number; made: number };
}

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const ANSWER_WITHIN_MS = 2_000;

interface InDatabase {
  due: number;
  later: number;
  running: number;
  failed: number;
  entries: number;
  checkpointAge: number | null;
}

async function askDatabase(db: Db): Promise<InDatabase | null> {
  const asking = db.$queryRaw<InDatabase[]>`
    SELECT count(*) FILTER (WHERE locked_at IS NULL AND attempts < max_attempts AND run_at <= now())::int AS due,
      count(*) FILTER (WHERE locked_at IS NULL AND attempts < max_attempts AND run_at > now())::int AS later,
      count(*) FILTER (WHERE locked_at IS NOT NULL)::int AS running,
      count(*) FILTER (WHERE locked_at IS NULL AND attempts >= max_attempts)::int AS failed,
      coalesce((SELECT max(seq) FROM audit_seal), 0)::float8 AS entries,
      (SELECT extract(epoch FROM now() - max(at)) FROM audit_checkpoint)::float8 AS "checkpointAge"
    FROM graphile_worker.jobs`;
  const late = new Promise<null>((resolve) => setTimeout(resolve, ANSWER_WITHIN_MS, null).unref());
  const rows = await Promise.race([asking, late]).catch(() => null);
  return rows?.[0] ?? null;
}

/** The figures of this process, and of the database that it shares with others. */
export function createMetrics({ db, settings }: Pick<Deps, 'db' | 'settings'>, sources: Sources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge = <T extends string = never>(name: string, help: string, labelNames: readonly T[] = []) =>
    new Gauge({ name: `rectify_${name}`, help, labelNames, registers });
  const counter = <T extends string>(name: string, help: string, labelNames: readonly T[]) =>
    new Counter({ name: `rectify_${name}`, help, labelNames, registers });

  const requests = counter('http_requests_total', 'Requests that are over', ['method', 'route', 'status']);
  const durations = new Histogram({
    ...{ name: 'rectify_http_request_duration_seconds', help: 'How long they took', registers },
    ...{ labelNames: ['method', 'route'] as const, buckets: SECONDS },
  });
  const underWay = gauge('http_requests_under_way', 'Requests that wait for their answer');
  const answers = gauge('public_answers', 'Public pages since the start: from memory, or made', ['from']);
  const refusals = gauge(
    'csp_violations',
    'What browsers refused by the policy of a page, as they told since the start',
    ['directive'],
  );
  const isUp = gauge('database_up', 'Whether the database answers');
  const connections = gauge('database_connections', 'Connections of this process', ['state']);
  const waiting = gauge('database_waiting', 'Requests that wait for a connection');
  const jobs = gauge('jobs', 'Jobs in the queue', ['state']);
  const done = counter('jobs_total', 'Jobs that this process did or failed at', ['task', 'result']);
  const entries = gauge('audit_entries', 'Length of the audit chain');
  const age = gauge('audit_checkpoint_age_seconds', 'Since the last signed checkpoint');
  gauge('info', 'Version and role', ['version', 'role']).set({ version: PROGRAM_VERSION, role: settings.ROLE }, 1);

  function readHere(): void {
    underWay.set(sources.underWay());
    const { kept, made } = sources.publicAnswers();
    answers.set({ from: 'memory' }, kept);
    answers.set({ from: 'made' }, made);
    for (const [directive, count] of violationsSince(settings)) refusals.set({ directive }, count);
    isUp.set(sources.isDatabaseUp() ? 1 : 0);
    const pool = poolStateOf(db);
    connections.set({ state: 'in_use' }, pool.total - pool.idle);
    connections.set({ state: 'idle' }, pool.idle);
    waiting.set(pool.waiting);
  }

  async function readDatabase(): Promise<void> {
    const found = await askDatabase(db);
    // Unknown is not nought.
    for (const state of ['due', 'later', 'running', 'failed'] as const) jobs.set({ state }, found?.[state] ?? NaN);
    entries.set(found?.entries ?? NaN);
    age.set(found?.checkpointAge ?? NaN);
  }

  return {
    note({ method, route, status, seconds }) {
      requests.inc({ method, route, status });
      durations.observe({ method, route }, seconds);
    },
    noteJob: (task, isDone) => done.inc({ task, result: isDone ? 'done' : 'failed' }),
    async text() {
      readHere();
      await readDatabase();
      return registry.metrics();
    },
  };
}

/** Answers `/metrics` on a port of its own, which no proxy leads to. */
export function startMetricsServer(metrics: Metrics, host: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    metrics.text().then(
      (text) => response.writeHead(200, { 'Content-Type': Registry.PROMETHEUS_CONTENT_TYPE }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => resolve(server));
  });
}
