import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findEmbedded } from '@rectify/db';
import { BEYOND_RATES } from '@rectify/testing/rates';
import { SERVER_FLAGS } from '../lib/server-flags.mjs';
import { send } from './http.ts';

/** What Node is given to start the built server. */
const BUILT = [...SERVER_FLAGS, '--enable-source-maps', 'apps/api/dist/main.js'];
const ROOT = path.resolve(import.meta.dirname, '../..');
const READY_WITHIN_MS = 120_000;

/** A port of this machine that nobody uses at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** The built server in a process of its own, started again whenever it dies, as a supervisor would. */
export class Product {
  readonly dataDir: string;
  readonly port: number;
  /** What it says, over all its lives. */
  readonly logFile: string;
  /** Times at which it ended by itself. */
  crashes = 0;
  private readonly env: Record<string, string>;
  private readonly entry: readonly string[];
  private child: ChildProcess | null = null;
  private isWanted = false;
  private isKilled = false;

  constructor(dataDir: string, port: number, env: Record<string, string> = {}, entry: readonly string[] = BUILT) {
    this.entry = entry;
    this.dataDir = dataDir;
    this.port = port;
    this.env = env;
    this.logFile = path.join(path.dirname(dataDir), `${path.basename(dataDir)}.log`);
  }

  start(): void {
    this.isWanted = true;
    const log = openSync(this.logFile, 'a', 0o600);
    const child = spawn(process.execPath, this.entry, {
      cwd: ROOT,
      env: {
        ...{ PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', HOST: '127.0.0.1', DEMO: '0' },
        ...{ PORT: String(this.port), DATA_DIR: this.dataDir, ...BEYOND_RATES, ...this.env },
      },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.child = child;
    // With a run that is broken off the server ends, too, and its database with it.
    const endWithUs = () => child.kill('SIGTERM');
    process.once('exit', endWithUs);
    child.once('exit', () => {
      process.off('exit', endWithUs);
      if (this.child !== child) return;
      if (this.isWanted && !this.isKilled) this.crashes += 1;
      this.isKilled = false;
      this.child = null;
      if (this.isWanted) this.start();
    });
  }

  /** kill -9. */
  kill(): void {
    this.isKilled = true;
    this.child?.kill('SIGKILL');
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  /** Not started again when it ends. */
  letGo(): void {
    this.isWanted = false;
  }

  /** Ends it for good, its database with it; answers its exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.isWanted = false;
    const { child } = this;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    return ended;
  }

  /** Waits until it takes requests; answers after how many milliseconds. */
  async ready(startedAt = performance.now()): Promise<number> {
    while (performance.now() - startedAt < READY_WITHIN_MS) {
      const { status } = await send(this.port, { method: 'GET', path: '/readyz' });
      if (status === 200) return performance.now() - startedAt;
      await sleep(10);
    }
    throw new Error(`not ready within ${READY_WITHIN_MS / 1000} s; last words:\n${this.lastWords()}`);
  }

  lastWords(): string {
    return readFileSync(this.logFile, 'utf8').slice(-2_000);
  }

  /** Addresses of its database, as the application, as its owner and as the superuser. */
  addresses() {
    const found = findEmbedded(this.dataDir);
    if (!found) throw new Error('the embedded database is not running');
    return found;
  }

  /** kill -9 of every process of its database, the first of them first. */
  killDatabase(): number {
    const pids = databaseProcesses(this.dataDir);
    for (const pid of pids) killNow(pid);
    return pids.length;
  }
}

/** Every process of the embedded server of a data folder; none while it is down. */
export function databaseProcesses(dataDir: string): number[] {
  try {
    const first = Number(readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
    const children = readFileSync(`/proc/${first}/task/${first}/children`, 'utf8').trim();
    return [first, ...children.split(' ').filter(Boolean).map(Number)];
  } catch {
    return [];
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
