import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isGenuine, readCheckpoint } from '@rectify/audit-chain';
import { withSession } from '@rectify/db';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';
import { auditTasks, CHECKPOINT_JOB, isDue } from './checkpoints.ts';

let test: TestApp;
let world: World;
let auditor: Agent;
let folder: string;

beforeAll(async () => {
  test = await createTestApp();
  folder = await mkdtemp(path.join(os.tmpdir(), 'rectify-share-'));
  Object.assign(test.deps.settings, { AUDIT_CHECKPOINT_DIR: path.join(folder, 'share') });
  world = await buildWorld(test.db);
  auditor = (await test.as('auditor', world.regionId, '钱审')).agent;
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

/** The text of an answer, whatever its type. */
const textOf = async (request: ReturnType<Agent['get']>): Promise<string> => {
  const { body, text } = await request
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks).toString('utf8')));
    })
    .expect(200);
  return typeof body === 'string' ? body : text;
};

async function verify(checkpoints: string[] = []) {
  const text = await textOf(auditor.post('/api/audit/verification').send({ checkpoints }));
  const lines = text.trim().split('\n');
  return JSON.parse(lines.at(-1) ?? '{}').verdict;
}

const make = async () => (await auditor.post('/api/audit/checkpoints').expect(201)).body;
const fileOf = (id: string) => textOf(auditor.get(`/api/audit/checkpoints/${id}/file`));
const sentences = async (action: string): Promise<string[]> =>
  (await auditor.get('/api/audit').query({ action }).expect(200)).body.items.map(
    (item: { sentence: string }) => item.sentence,
  );

describe('a checkpoint is due', () => {
  it.each([
    [0n, 10 * 3_600_000, false],
    [1n, 3_599_999, false],
    [1n, 3_600_000, true],
    [999n, 0, false],
    [1_000n, 0, true],
  ])('after %s entries and %s milliseconds: %s', (entries, milliseconds, due) =>
    expect(isDue(entries, milliseconds)).toBe(due),
  );
});

describe('checkpoints', () => {
  it('are made at will, signed, sent elsewhere, and told in the trail', async () => {
    const made = await make();
    expect(made).toMatchObject({ isSent: true });
    const file = readCheckpoint(await fileOf(made.id));
    expect(file && isGenuine(file, made.publicKey)).toBe(true);
    const [sent = ''] = await readdir(path.join(folder, 'share'));
    expect(sent).toMatch(/^audit-checkpoint-\d{10}-[0-9a-f]{12}\.json$/);
    expect(readCheckpoint(await readFile(path.join(folder, 'share', sent), 'utf8'))).toEqual(file);
    expect(await sentences('makeAuditCheckpoint')).toEqual(['钱审（安全审计员）生成审计检查点']);
    expect(await sentences('downloadAuditCheckpoint')).toEqual(['钱审（安全审计员）下载审计检查点']);
  });

  it('are signed with a key that lies beside the data, for its owner alone', async () => {
    const { mode } = await stat(path.join(test.deps.settings.DATA_DIR, 'audit-signing-key'));
    expect(mode & 0o077).toBe(0);
  });

  it('are made by the clock, once an hour, and one after the other', async () => {
    const count = () => test.db.auditCheckpoint.count();
    const tick = auditTasks(test.deps)[CHECKPOINT_JOB];
    const before = await count();
    await tick?.({});
    expect(await count()).toBe(before);
    test.setNow(new Date(test.deps.now().getTime() + 3_600_000));
    await Promise.all([tick?.({}), tick?.({}), tick?.({})]);
    expect(await count()).toBe(before + 1);
  });

  it('reach the folder when it comes back', async () => {
    const share = path.join(folder, 'share');
    await rm(share, { recursive: true });
    await writeFile(share, 'in the way');
    // What goes to the log here is meant to.
    const { level } = test.deps.log;
    test.deps.log.level = 'silent';
    const made = await make();
    test.deps.log.level = level;
    expect(made.isSent).toBe(false);
    await rm(share);
    await auditTasks(test.deps)[CHECKPOINT_JOB]?.({});
    expect((await readdir(share)).length).toBeGreaterThan(1);
    expect((await auditor.get(`/api/audit/checkpoints/${made.id}`).expect(200)).body).toMatchObject({
      isSent: true,
      qr: { size: expect.any(Number), path: expect.stringMatching(/^M/) },
    });
  });

  it('are for nobody but the auditor', async () => {
    for (const role of ['office', 'sys_admin', 'observer'] as const) {
      const { agent } = await test.as(role, world.officeUnitId);
      for (const address of ['chain', 'checkpoints', 'checkpoints/1', 'people', 'table', 'file', 'checkpoints/1/file'])
        await agent.get(`/api/audit/${address}`).expect(403);
      await agent.post('/api/audit/checkpoints').expect(403);
      await agent.post('/api/audit/verification').send({}).expect(403);
    }
  });
});

