import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';
import { neutralName } from './file-name.ts';
import { sweepFiles } from './sweep-files.ts';

let test: TestApp;
let world: World;
let liaison: Agent;
let office: Agent;
let issueId: string;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  liaison = (await test.as('liaison', world.unitId, '张联络')).agent;
  office = (await test.as('office', world.officeUnitId, '王办')).agent;
  const dueOn = new Date('2024-07-31T00:00:00Z');
  const issue = await test.db.issue.create({
    data: {
      ...{ inspectionId: world.inspectionId, leadUnitId: world.unitId, position: 1, dueOn, originalDueOn: dueOn },
      ...{ title: '档案管理不规范', text: '档案没有归档。', status: 'rectifying' },
    },
  });
  issueId = issue.id;
});
afterAll(() => test.close());

const upload = (content: Buffer, name: string) =>
  liaison.post(`/api/issues/${issueId}/evidence`).attach('file', content, name);
const store = () => path.join(test.deps.settings.DATA_DIR, 'files');

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#80a0c0' } });

describe('a preview', () => {
  const show = async (agent: Agent, id: string) => {
    const answer = await agent.get(`/api/evidence/${id}/preview`).buffer(true).expect(200);
    expect(answer.headers['content-type']).toBe('image/jpeg');
    return answer.body as Buffer;
  };

  it('bears the mark of the one who looks, and nothing that the file carried', async () => {
    const content = await picture(1_200, 900)
      .withExif({ IFD0: { Artist: 'secret-camera' } })
      .jpeg()
      .toBuffer();
    expect(content.includes('secret-camera')).toBe(true);
    const { body } = await upload(content, '现场.jpg').expect(201);
    const [mine, theirs] = [await show(liaison, body.id), await show(office, body.id)];
    expect(mine.includes('secret-camera')).toBe(false);
    const pixels = (image: Buffer) => sharp(image).greyscale().raw().toBuffer();
    const [one, other, plain] = await Promise.all([mine, theirs, content].map(pixels));
    const differing = (a: Buffer, b: Buffer) =>
      a.reduce((sum, value, at) => sum + (Math.abs(value - (b[at] ?? 0)) > 12 ? 1 : 0), 0);
    // Across the whole picture, and another for another reader.
    expect(differing(one as Buffer, plain as Buffer)).toBeGreaterThan(10_000);
    expect(differing(one as Buffer, other as Buffer)).toBeGreaterThan(5_000);
    expect(await test.db.auditEntry.count({ where: { action: 'previewEvidence', objectId: body.id } })).toBe(2);
  });

  it.each(['jpeg', 'png', 'webp', 'gif'] as const)('is not missed later: a cut-off %s is refused', async (type) => {
    const whole = await sharp(randomBytes(300 * 200 * 3), { raw: { width: 300, height: 200, channels: 3 } })
      .toFormat(type)
      .toBuffer();
    const { body } = await upload(whole.subarray(0, Math.floor(whole.length * 0.6)), `现场.${type}`).expect(415);
    expect(body.detail).toBe('这张图片已损坏，打不开。请重新拍摄或另存后上传。');
    await upload(whole, `现场.${type}`).expect(201);
  });

  it('stands upright however the camera was held, and is small enough for a screen', async () => {
    for (const [orientation, isTurned] of [
      [1, false],
      [3, false],
      [6, true],
      [8, true],
    ] as const) {
      const content = await picture(3_000, 1_500).withMetadata({ orientation }).jpeg().toBuffer();
      const { body } = await upload(content, `方向${orientation}.jpg`).expect(201);
      const { width, height } = await sharp(await show(liaison, body.id)).metadata();
      expect([width, height]).toEqual(isTurned ? [1_000, 2_000] : [2_000, 1_000]);
    }
  });
});

