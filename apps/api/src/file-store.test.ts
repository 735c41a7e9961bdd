import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { restoreBackup, writeBackup } from '@rectify/db/backup';
import { createEmptyDatabase } from '@rectify/testing/database';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localFileStore, type FileStore } from './file-store.ts';
import { s3FileStore } from './s3-store.ts';
import { buildWorld, createTestApp } from './testing.ts';

// One contract, two stores: a folder, and a bucket of a server that speaks S3.

const folder = mkdtempSync(path.join(tmpdir(), 'rectify-store-'));
const KEYS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
let server: S3rver;
let endpoint: string;

beforeAll(async () => {
  server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: path.join(folder, 'server') });
  const { port } = await server.run();
  endpoint = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function newBucket(): Promise<string> {
  const bucket = `rectify-${randomBytes(4).toString('hex')}`;
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: KEYS });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
  return bucket;
}

const bucketStore = (bucket: string, at = endpoint) =>
  s3FileStore(
    { endpoint: at, region: 'us-east-1', bucket, accessKey: KEYS.accessKeyId, secretKey: KEYS.secretAccessKey },
    path.join(folder, 'incoming', bucket),
  );

const STORES: [string, () => Promise<{ store: FileStore; incoming: string }>][] = [
  [
    'a folder',
    async () => {
      const own = mkdtempSync(path.join(folder, 'local-'));
      return { store: localFileStore(own), incoming: path.join(own, 'incoming') };
    },
  ],
  [
    'a bucket',
    async () => {
      const bucket = await newBucket();
      return { store: bucketStore(bucket), incoming: path.join(folder, 'incoming', bucket) };
    },
  ],
];

const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const bytesOf = async (stream: Readable) => Buffer.concat((await stream.toArray()) as Buffer[]);
const namesOf = async (store: FileStore) => {
  const names: string[] = [];
  for await (const { sha256 } of store.list()) names.push(sha256);
  return names.toSorted();
};

describe.each(STORES)('%s', (_kind, open) => {
  let store: FileStore;
  let incoming: string;
  beforeAll(async () => {
    ({ store, incoming } = await open());
  });

  test('gives a file back by the hash of its content, whole and in part', async () => {
    const content = randomBytes(3_000_000);
    const stored = await store.put(Readable.from([content.subarray(0, 1_000_000), content.subarray(1_000_000)]));
    expect(stored).toEqual({ sha256: sha256Of(content), size: content.length });
    expect(await store.has(stored.sha256)).toBe(true);
    expect(sha256Of(await bytesOf(store.open(stored.sha256)))).toBe(stored.sha256);
    expect(await bytesOf(store.open(stored.sha256, { start: 10, end: 19 }))).toEqual(content.subarray(10, 20));
    expect(await store.at(stored.sha256, async (place) => sha256Of(readFileSync(place)))).toBe(stored.sha256);
    expect(readdirSync(incoming)).toEqual([]);
  });

  test('names a file only when it is kept; one that is dropped leaves nothing', async () => {
    const [kept, dropped] = [randomBytes(1_000), randomBytes(1_000)];
    const [one, other] = [await store.receive(Readable.from([kept])), await store.receive(Readable.from([dropped]))];
    expect([await store.has(one.sha256), sha256Of(readFileSync(one.path))]).toEqual([false, one.sha256]);
    await one.keep();
    await other.drop();
    expect([await store.has(one.sha256), await store.has(other.sha256)]).toEqual([true, false]);
    expect(readdirSync(incoming)).toEqual([]);
  });

  test('leaves nothing of a file that breaks off', async () => {
    const before = await namesOf(store);
    const broken = Readable.from(
      (async function* pieces() {
        yield randomBytes(10_000);
        throw new Error('hung up');
      })(),
    );
    await expect(store.put(broken)).rejects.toThrow('hung up');
    expect(await namesOf(store)).toEqual(before);
    expect(readdirSync(incoming)).toEqual([]);
  });

  test('keeps the same content once, and makes it young again', async () => {
    const content = randomBytes(500);
    const ageOf = async () => {
      for await (const { sha256, modifiedAt } of store.list()) if (sha256 === sha256Of(content)) return modifiedAt;
      return null;
    };
    await store.put(Readable.from([content]));
    const first = await ageOf();
    await Promise.all([0, 1, 2].map(() => store.put(Readable.from([content]))));
    expect((await namesOf(store)).filter((name) => name === sha256Of(content))).toHaveLength(1);
    expect((await ageOf())?.getTime()).toBeGreaterThanOrEqual(first?.getTime() ?? Infinity);
    expect(sha256Of(await bytesOf(store.open(sha256Of(content))))).toBe(sha256Of(content));
  });

  test('removes, and does not mind what is not there', async () => {
    const { sha256 } = await store.put(Readable.from([randomBytes(100)]));
    await store.remove(sha256);
    await store.remove(sha256);
    expect(await store.has(sha256)).toBe(false);
    await expect(bytesOf(store.open(sha256))).rejects.toThrow(/ENOENT|NoSuchKey|does not exist/);
  });

  test('sweeps what arrived and was forgotten, and lists every file', async () => {
    const { store: fresh } = await open();
    const files = await Promise.all(Array.from({ length: 12 }, () => fresh.put(Readable.from([randomBytes(64)]))));
    await fresh.receive(Readable.from([randomBytes(64)]));
    expect(await fresh.sweepDrafts(new Date(Date.now() - 60_000))).toBe(0);
    expect(await fresh.sweepDrafts(new Date(Date.now() + 60_000))).toBe(1);
    expect(await namesOf(fresh)).toEqual(files.map(({ sha256 }) => sha256).toSorted());
  });

  test('takes no name that is not a hash', () => {
    expect(() => store.open('../../etc/passwd')).toThrow(TypeError);
  });
});

