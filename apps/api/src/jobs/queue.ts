import { Logger, parseCronItems, run, runMigrations, runOnce, type TaskList } from 'graphile-worker';
import { openPool, Prisma, type Tx } from '@rectify/db';
import type { Logger as Log } from 'pino';

/** What the queue can do, by name; each must be right to do twice, since a process may die after the work. */
export type Tasks = Readonly<Record<string, (payload: unknown) => Promise<void>>>;

/** A task that is done again and again, by the minute in cron's writing. */
export interface Recurring {
  task: string;
  match: string;
}

/** The database that the queue lies in, and where it tells of itself. */
interface QueuePlace {
  databaseUrl: string;
  log: Log;
}

// Reports are published one after the other, beside people's requests.
const CONCURRENCY = 1;
const CONNECTIONS = 2;

/** What the queue has to say goes to the log; its news of every job only when asked for. */
const loggerOf = (log: Log) =>
  new Logger(() => (level, message, meta) => {
    const { error, job } = (meta ?? {}) as { error?: unknown; job?: { task_identifier?: string } };
    // Its own sentences quote what a failed job has said.
    const facts = { task: job?.task_identifier, ...(error !== undefined && { err: error }) };
    if (level === 'error') log.error(facts, 'a job or the queue failed');
    else if (level === 'warning') log.warn(facts, 'the queue warns');
    else log.debug(message);
  });

const taskList = (tasks: Tasks): TaskList =>
  Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(payload)]));

/**
 * Opens the queue's connections. A pool that the library makes for itself is left to end by itself, without anybody who
 * hears what its last connections have to say: a database that stops at that moment would end the process.
 */
function open({ databaseUrl, log }: QueuePlace) {
  const pgPool = openPool(databaseUrl, {
    size: CONNECTIONS,
    name: 'rectify queue',
    onBroken: (fault) => log.warn({ err: fault }, 'a connection of the queue broke'),
  });
  return { pgPool, options: { pgPool, logger: loggerOf(log), noHandleSignals: true } };
}

/** Makes or updates the queue's own tables, which lie in a schema beside ours. */
export async function installQueue(place: QueuePlace): Promise<void> {
  const { pgPool, options } = open(place);
  await runMigrations(options).finally(() => pgPool.end());
}

/** Adds a job in the transaction of what it belongs to; a job under the same key is replaced. */
export async function addJob(
  tx: Tx,
  task: string,
  payload: Record<string, string>,
  { runAt, key }: { runAt: Date; key: string },
): Promise<void> {
  await tx.$queryRaw(Prisma.sql`
    SELECT id FROM graphile_worker.add_job(${task}, ${JSON.stringify(payload)}::json, run_at => ${runAt}::timestamptz,
      job_key => ${key}, max_attempts => 10)`);
}

/** Works the queue in this process until the answered function is called, which lets a job under way end. */
export async function workQueue(
  place: QueuePlace,
  tasks: Tasks,
  recurring: readonly Recurring[],
  onJob: (task: string, isDone: boolean) => void = () => {},
): Promise<() => Promise<void>> {
  const { pgPool, options } = open(place);
  const runner = await run({
    ...options,
    concurrency: CONCURRENCY,
    taskList: taskList(tasks),
    parsedCronItems: parseCronItems(
      recurring.map(({ task, match }) => ({ task, match, options: { backfillPeriod: 0, maxAttempts: 1 } })),
    ),
  }).catch(async (error: unknown) => {
    await pgPool.end();
    throw error;
  });
  runner.events.on('job:success', ({ job }) => onJob(job.task_identifier, true));
  runner.events.on('job:error', ({ job }) => onJob(job.task_identifier, false));
  // What the runner ends with is told where it is stopped; a fault before that is in the log already.
  runner.promise.catch((error: unknown) => place.log.error({ err: error }, 'the queue stopped'));
  return async () => {
    // Refused by one that has stopped already.
    await runner.stop().catch(() => {});
    await pgPool.end();
  };
}

/** Does every job that is due now, once; for tests. */
export async function workQueueOnce(place: QueuePlace, tasks: Tasks): Promise<void> {
  const { pgPool, options } = open(place);
  await runOnce({ ...options, taskList: taskList(tasks) }).finally(() => pgPool.end());
}
