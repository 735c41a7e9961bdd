// What processes cost, as Linux counts it; null where there is no /proc.
import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

/** Milliseconds of processor time that a process has used so far, all its threads together. */
export function processorTime(pid: number): number | null {
  try {
    const nanoseconds = readdirSync(`/proc/${pid}/task`).map((task) =>
      Number(read(`/proc/${pid}/task/${task}/schedstat`)?.split(' ')[0] ?? 0),
    );
    return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
  } catch {
    return null;
  }
}

const parentOf = (pid: string): number => Number(/\) \S (\d+)/.exec(read(`/proc/${pid}/stat`) ?? '')?.[1] ?? 0);

/** The process that all processes of this database come from; null where it runs elsewhere. */
export async function findPostmaster(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const pid = String(rows[0]?.pid ?? 0);
  return /^postgres/.test(read(`/proc/${pid}/cmdline`) ?? '') ? parentOf(pid) || null : null;
}

/** Processor time of each process of the database. */
function databaseTimes(postmaster: number): Map<string, number> {
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && parentOf(entry) === postmaster);
  return new Map(pids.map((pid) => [pid, processorTime(Number(pid)) ?? 0]));
}

/** The most memory that a process has held at once, in megabytes. */
export function peakMemory(pid: number): number | null {
  const kilobytes = /VmHWM:\s*(\d+)/.exec(read(`/proc/${pid}/status`) ?? '')?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
}

export interface Cost {
  /** Milliseconds of processor time: the server's own, and the database's for it. */
  server: number | null;
  database: number | null;
}

/** Counts what a server and the database spend from now on; the answer ends it. */
export function watchCost(pid: number, postmaster: number | null): () => Cost {
  const server = processorTime(pid);
  const database = postmaster === null ? null : databaseTimes(postmaster);
  return () => {
    const serverAfter = processorTime(pid);
    const databaseAfter = postmaster === null ? null : databaseTimes(postmaster);
    return {
      server: server === null || serverAfter === null ? null : serverAfter - server,
      database:
        database && databaseAfter
          ? [...databaseAfter].reduce((sum, [each, time]) => sum + time - (database.get(each) ?? 0), 0)
          : null,
    };
  };
}