test('a bucket that is not there yet is empty, and is made with the first file', async () => {
  const store = bucketStore(`rectify-${randomBytes(4).toString('hex')}`);
  expect([await namesOf(store), await store.has(sha256Of(randomBytes(8)))]).toEqual([[], false]);
  const { sha256 } = await store.put(Readable.from([randomBytes(64)]));
  expect(await namesOf(store)).toEqual([sha256]);
});

test('a bucket that cannot be reached is told as such, not as a fault of the database', async () => {
  const store = bucketStore('rectify-none', 'http://127.0.0.1:9');
  const sha256 = sha256Of(randomBytes(8));
  await expect(store.has(sha256)).rejects.toMatchObject({
    code: 'unavailable',
    detail: expect.stringMatching(/文件库/),
  });
  const draft = await store.receive(Readable.from([randomBytes(8)]));
  await expect(draft.keep()).rejects.toMatchObject({ code: 'unavailable' });
  await draft.drop();
});

test('a backup takes files out of a bucket and puts them back into another', async () => {
  const app = await createTestApp();
  const place = await createEmptyDatabase();
  try {
    const [from, to] = [bucketStore(await newBucket()), bucketStore(await newBucket())];
    const world = await buildWorld(app.db);
    const dueOn = new Date('2024-07-31T00:00:00Z');
    const issue = await app.db.issue.create({
      data: {
        ...{ inspectionId: world.inspectionId, leadUnitId: world.unitId, position: 1, dueOn, originalDueOn: dueOn },
        ...{ title: '档案', text: '档案没有归档。', status: 'rectifying' },
      },
    });
    const { id: uploadedBy } = await app.as('liaison', world.unitId);
    const stored = await from.put(Readable.from([randomBytes(200_000)]));
    await app.db.evidence.create({
      data: {
        issueId: issue.id,
        uploadedBy,
        uploadedAt: new Date(),
        fileName: '佐证.bin',
        mediaType: 'application/octet-stream',
        ...stored,
      },
    });
    const target = path.join(folder, 'bucket.rbk');
    const common = { passphrase: null, program: 'test', madeAt: new Date() };
    const made = await writeBackup({ ...common, databaseUrl: app.database.ownerUrl, files: from, target });
    expect([made.files, made.missing]).toEqual([1, []]);
    const migrationsDir = path.resolve(import.meta.dirname, '../../../prisma/migrations');
    await restoreBackup({ databaseUrl: place.url, files: to, source: target, passphrase: null, migrationsDir });
    expect(sha256Of(await bytesOf(to.open(stored.sha256)))).toBe(stored.sha256);
  } finally {
    await place.drop();
    await app.close();
  }
});
