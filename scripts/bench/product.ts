import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { BEYOND_RATES } from '@rectify/testing/rates';
import { at } from '../lib/root.mjs';
import { SERVER_FLAGS } from '../lib/server-flags.mjs';
import { freePort } from './free-port.ts';

/** A server under measurement, in a process of its own. */
export interface Measured {
  port: number;
  pid: number;
  stop(): Promise<void>;
}

const START_MS = 60_000;

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
  return answer?.ok ?? false;
}

/** Starts the product itself, as it is built and run in service. */
export async function startProduct(place: { url: string; ownerUrl: string; dataDir: string }): Promise<Measured> {
  const port = await freePort();
  const child = spawn(process.execPath, [...SERVER_FLAGS, at('apps/api/dist/main.js')], {
    cwd: at(),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      ...{ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` },
      ...{ DATABASE_URL: place.url, MIGRATION_DATABASE_URL: place.ownerUrl, DATA_DIR: place.dataDir, DEMO: '0' },
      ...{ SESSION_SECRET: randomBytes(32).toString('hex'), AUDIT_SIGNING_KEY: randomBytes(32).toString('base64url') },
      // A busy machine is to answer late, not to refuse.
      ...{ LOG_LEVEL: 'error', DB_WAIT_MS: '30000', ...BEYOND_RATES },
    },
  });
  const deadline = Date.now() + START_MS;
  while (!(await isReady(port))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error('the product did not start');
    await sleep(100);
  }
  return {
    port,
    pid: child.pid ?? 0,
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await exited;
      clearTimeout(timer);
    },
  };
}
