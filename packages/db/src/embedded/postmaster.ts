import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CLEAN_ENV, type Runner } from './account.ts';

const MAX_LOG_BYTES = 10_000_000;
const TAIL_BYTES = 2_000;

export interface Postmaster {
  pid: number;
  port: number;
}

/** The running server of a data folder, or null; a left-over pid file of a dead one is no hindrance. */
export function findPostmaster(clusterDir: string): Postmaster | null {
  const pidFile = path.join(clusterDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return null;
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  const pid = Number(lines[0]);
  // After a restart of the machine the number may belong to another program, which PostgreSQL would take for a server.
  if (isAlive(pid) && !isPostgres(pid)) rmSync(pidFile, { force: true });
  return isPostgres(pid) ? { pid, port: Number(lines[3] ?? 0) } : null;
}

/** Removes a pid file that names the server of another folder (the data folder was copied while in use). */
export function dropPidFile(clusterDir: string): void {
  rmSync(path.join(clusterDir, 'postmaster.pid'), { force: true });
}

/** Whether a process is there and is a PostgreSQL server. */
export function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    // Empty for a process that is dead and not yet collected by its parent.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return !existsSync('/proc/self') && isAlive(pid);
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export interface Launch {
  port: number;
  /** Null while it runs; afterwards the last lines it wrote. */
  exited(): string | null;
}

/** Starts a server that outlives this process, listening on the port asked for, else on a free local one. */
export async function launch(
  runner: Runner,
  postgres: string,
  options: { clusterDir: string; logFile: string; durable: boolean; port?: number | undefined },
): Promise<Launch> {
  const port = options.port ?? (await freePort());
  rotateLog(options.logFile);
  const log = openSync(options.logFile, 'a', 0o600);
  const logStart = statSync(options.logFile).size;
  const { file, args, identity } = runner.wrap(postgres, [
    '-D',
    options.clusterDir,
    ...settings(port, options.durable),
  ]);
  const child = spawn(file, args, {
    ...identity,
    cwd: '/',
    env: CLEAN_ENV,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let failure: string | null = null;
  child.on('error', (error) => (failure = error.message));
  child.on('exit', () => (failure ??= tail(options.logFile, logStart)));
  child.unref();
  return { port, exited: () => failure };
}

function settings(port: number, durable: boolean): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    // What people wrote stays out of the log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function rotateLog(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MAX_LOG_BYTES) renameSync(logFile, `${logFile}.1`);
}

function tail(logFile: string, from: number): string {
  // Throw-away folders are deleted as soon as their server is gone.
  if (!existsSync(logFile)) return '';
  return readFileSync(logFile).subarray(from).toString('utf8').slice(-TAIL_BYTES).trim();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Asks a server for a fast shutdown (open transactions are rolled back) and waits until it is gone. */
export async function shutDown(pid: number): Promise<void> {
  for (const [signal, seconds] of [
    ['SIGINT', 30],
    ['SIGQUIT', 10],
  ] as const) {
    if (!isPostgres(pid)) return;
    signalProcess(pid, signal);
    for (let waited = 0; waited < seconds * 20 && isPostgres(pid); waited += 1) await sleep(50);
  }
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
