import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { withSession } from '@rectify/db';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from './testing.ts';

// npm run test:faults fills real disks; here the failure that they give is given.

let test: TestApp;
let world: World;
let liaison: Agent;
let issueId: string;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  liaison = (await test.as('liaison', world.unitId)).agent;
  const { inspectionId, unitId: leadUnitId } = world;
  const issue = await test.db.issue.create({
    data: { inspectionId, leadUnitId, status: 'rectifying', position: 1, title: '资产', text: '资产没有登记。' },
  });
  issueId = issue.id;
});
afterAll(() => test.close());

const upload = () => liaison.post(`/api/issues/${issueId}/evidence`).attach('file', Buffer.from('明细'), '盘点.txt');

function expectFull({ status, body, headers }: Awaited<ReturnType<typeof upload>>): void {
  expect([status, body.code, headers['retry-after']]).toEqual([503, 'unavailable', '5']);
  expect(body.detail).toContain('存储空间已满，没有写入');
}

const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

describe('a full disk', () => {
  it('of the files is told while a file arrives, and while it gets its name', async () => {
    const { files } = test.deps;
    const receiving = vi.spyOn(files, 'receive').mockRejectedValueOnce(full());
    expectFull(await upload());
    receiving.mockImplementationOnce(async (content) => {
      receiving.mockRestore();
      return { ...(await files.receive(content)), keep: () => Promise.reject(full()) };
    });
    expectFull(await upload());
    expect(await test.db.evidence.count()).toBe(0);
    expect((await upload()).status).toBe(201);
  });

  it('of the database is told, and nothing is half written', async () => {
    const owner = (sql: string) => withSession(test.database.ownerUrl, (client) => client.query(sql));
    await owner(`CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER no_room BEFORE INSERT ON evidence FOR EACH ROW EXECUTE FUNCTION no_room()`);
    const { version } = await test.db.issue.findUniqueOrThrow({ where: { id: issueId } });
    expectFull(await upload());
    await owner('DROP TRIGGER no_room ON evidence');
    expect((await test.db.issue.findUniqueOrThrow({ where: { id: issueId } })).version).toBe(version);
    expect((await upload()).status).toBe(201);
  });
});
