import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints, type EndpointSpec } from '@rectify/contract';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';
import { PDF } from '../../testing/images.ts';

const FEATURES = path.resolve(import.meta.dirname, '..');
/** A page to look at, which shows what its reader may read anyway and is no file to take away. */
const NO_EXPORT = new Set(['previewReport']);

let test: TestApp;
let world: World;
let office: { agent: Agent; id: string };
let auditor: Agent;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  office = await test.as('office', world.officeUnitId, '王办');
  auditor = (await test.as('auditor', world.regionId, '钱审')).agent;
});
afterAll(() => test.close());

interface Entry {
  id: string;
  sentence: string;
  actionLabel: string;
  result: string;
  note: string | null;
  changes: { field: string; after: string | null }[];
}

const read = async (query: Record<string, string> = {}) =>
  (await auditor.get('/api/audit').query(query).expect(200)).body;

describe('the audit trail', () => {
  it('tells the auditor what was done, and what was tried and refused', async () => {
    await office.agent.post('/api/units').send({ name: '督查科', kind: 'section', parentId: world.unitId }).expect(201);
    await office.agent.post('/api/units').send({ name: '越权市', kind: 'region', parentId: null }).expect(403);
    const [refused, done]: Entry[] = (await read({ actorId: office.id })).items;
    expect(done).toMatchObject({ sentence: '王办（巡察办）新增单位：督查科', result: 'done' });
    expect(done?.changes).toContainEqual({ field: '上级单位', before: null, after: '区文旅局' });
    expect(refused?.sentence).toBe(
      '王办（巡察办）试图“新增单位”，被拒绝：顶层单位由系统管理员设置。请选择本地区内的一个上级单位。',
    );
    expect(refused).toMatchObject({ result: 'refused', note: null });
  });

  it('shows no code and no JSON', async () => {
    const { items } = await read();
    expect(items.length).toBeGreaterThan(0);
    for (const item of items as Entry[]) {
      expect(
        `${item.sentence}${item.actionLabel}${JSON.stringify(item.changes.map((change) => change.field))}`,
      ).not.toMatch(/[{}]|[a-z]+[A-Z]/);
    }
  });

  it('is read by nobody but the auditor', async () => {
    for (const role of ['group', 'liaison', 'unit_leader', 'observer', 'sys_admin'] as const) {
      const { agent } = await test.as(role, world.unitId);
      await agent.get('/api/audit').expect(403);
    }
    await office.agent.get('/api/audit').expect(403);
  });

  it('is found by action, by result and by the day in Shanghai', async () => {
    test.setNow('2024-06-10T16:30:00Z');
    await office.agent.post('/api/units').send({ name: '夜间科', kind: 'section', parentId: world.unitId }).expect(201);
    const sentences = async (query: Record<string, string>) =>
      (await read({ action: 'createUnit', ...query })).items.map((item: Entry) => item.sentence);
    expect(await sentences({ from: '2024-06-11', to: '2024-06-11' })).toEqual(['王办（巡察办）新增单位：夜间科']);
    expect(await sentences({ from: '2024-06-10', to: '2024-06-10' })).toEqual([]);
    expect(await sentences({ result: 'refused' })).toHaveLength(1);
    await read({ from: '1900-01-01', to: '2199-12-31' });
    const refused = await auditor.get('/api/audit?from=0001-01-01');
    expect(refused.status).toBe(400);
  });

  it('is found by the person, the kind of thing, the thing itself and by words', async () => {
    const created = await office.agent
      .post('/api/units')
      .send({ name: '百分之100%科', kind: 'section', parentId: world.unitId })
      .expect(201);
    const found = async (query: Record<string, string>) =>
      (await read(query)).items.map((item: Entry) => item.sentence);
    const sentence = '王办（巡察办）新增单位：百分之100%科';
    expect(await found({ objectId: created.body.id })).toEqual([sentence]);
    expect(await found({ objectKind: 'unit', actorId: office.id })).toContain(sentence);
    expect(await found({ objectKind: 'issue' })).toEqual([]);
    expect(await found({ q: '100%' })).toEqual([sentence]);
    expect(await found({ q: '%' })).toEqual([sentence]);
    expect(await found({ q: "'; --" })).toEqual([]);
    // The words of an act are not in the database, and found all the same.
    expect(await found({ q: '新增单位', actorId: office.id })).toContain(sentence);
    const { body } = await auditor.get('/api/audit/people').query({ q: '王' }).expect(200);
    expect(body.items).toContainEqual({ id: office.id, name: '王办', role: '巡察办', unit: '区委巡察办' });
  });

  it('has every look at evidence and every download of it, and what was in vain nowhere', async () => {
    const liaison = await test.as('liaison', world.unitId, '周联');
    const stored = await test.deps.files.put(Readable.from([PDF]));
    const { inspectionId, unitId } = world;
    const text = { number: 7, position: 7000, title: '甲', text: '甲' };
    const issue = await test.db.issue.create({
      data: { ...text, inspectionId, leadUnitId: unitId, status: 'rectifying' },
    });
    const file = { fileName: '盘点表.pdf', mediaType: 'application/pdf', ...stored };
    const evidence = await test.db.evidence.create({
      data: { ...file, issueId: issue.id, uploadedBy: liaison.id, uploadedAt: test.deps.now() },
    });
    await liaison.agent.get(`/api/evidence/${evidence.id}/content`).expect(200);
    await liaison.agent.get(`/api/evidence/${evidence.id}/preview`).expect(200);
    const stranger = await test.as('liaison', world.otherUnitId);
    await stranger.agent.get(`/api/evidence/${evidence.id}/content`).expect(404);
    const { items } = await read({ objectId: evidence.id });
    expect(items.map((item: Entry) => item.sentence)).toEqual([
      '周联（联络员）预览图片或 PDF：盘点表.pdf',
      '周联（联络员）下载佐证材料：盘点表.pdf',
    ]);
  });

  it('has every read of a file that the signed-in may take away', () => {
    const files = Object.entries<EndpointSpec>(endpoints).filter(
      ([, { responseKind, access }]) => responseKind === 'file' && access !== 'anyone',
    );
    const told = files.map(([name]) => name).filter((name) => !NO_EXPORT.has(name));
    expect(told.length).toBeGreaterThan(5);
    const sources = readdirSync(FEATURES, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
      .map((file) => readFileSync(path.join(FEATURES, file), 'utf8'))
      .filter((source) => source.includes('record('));
    const isRecorded = (name: string) => sources.some((source) => source.includes(`'${name}'`));
    expect(told.filter((name) => !isRecorded(name))).toEqual([]);
  });

  it('is paged from the newest to the oldest and back', async () => {
    const all: Entry[] = (await read({ limit: '100' })).items;
    const first = await read({ limit: '2' });
    const second = await read({ limit: '2', cursor: first.nextCursor });
    expect([...first.items, ...second.items]).toEqual(all.slice(0, 4));
    expect((await read({ limit: '2', cursor: second.prevCursor })).items).toEqual(first.items);
    await auditor.get('/api/audit').query({ cursor: 'x' }).expect(400);
  });

  it('takes neither change nor deletion, from whoever asks the database', async () => {
    const before = await test.db.auditEntry.count();
    const { id } = await test.db.auditEntry.findFirstOrThrow();
    const attempts = ['UPDATE audit_entry SET note = NULL', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'];
    for (const attempt of attempts) await expect(test.db.$executeRawUnsafe(attempt), attempt).rejects.toThrow();
    await expect(test.db.auditEntry.delete({ where: { id } })).rejects.toThrow();
    expect(await test.db.auditEntry.count()).toBe(before);
  });
});