describe('verifying', () => {
  it('finds a whole chain whole, and says with how many checkpoints it agrees', async () => {
    const made = await make();
    const verdict = await verify([await fileOf(made.id)]);
    expect(verdict).toMatchObject({ isWhole: true, findings: [], confirmed: { outside: 1 } });
    expect(verdict.confirmed.inside).toBeGreaterThan(2);
    expect((await auditor.get('/api/audit').query({ action: 'verifyAudit' })).body.items[0].changes).toContainEqual({
      field: '结果',
      before: null,
      after: '完整',
    });
    await auditor
      .post('/api/audit/verification')
      .send({ checkpoints: ['{}'] })
      .expect(400);
  });

  it('names what the owner of the database changed, and by the outside copy what they covered up', async () => {
    const { id } = await make();
    const outside = await fileOf(id);
    const owner = test.database.ownerUrl;
    const asOwner = (text: string) => withSession(owner, (client) => client.query(text));
    await asOwner(`ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only; ALTER TABLE audit_seal DISABLE TRIGGER USER;
      ALTER TABLE audit_checkpoint DISABLE TRIGGER USER;
      UPDATE audit_entry SET actor_name = '某人' WHERE id = (SELECT entry_id FROM audit_seal WHERE seq = 2)`);
    expect((await verify()).findings).toEqual([
      {
        kind: 'changed',
        label: '改动',
        sentence: expect.stringMatching(/^第 2 条（记录编号 \d+）被改动：操作人与封存时不符。$/),
      },
    ]);
    await asOwner(`DELETE FROM audit_checkpoint; DELETE FROM audit_seal;
      SELECT audit_append(e) FROM (SELECT * FROM audit_entry ORDER BY id) AS e`);
    expect((await verify()).isWhole).toBe(true);
    expect((await verify([outside])).findings).toMatchObject([{ kind: 'recomputed', label: '整链重算' }]);
  });
});

describe('taking the trail along', () => {
  it('gives a table without formulas and a file that the stand-alone verifier reads', async () => {
    const table = await textOf(auditor.get('/api/audit/table').query({ q: '钱审' }));
    expect(table).toContain('"钱审（安全审计员）登录"');
    expect(table.split('\r\n').length).toBeGreaterThan(5);
    const file = path.join(folder, 'trail.jsonl');
    await writeFile(file, await textOf(auditor.get('/api/audit/file')));
    expect(await sentences('exportAuditChain')).toHaveLength(1);
    expect(await run(file)).toMatchObject({ code: 0, text: expect.stringContaining('链条前后相符') });

    const lines = (await readFile(file, 'utf8')).split('\n');
    const place = lines.findIndex((line) => line.includes('"signIn"'));
    const forged = (lines[place] ?? '').replace('"signIn"', '"signOut"');
    await writeFile(file, [...lines.slice(0, place), forged, ...lines.slice(place + 1)].join('\n'));
    const told = new RegExp(`第 ${place} 条（记录编号 \\d+）被改动：动作与封存时不符`);
    expect(await run(file)).toMatchObject({ code: 1, text: expect.stringMatching(told) });
    await writeFile(file, lines.slice(0, -3).join('\n'));
    expect(await run(file)).toMatchObject({ code: 1, text: expect.stringContaining('没有结束行') });
    expect(await run(path.join(folder, 'nothing.jsonl'))).toMatchObject({ code: 2 });
  });
});

async function run(file: string): Promise<{ code: number; text: string }> {
  const script = path.resolve(import.meta.dirname, '../../../../../scripts/lib/audit-verify.ts');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, '--file', file]);
    return { code: 0, text: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, text: stdout + stderr };
  }
}
