import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fuzz } from '../../../scripts/fuzz/run.ts';
import { buildCast } from './access-walk/cast.ts';
import { createApp } from './app.ts';
import { guardedServer } from './http/guarded-server.tsx';
import { createTestApp, type TestApp } from './testing.ts';

// A short run of what `npm run test:fuzz` does at length; the same requests each time.

const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 1_500);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_240_603);

let test: TestApp;
let server: Server;

beforeAll(async () => {
  test = await createTestApp();
  await buildCast(test);
  const app = createApp(test.deps, path.join(test.deps.settings.DATA_DIR, 'web'));
  server = guardedServer(test.deps.settings, app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await test.close();
});

it('nothing that is sent fails inside, leaves its description, tells of the inside or changes what it may not', async () => {
  const { port } = server.address() as AddressInfo;
  const { findings, statuses, requests } = await fuzz({ port, db: test.db, requests: REQUESTS, seed: SEED });
  expect(findings).toEqual([]);
  expect(requests).toBe(REQUESTS);
  // It gets far enough to mean something.
  expect(statuses.get(200)).toBeGreaterThan(REQUESTS / 20);
}, 900_000);
