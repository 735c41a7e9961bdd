import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BEYOND_RATES } from '@rectify/testing/rates';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildWorld, createTestApp, PASSWORD, type TestApp, type World } from '../../testing.ts';
import { hostileFiles } from './testing/hostile-files.ts';
import { type Hostile, MB } from './testing/hostile.ts';
import { makePng, PDF } from '../../testing/images.ts';
import { type Answer, formOf, manyBytes, MULTIPART, send } from './testing/send.ts';

// The product itself, in a process of its own so that its memory can be measured, under a flood of harmful files.

const ROOT = path.resolve(import.meta.dirname, '../../../../..');
const QUOTA_MB = 160;
/** Where memory abounds, V8 lets garbage lie: within a small heap what is measured is what is needed. */
const HEAP = '--max-old-space-size=170';
const PAYLOAD = /script|system\(|rm -rf|evil\.example/;

let test: TestApp;
let world: World;
let folder: string;
let server: ChildProcess;
let address: string;
let cookie: string;
let issueId: string;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

async function startServer(): Promise<void> {
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  const settings = {
    ...{ DATABASE_URL: test.deps.databaseUrl, DATA_DIR: folder, HOST: '127.0.0.1', PORT: String(port), DEMO: '0' },
    ...{ ALLOW_LOSSY_DATABASE: '1', UNIT_QUOTA_MB: String(QUOTA_MB), LOG_LEVEL: 'error' },
    // The whole of it is under load from many sides here: a slow database is not what is tested.
    DB_WAIT_MS: '20000',
    ...BEYOND_RATES,
    // Few pools of freed memory, as docs/adr/0042 advises.
    MALLOC_ARENA_MAX: '2',
  };
  server = spawn(process.execPath, [HEAP, '--import', 'tsx', path.join(ROOT, 'apps/api/src/main.ts')], {
    ...{ cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, NODE_ENV: 'test', ...settings } },
  });
  await vi.waitFor(async () => expect((await fetch(`${address}/readyz`)).status).toBe(200), {
    timeout: 180_000,
    interval: 200,
  });
}

beforeAll(async () => {
  test = await createTestApp();
  folder = await mkdtemp(path.join(tmpdir(), 'rectify-hostile-'));
  world = await buildWorld(test.db);
  const { username } = await test.as('liaison', world.unitId, '张联络');
  const dueOn = new Date('2030-07-31T00:00:00Z');
  const issue = await test.db.issue.create({
    data: {
      ...{
        inspectionId: world.inspectionId,
        leadUnitId: world.unitId,
        position: 1,
        number: 1,
        dueOn,
        originalDueOn: dueOn,
      },
      ...{ title: '档案管理不规范', text: '档案没有归档。', status: 'rectifying' },
    },
  });
  issueId = issue.id;
  await startServer();
  const signedIn = await fetch(`${address}/api/session`, {
    ...{
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: PASSWORD }),
    },
  });
  cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
}, 300_000);

afterAll(async () => {
  server?.kill('SIGKILL');
  await test?.close();
  await rm(folder, { recursive: true, force: true });
});

const kilobytes = (field: 'VmRSS' | 'VmHWM') =>
  Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]);

const upload = (name: string, content: Iterable<Buffer>, more: Partial<Parameters<typeof send>[0]> = {}) =>
  send({
    ...{ address, cookie, path: `/api/issues/${issueId}/evidence`, method: 'POST', headers: MULTIPART },
    ...{ body: formOf(name, content), ...more },
  });

const jsonOf = (answer: Answer | null) => JSON.parse(answer?.body.toString() ?? 'null') as Record<string, string>;
const get = (place: string) => send({ address, cookie, path: place });