describe('a text with a byte-order mark', () => {
  const TEXT = '整改台账：第一项已完成。\r\n第二项正在办理。';
  const utf16 = Buffer.from(`\uFEFF${TEXT}`, 'utf16le');

  it.each([
    ['UTF-16, as Windows saves "Unicode"', utf16],
    ['UTF-16, the large byte first', Buffer.from(utf16).swap16()],
    ['UTF-8', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-8 that begins like a picture', Buffer.from('\uFEFFBM：便民服务点')],
    ['UTF-16 of more than one piece', Buffer.from(`\uFEFFa${'😀'.repeat(50_000)}`, 'utf16le')],
  ])('in %s stays the text that it is', async (_, content) => {
    const { body } = await upload(content, '说明.txt').expect(201);
    expect(body).toMatchObject({ fileName: '说明.txt', mediaType: 'text/plain' });
  });

  it.each([
    ['half a character at its end', Buffer.concat([utf16, Buffer.from([0x41])]), 'txt'],
    ['half a pair', Buffer.from('\uFEFF前\ud800后', 'utf16le'), 'txt'],
    ['control characters', Buffer.from('\uFEFF前\u0001后', 'utf16le'), 'txt'],
    ['the name of a table', utf16, 'csv'],
  ])('with %s is neither a text nor music', async (_, content, extension) => {
    const { body } = await upload(content, `说明.${extension}`).expect(415);
    expect(body.detail).toContain('这种文件不能作为佐证材料');
  });

  it('is not what music is', async () => {
    // One frame of an MP3: 128 kbit/s at 44.1 kHz.
    const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413)]);
    const music = Buffer.concat([frame, frame, frame]);
    expect((await upload(music, '录音.mp3').expect(201)).body.mediaType).toBe('audio/mpeg');
    await upload(music, '录音.txt').expect(415);
  });
});

describe('the room of a unit', () => {
  const roomFor = (agent: Agent) => agent.get(`/api/issues/${issueId}/evidence-room`);

  it('is told to those who upload, before it is used up, and to nobody else', async () => {
    const before = (await roomFor(liaison).expect(200)).body;
    expect(before).toMatchObject({ unitName: '区文旅局', mostBytes: 10_240 * 1024 * 1024 });
    const content = await picture(40, 30).jpeg().toBuffer();
    await upload(content, '小图.jpg').expect(201);
    expect((await roomFor(liaison).expect(200)).body.usedBytes).toBe(Number(before.usedBytes) + content.length);
    await test.db.issue.update({ where: { id: issueId }, data: { status: 'planning' } });
    await roomFor(liaison).expect(200);
    await roomFor(office).expect(403);
    await test.db.issue.update({ where: { id: issueId }, data: { status: 'rectifying' } });
    await roomFor(office).expect(403);
    const { agent: stranger } = await test.as('liaison', world.otherUnitId);
    await roomFor(stranger).expect(404);
  });

  it('has no end where the settings have none', async () => {
    const { settings } = test.deps;
    test.deps.settings = { ...settings, UNIT_QUOTA_MB: 0 };
    try {
      expect((await roomFor(liaison).expect(200)).body.mostBytes).toBeNull();
    } finally {
      test.deps.settings = settings;
    }
  });
});

