import fc from 'fast-check';
import type { Db } from '@rectify/db';
import {
  ANONYMOUS,
  changesBetween,
  openSession,
  readActors,
  readIds,
  restoreActors,
  takePicture,
  type Actor,
} from './database.ts';
import { faultOf } from './judge.ts';
import { operationsOf, type OpenApi, type Operation } from './openapi.ts';
import { requestsTo, type Sent } from './requests.ts';
import { createSender } from './send.ts';

export interface FuzzOptions {
  port: number;
  db: Db;
  requests: number;
  seed: number;
  connections?: number;
  /** Told after each batch. */
  onProgress?: (done: number) => void;
}

export interface Finding {
  role: string;
  operation: string;
  fault: string;
  /** The first request that showed it, and how often it was seen. */
  example: string;
  times: number;
}

export interface FuzzReport {
  requests: number;
  operations: number;
  roles: number;
  /** How often each status was answered. */
  statuses: Map<number, number>;
  /** Cells of operation and role in which at least one request was done. */
  done: number;
  slowestMs: number;
  findings: Finding[];
}

/** Requests to one operation by one role, between two pictures of the database; so few that each role has its turn. */
const perBatch = (requests: number) => Math.max(1, Math.min(8, Math.floor(requests / 2_000)));

const exampleOf = ({ method, path, trick, headers, body }: Sent) =>
  `${trick}: ${method} ${path.slice(0, 300)} ${JSON.stringify(headers).slice(0, 200)} ${body?.toString('utf8').slice(0, 500) ?? ''}`;

class Fuzz {
  readonly report: FuzzReport;
  private readonly found = new Map<string, Finding>();
  private readonly cells = new Set<string>();
  private readonly options: FuzzOptions;

  constructor(options: FuzzOptions, operations: number, roles: number) {
    this.options = options;
    this.report = { requests: 0, operations, roles, statuses: new Map(), done: 0, slowestMs: 0, findings: [] };
  }

  note(role: string, operation: string, fault: string, example: string): void {
    const key = `${role === 'anonymous' ? role : 'signed in'} ${operation} ${fault}`.replaceAll(
      /[0-9a-f-]{36}|\d+/g,
      '#',
    );
    const known = this.found.get(key);
    if (known) known.times += 1;
    else this.found.set(key, { role, operation, fault, example, times: 1 });
  }

  /** Sends all requests of a batch, several at a time. */
  async send(requests: readonly Sent[], actor: Actor): Promise<void> {
    const { port, db, connections = 8 } = this.options;
    const sender = createSender(port, connections);
    const queue = requests.values();
    let cookie = await openSession(db, actor);
    const work = async () => {
      for (const sent of queue) {
        const startedAt = performance.now();
        const answer = await sender.send(sent, cookie);
        const { statuses } = this.report;
        this.report.slowestMs = Math.max(this.report.slowestMs, performance.now() - startedAt);
        this.report.requests += 1;
        statuses.set(answer?.status ?? 0, (statuses.get(answer?.status ?? 0) ?? 0) + 1);
        if (answer && answer.status < 400) this.cells.add(`${sent.operation.name} ${actor.role}`);
        const fault = faultOf(sent, answer);
        const said = answer && answer.body.length < 100_000 ? answer.body.toString('utf8').slice(0, 400) : '';
        if (fault)
          this.note(actor.role, sent.operation.name, fault, `${exampleOf(sent)}\n    → ${answer?.status} ${said}`);
        // One of the requests was to sign out.
        if (answer?.status === 401 && actor.id) cookie = await openSession(db, actor);
      }
    };
    await Promise.all(Array.from({ length: connections }, work));
    sender.close();
  }

  async batch(operations: readonly Operation[], actor: Actor, actors: readonly Actor[], seed: number): Promise<void> {
    const { db } = this.options;
    await restoreActors(db, actors);
    const ids = await readIds(db);
    const made = operations.flatMap((operation, at) =>
      fc.sample(requestsTo(operation, ids), { seed: seed + at, numRuns: perBatch(this.options.requests) }),
    );
    const [mixed = made] = fc.sample(fc.shuffledSubarray(made, { minLength: made.length }), { seed, numRuns: 1 });
    const before = await takePicture(db, actor.role);
    await this.send(mixed.slice(0, this.options.requests - this.report.requests), actor);
    for (const change of changesBetween(before, await takePicture(db, actor.role))) {
      this.note(actor.role, '(after a batch)', change, `seed ${seed}`);
    }
    this.options.onProgress?.(this.report.requests);
  }

  finish(): FuzzReport {
    return { ...this.report, done: this.cells.size, findings: [...this.found.values()] };
  }
}

/** Sends requests of every odd kind to every operation as every role, and tells what was not as it should be. */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const api = (await (await fetch(`http://127.0.0.1:${options.port}/api/openapi.json`)).json()) as OpenApi;
  const operations = operationsOf(api);
  const signedIn = await readActors(options.db);
  const actors = [...signedIn, ANONYMOUS];
  const run = new Fuzz(options, operations.length, actors.length);
  for (let batch = 0; run.report.requests < options.requests; batch += 1) {
    const actor = actors[batch % actors.length] ?? ANONYMOUS;
    await run.batch(operations, actor, signedIn, options.seed + batch * 1_000);
  }
  return run.finish();
}