/** Problems of what was taken: its name, how it is sent, what a browser would see of it. */
async function faultsOfTaken({ expected, content }: Hostile, answer: Answer): Promise<string[]> {
  const { id, fileName, mediaType } = jsonOf(answer) as { id: string; fileName: string; mediaType: string };
  const faults: string[] = [];
  if (expected.status === 201 && expected.ending && !fileName.endsWith(expected.ending))
    faults.push(`name ${fileName}`);
  if (expected.status === 201 && expected.type && expected.type !== mediaType) faults.push(`type ${mediaType}`);
  if (/[\p{Cc}\p{Cf}\\/:*?"<>|]/u.test(fileName) || /^\.|^(con|nul|aux|prn|com\d|lpt\d)(\.|$)/i.test(fileName))
    faults.push(`unsafe ${fileName}`);
  if (Buffer.byteLength(fileName) > 200) faults.push(`long ${fileName}`);
  const download = await get(`/api/evidence/${id}/content`);
  if (!download?.body.equals(content)) faults.push('other content');
  const { headers } = download as Answer;
  if (
    headers['content-type'] !== 'application/octet-stream' ||
    !headers['content-disposition']?.startsWith('attachment')
  )
    faults.push('download is not only a download');
  if (headers['x-content-type-options'] !== 'nosniff' || !headers['content-security-policy']?.includes('sandbox'))
    faults.push('download headers');
  const preview = await get(`/api/evidence/${id}/preview`);
  return [...faults, ...faultsOfPreview(preview as Answer, mediaType)];
}

function faultsOfPreview({ status, headers, body }: Answer, mediaType: string): string[] {
  if (status === 415) return mediaType === 'application/pdf' ? ['no preview'] : [];
  if (status !== 200) return [`preview ${status}`];
  const type = headers['content-type'];
  if (mediaType === 'application/pdf')
    return type === 'application/pdf' && headers['content-security-policy']?.includes('sandbox') ? [] : ['PDF preview'];
  const isDrawnAnew =
    type === 'image/jpeg' && body.subarray(0, 2).toString('hex') === 'ffd8' && !PAYLOAD.test(body.toString('latin1'));
  return isDrawnAnew && headers['x-content-type-options'] === 'nosniff' ? [] : [`preview as ${type}`];
}

async function faultsOf(file: Hostile): Promise<string[]> {
  const answer = await upload(file.name, [file.content]);
  if (answer?.status !== file.expected.status) return [`${answer?.status} ${answer?.body.toString().slice(0, 200)}`];
  if (file.expected.status === 201) return faultsOfTaken(file, answer);
  return file.expected.says.test(jsonOf(answer)['detail'] ?? '') ? [] : [`says ${jsonOf(answer)['detail']}`];
}

/** What the store holds beside the files that have a row. */
async function leftBehind(): Promise<string[]> {
  const store = path.join(folder, 'files');
  const named = new Set((await test.db.evidence.findMany({ select: { sha256: true } })).map(({ sha256 }) => sha256));
  const files = await readdir(store, { recursive: true, withFileTypes: true });
  return files
    .filter((entry) => entry.isFile() && !named.has(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

describe('three hundred harmful files', () => {
  it('are each handled as they should be, within 100 MB of memory, and leave nothing behind', async () => {
    const files = await hostileFiles();
    expect(files.length).toBeGreaterThanOrEqual(300);
    await ordinaryDay();
    const before = kilobytes('VmRSS');
    writeFileSync(`/proc/${server.pid}/clear_refs`, '5');
    const faults: string[] = [];
    for (const file of files) faults.push(...(await faultsOf(file)).map((fault) => `${file.what}: ${fault}`));
    expect(faults).toEqual([]);
    await tooLarge();
    await malformed();
    const riseMb = (kilobytes('VmHWM') - before) / 1024;
    process.stdout.write(
      `${files.length} harmful files: memory rose by ${riseMb.toFixed(0)} MB from ${(before / 1024).toFixed(0)} MB\n`,
    );
    expect(riseMb).toBeLessThan(100);
    expect(await leftBehind()).toEqual([]);
    expect(server.exitCode).toBeNull();
  }, 600_000);

  it('a unit that has used up its room is told how much that is', async () => {
    const answers: (Answer | null)[] = [];
    for (let n = 0; n < 6; n += 1)
      answers.push(await upload(`卷${n}.pdf`, manyBytes(Buffer.concat([PDF, Buffer.from(`${n}`)]), 40 * MB)));
    const refused = answers.filter((answer) => answer?.status === 413);
    expect(refused.length).toBeGreaterThanOrEqual(2);
    expect(jsonOf(refused[0] ?? null)['detail']).toMatch(
      /^区文旅局的佐证材料已用 \d+ MB，上限 160 MB，放不下这个 40 MB 的文件/,
    );
    expect(await leftBehind()).toEqual([]);
  }, 120_000);
});

/** Harmless files first: what some dozens of requests of any kind take in memory is no harm done. */
async function ordinaryDay(): Promise<void> {
  for (let n = 0; n < 60; n += 1) {
    const answer = await upload('照片.png', [makePng({ width: 800 + n, height: 600 })]);
    expect(answer?.status).toBe(201);
    for (const kind of ['content', 'preview']) await get(`/api/evidence/${jsonOf(answer)['id']}/${kind}`);
  }
  await upload('大.pdf', manyBytes(PDF, 20 * MB));
}

/** Said to be too large, found to be, and just within. */
async function tooLarge(): Promise<void> {
  const said = await upload('a.pdf', manyBytes(PDF, 60 * MB), {
    headers: { ...MULTIPART, 'content-length': String(60 * MB + 300) },
  });
  const found = await upload('b.pdf', manyBytes(PDF, 60 * MB));
  for (const answer of [said, found]) {
    if (answer) expect([answer.status, jsonOf(answer)['detail']]).toEqual([413, expect.stringContaining('50 MB')]);
  }
  expect([said, found].some((answer) => answer !== null)).toBe(true);
}

async function malformed(): Promise<void> {
  const twice = [...formOf('a.pdf', [PDF])].slice(0, -1);
  const broken: [Iterable<Buffer>, Record<string, string>][] = [
    [[...twice, Buffer.from('\r\n'), ...formOf('b.pdf', [PDF])], MULTIPART],
    [[], MULTIPART],
    [[Buffer.from('--xxBOUNDARYxx--\r\n')], MULTIPART],
    [twice, MULTIPART],
    [[PDF], { 'content-type': 'multipart/form-data' }],
    [[PDF], { 'content-type': 'application/pdf' }],
    [[Buffer.from('{}')], { 'content-type': 'application/json' }],
    [
      [Buffer.from('--xxBOUNDARYxx\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--xxBOUNDARYxx--\r\n')],
      MULTIPART,
    ],
    [[Buffer.from(`--xxBOUNDARYxx\r\n${'X: y\r\n'.repeat(5_000)}\r\nx`)], MULTIPART],
  ];
  for (const [body, headers] of broken) {
    const answer = await upload('', [], { body, headers });
    expect([400, 415], answer?.body.toString()).toContain(answer?.status);
  }
  for (const hangUpAfter of [10, 1_000, 300_000, 5 * MB])
    await upload('断.pdf', manyBytes(PDF, 20 * MB), { hangUpAfter });
  // What was arriving is dropped as soon as the sender is gone.
  await vi.waitFor(async () => expect(await leftBehind()).toEqual([]), { timeout: 20_000, interval: 100 });
}