describe('a name', () => {
  it.each([
    ['..\\..\\报告.PDF', '报告.pdf'],
    ['\u202Efdp.exe', '_fdp.exe'],
    ['con.txt', '_con.txt'],
    ['.pdf', '未命名文件.pdf'],
    ['', '未命名文件'],
    ['a\r\nb: c.txt', 'a__b_ c.txt'],
  ])('%j becomes %j', (given, expected) => expect(neutralName(given)).toBe(expected));

  it('of any length fits into a file system, whole characters only', () => {
    const name = neutralName(`${'😀长'.repeat(200)}.docx`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect([name.endsWith('.docx'), name.isWellFormed()]).toEqual([true, true]);
  });
});

describe('a virus scanner of the settings', () => {
  let scanner: Server | null = null;
  let received = Buffer.alloc(0);

  /** As clamd answers INSTREAM. */
  async function startScanner(answer: string | null): Promise<void> {
    received = Buffer.alloc(0);
    scanner = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        received = Buffer.concat([received, chunk]);
        const isOver = received.length > 14 && received.subarray(-4).equals(Buffer.alloc(4));
        if (isOver && answer !== null) socket.end(`${answer}\0`);
        if (isOver && answer === null) socket.destroy();
      });
    });
    await new Promise<void>((resolve) => scanner?.listen(0, '127.0.0.1', resolve));
    const { port } = scanner.address() as { port: number };
    Object.assign(test.deps.settings, { CLAMAV: `127.0.0.1:${port}` });
  }
  afterEach(() => {
    scanner?.close();
    delete (test.deps.settings as Partial<typeof test.deps.settings>).CLAMAV;
  });

  it('sees the whole file, and lets a clean one in', async () => {
    await startScanner('stream: OK');
    await upload(Buffer.from('干净的内容'), '干净.txt').expect(201);
    expect(received.subarray(0, 10).toString()).toBe('zINSTREAM\0');
    expect(received.includes('干净的内容')).toBe(true);
  });

  it('keeps an infected one out by name, recorded, nothing kept', async () => {
    await startScanner('stream: Win.Test.EICAR_HDB-1 FOUND');
    const before = await filesIn(store());
    const { body } = await upload(Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}'), '毒.txt').expect(415);
    expect(body.detail).toContain('Win.Test.EICAR_HDB-1');
    expect(await filesIn(store())).toEqual(before);
    const entry = await test.db.auditEntry.findFirst({
      where: { action: 'uploadEvidence', result: 'refused' },
      orderBy: { id: 'desc' },
    });
    expect(entry?.note).toContain('Win.Test.EICAR_HDB-1');
  });

  it.each([
    ['broken off', null],
    ['unable', 'INSTREAM size limit exceeded. ERROR'],
  ])('%s lets nothing in', async (_how, answer) => {
    await startScanner(answer);
    const { body } = await upload(Buffer.from('内容'), '内容.txt').expect(503);
    expect(body.detail).toContain('ClamAV');
  });

  it('not there at all lets nothing in', async () => {
    Object.assign(test.deps.settings, { CLAMAV: '127.0.0.1:1' });
    await upload(Buffer.from('内容'), '内容.txt').expect(503);
  });
});

describe('what a crash leaves', () => {
  const nameOf = (content: string) => createHash('sha256').update(content).digest('hex');

  it('is swept when it is a day old: half files, and files without a row; nothing else', async () => {
    const { body } = await upload(Buffer.from('有记录的文件'), '有.txt').expect(201);
    await test.deps.files.put(Readable.from([Buffer.from('昨天的')]));
    await test.deps.files.put(Readable.from([Buffer.from('刚才的')]));
    const incoming = path.join(store(), 'incoming');
    await mkdir(incoming, { recursive: true });
    for (const name of ['old', 'young']) await writeFile(path.join(incoming, name), 'half');
    const now = test.deps.now();
    const place = (name: string) => path.join(store(), name.slice(0, 2), name);
    const old = [path.join(incoming, 'old'), place(nameOf('昨天的')), place(body.sha256)];
    for (const file of old) await utimes(file, now, new Date(now.getTime() - 90_000_000));
    for (const file of [path.join(incoming, 'young'), place(nameOf('刚才的'))]) await utimes(file, now, now);
    expect(await sweepFiles(test.deps)).toEqual({ drafts: 1, files: 1 });
    const left = await filesIn(store());
    expect(left).toEqual(expect.arrayContaining(['young', body.sha256, nameOf('刚才的')]));
    expect(left).not.toContain(nameOf('昨天的'));
    await rm(path.join(incoming, 'young'));
  });

  it('content that is there already, and forgotten, is young again when it comes again', async () => {
    const stored = await test.deps.files.put(Readable.from([Buffer.from('重来的')]));
    const place = path.join(store(), stored.sha256.slice(0, 2), stored.sha256);
    await utimes(place, new Date(0), new Date(0));
    const { body } = await upload(Buffer.from('重来的'), '重来.txt').expect(201);
    expect(body.sha256).toBe(stored.sha256);
    for await (const { sha256, modifiedAt } of test.deps.files.list()) {
      if (sha256 === stored.sha256) expect(modifiedAt.getTime()).toBeGreaterThan(0);
    }
  });
});
