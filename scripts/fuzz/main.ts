// Sends requests of every odd kind to the product, started over a throw-away PostgreSQL with demo data.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removeEmbedded, startEmbedded } from '@rectify/db';
import { BEYOND_RATES } from '@rectify/testing/rates';
import { seedDemo } from '../../apps/api/src/demo/seed-demo.ts';
import { readSettings } from '../../apps/api/src/env.ts';
import { openDeps, serve } from '../../apps/api/src/server.ts';
import { fuzz, type FuzzReport } from './run.ts';

const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 100_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000);
const CONNECTIONS = Number(process.env['FUZZ_CONNECTIONS'] ?? 8);

const say = (text: string) => process.stdout.write(`${text}\n`);

function tell({ requests, operations, roles, statuses, done, slowestMs, findings }: FuzzReport, seconds: number): void {
  say(`\n${requests} requests in ${Math.round(seconds)} s to ${operations} operations as ${roles} roles, seed ${SEED}`);
  say(
    `done at least once: ${done} of ${operations * roles} pairs of operation and role; slowest answer ${Math.round(slowestMs)} ms`,
  );
  for (const [status, times] of [...statuses].toSorted(([a], [b]) => a - b)) say(`  ${status || 'none'}  ${times}`);
  for (const { role, operation, fault, times, example } of findings) {
    say(`\n✘ ${operation} as ${role}: ${fault} (${times} times)\n    ${example}`);
  }
  say(`\n${findings.length} findings`);
}

const folder = await mkdtemp(path.join(tmpdir(), 'rectify-fuzz-'));
const dataDir = path.join(folder, 'database');
const postgres = await startEmbedded({ dataDir, durable: false });
try {
  const settings = readSettings({
    ...{ NODE_ENV: 'test', HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'error', DATABASE_URL: postgres.url },
    ...{ MIGRATION_DATABASE_URL: postgres.ownerUrl, DATA_DIR: path.join(folder, 'data'), ALLOW_LOSSY_DATABASE: '1' },
    // A machine that is busy with other things as well.
    DB_WAIT_MS: '20000',
    ...BEYOND_RATES,
  });
  const opened = await openDeps(settings);
  say('loading demo data …');
  await seedDemo(opened.deps);
  const running = await serve(opened);
  const startedAt = performance.now();
  let told = 0;
  const report = await fuzz({
    ...{ port: running.port, db: opened.deps.db, requests: REQUESTS, seed: SEED, connections: CONNECTIONS },
    onProgress(requests) {
      if (requests - told < 5_000) return;
      told = requests;
      say(`  ${requests} requests, ${Math.round((performance.now() - startedAt) / 1_000)} s`);
    },
  });
  await running.stop();
  tell(report, (performance.now() - startedAt) / 1_000);
  process.exitCode = report.findings.length > 0 ? 1 : 0;
} finally {
  await postgres.stop();
  await removeEmbedded(dataDir);
  await rm(folder, { recursive: true, force: true });
}
