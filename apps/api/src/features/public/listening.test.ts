import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { withSession } from '@rectify/db';
import { buildWorld, createTestApp, type TestApp, type World } from '../../testing.ts';
import { publicSite, type PublicSite } from './site.ts';
import { addReport, publishVersion, sampleContent, withdraw, type SampleReport } from '../../testing/publications.ts';

let test: TestApp;
let world: World;
let report: SampleReport;
const sites: PublicSite[] = [];
const servers: Server[] = [];

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  report = await addReport(test.db, world, '2024-live');
  for (let n = 0; n < 2; n += 1) {
    const site = publicSite(test.deps);
    site.start();
    const server = createServer((request, response) => site.lastStop(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    sites.push(site);
    servers.push(server);
  }
  await vi.waitUntil(() => sites.every((site) => site.isListening()), 10_000);
});
afterAll(async () => {
  await Promise.all(sites.map((site) => site.close()));
  for (const server of servers) server.close();
  await test.close();
});

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const everywhere = (path: string) =>
  Promise.all(servers.map(async (server) => (await fetch(`http://127.0.0.1:${portOf(server)}${path}`)).text()));

/** A notice takes a moment on its way; no page may wait longer than that. */
const soon = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 2_000, interval: 20 });

describe('two processes over one database', () => {
  it('show a publication at once, both', async () => {
    await everywhere('/reports/2024-live');
    await everywhere('/');
    await publishVersion(test.db, world, report, sampleContent({ words: '第一版的话。' }));
    await soon(async () => {
      for (const html of await everywhere('/reports/2024-live')) expect(html).toContain('第一版的话');
      for (const html of await everywhere('/')) expect(html).toContain('/reports/2024-live');
    });
  });

  it('serve a kept page without asking the database', async () => {
    await everywhere('/reports/2024-live');
    const asked = vi.spyOn(test.deps.db, '$queryRaw');
    for (const html of await everywhere('/reports/2024-live')) expect(html).toContain('第一版的话');
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
  });

  it('show a correction and a withdrawal at once, both', async () => {
    await publishVersion(test.db, world, report, sampleContent({ words: '第二版的话。' }), new Date(), '改了一处。');
    await soon(async () => {
      for (const html of await everywhere('/reports/2024-live')) expect(html).toContain('第二版的话');
      for (const html of await everywhere('/reports/2024-live/v/1')) expect(html).toContain('已更正');
    });
    await withdraw(test.db, report, '重新核实后再公布。');
    await soon(async () => {
      for (const path of ['/reports/2024-live', '/reports/2024-live/v/1'])
        for (const html of await everywhere(path)) expect(html).not.toContain('版的话');
    });
  });

  it('trust nothing while the connection that listens is lost, and come back', async () => {
    const second = await addReport(test.db, world, '2024-second');
    await publishVersion(test.db, world, second, sampleContent({ words: '起先的话。' }));
    await soon(async () => {
      for (const html of await everywhere('/reports/2024-second')) expect(html).toContain('起先的话');
    });
    await withSession(test.deps.databaseUrl, async (session) => {
      await session.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rectify listen' AND datname = current_database()`,
      );
    });
    await vi.waitUntil(() => sites.every((site) => !site.isListening()), 2_000);
    await publishVersion(test.db, world, second, sampleContent({ words: '后来的话。' }), new Date(), '改了。');
    for (const html of await everywhere('/reports/2024-second')) expect(html).toContain('后来的话');
    await vi.waitUntil(() => sites.every((site) => site.isListening()), 10_000);
    for (const html of await everywhere('/reports/2024-second')) expect(html).toContain('后来的话');
  });
});
