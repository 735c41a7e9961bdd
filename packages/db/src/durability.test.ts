import { createEmptyDatabase, type TestDatabase } from '@rectify/testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDb, createDb } from './client.ts';
import { assertDurable } from './durability.ts';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removeEmbedded, startEmbedded } from './embedded.ts';
import { withSession } from './embedded/sessions.ts';

async function judge(url: string): Promise<void> {
  const db = createDb(url);
  try {
    await assertDurable(db);
  } finally {
    await closeDb(db);
  }
}

let lossy: TestDatabase;
beforeAll(async () => {
  lossy = await createEmptyDatabase();
});
afterAll(() => lossy.drop());

test('a server that forces nothing to disk is refused, every setting named', async () => {
  // The server of the tests is such a one.
  const failure = await judge(lossy.url).catch((error: Error) => error.message);
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) expect(failure).toContain(`${name} = off`);
  expect(failure).toContain('程序没有启动');
});

test('ours in service is accepted, until its owner weakens the sessions of the application', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'rectify-durable-'));
  // Setting up without forcing to disk saves half a minute; the second start is as in service.
  await (await startEmbedded({ dataDir, durable: false })).stop();
  const embedded = await startEmbedded({ dataDir });
  try {
    await judge(embedded.url);
    await withSession(embedded.adminUrl, (admin) =>
      admin.query('ALTER ROLE rectify_service SET synchronous_commit = off'),
    );
    await expect(judge(embedded.url)).rejects.toThrow(/synchronous_commit = off（.*）\n请/);
  } finally {
    await embedded.stop();
    await removeEmbedded(dataDir);
  }
}, 60_000);
