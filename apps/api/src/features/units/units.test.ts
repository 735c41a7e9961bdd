import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';

let test: TestApp;
let world: World;
let elsewhere: World;
let office: Agent;
let admin: Agent;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  elsewhere = await buildWorld(test.db);
  office = (await test.as('office', world.officeUnitId)).agent;
  admin = (await test.as('sys_admin', world.regionId)).agent;
});
afterAll(() => test.close());

interface Unit {
  id: string;
  version: number;
  name: string;
  parentId: string | null;
  path: string;
}

async function add(agent: Agent, name: string, parentId: string | null): Promise<Unit> {
  return (await agent.post('/api/units').send({ name, kind: 'section', parentId }).expect(201)).body;
}

async function listed(agent: Agent): Promise<Unit[]> {
  return (await agent.get('/api/units').expect(200)).body.items;
}

const pathOf = async (id: string) => (await test.db.unit.findUniqueOrThrow({ where: { id } })).path;

describe('who sees which units', () => {
  it('the office sees its region and no other', async () => {
    const ids = (await listed(office)).map((unit) => unit.id);
    expect(ids).toContain(world.unitId);
    expect(ids).not.toContain(elsewhere.unitId);
  });

  it('the system administrator sees every region', async () => {
    const ids = (await listed(admin)).map((unit) => unit.id);
    expect(ids).toEqual(expect.arrayContaining([world.unitId, elsewhere.unitId]));
  });

  it('a liaison sees the own unit with what is above and below it, not its neighbours', async () => {
    const section = await add(office, '办公室', world.unitId);
    const { agent } = await test.as('liaison', world.unitId);
    const { body } = await agent.get('/api/units').expect(200);
    expect(body.items.map((unit: Unit) => unit.id)).toEqual([world.regionId, world.unitId, section.id]);
    expect(body.canWrite).toBe(false);
  });

  it('the auditor sees none', async () => {
    const { agent } = await test.as('auditor', world.regionId);
    await agent.get('/api/units').expect(403);
  });

  it('units stand below their parent, by sort order and then by pinyin', async () => {
    const top = await add(office, '排序单位', world.regionId);
    for (const name of ['张家村', '安和村', '李家村']) await add(office, name, top.id);
    await office
      .post('/api/units')
      .send({ name: '最后村', kind: 'village', parentId: top.id, sortOrder: 9 })
      .expect(201);
    const names = (await listed(office)).filter((unit) => unit.path.startsWith(top.path)).map((unit) => unit.name);
    expect(names).toEqual(['排序单位', '安和村', '李家村', '张家村', '最后村']);
  });
});

describe('adding a unit', () => {
  it('refuses a second one of the same name under the same parent', async () => {
    await add(office, '财务科', world.unitId);
    const { body } = await office
      .post('/api/units')
      .send({ name: '财务科', kind: 'section', parentId: world.unitId })
      .expect(409);
    expect(body).toMatchObject({ code: 'conflict', errors: [{ field: 'name' }] });
    await add(office, '财务科', world.otherUnitId);
  });

  it('refuses the office a parent in another region and a root of its own', async () => {
    await office.post('/api/units').send({ name: '越界科', kind: 'section', parentId: elsewhere.unitId }).expect(400);
    await office.post('/api/units').send({ name: '越界市', kind: 'region', parentId: null }).expect(403);
    expect(await test.db.unit.count({ where: { name: { startsWith: '越界' } } })).toBe(0);
    await admin.post('/api/units').send({ name: '新设市', kind: 'region', parentId: null }).expect(201);
  });

  it('of two equal ones at once lets one in', async () => {
    const send = () => office.post('/api/units').send({ name: '同时科', kind: 'section', parentId: world.unitId });
    const statuses = (await Promise.all([send(), send()])).map((response) => response.status);
    expect(statuses.toSorted()).toEqual([201, 409]);
  });
});

describe('moving a unit', () => {
  it('takes along everything below it', async () => {
    const from = await add(office, '原上级', world.regionId);
    const to = await add(office, '新上级', world.regionId);
    const moved = await add(office, '被移动', from.id);
    const below = await add(office, '其下级', moved.id);
    const { body } = await office
      .patch(`/api/units/${moved.id}`)
      .send({ version: moved.version, parentId: to.id })
      .expect(200);
    expect(body.path).toBe(`${to.path}${moved.id}/`);
    expect(await pathOf(below.id)).toBe(`${to.path}${moved.id}/${below.id}/`);
    expect(await pathOf(from.id)).toBe(from.path);
  });

  it('refuses a place below itself', async () => {
    const top = await add(office, '环上级', world.regionId);
    const below = await add(office, '环下级', top.id);
    for (const parentId of [top.id, below.id]) {
      await office.patch(`/api/units/${top.id}`).send({ version: top.version, parentId }).expect(400);
    }
    expect(await pathOf(below.id)).toBe(below.path);
  });

  it('never closes a circle, not even by two moves at once', async () => {
    const [a, b] = [await add(office, '甲单位', world.regionId), await add(office, '乙单位', world.regionId)];
    const move = (unit: Unit, parentId: string) =>
      office.patch(`/api/units/${unit.id}`).send({ version: unit.version, parentId });
    const statuses = (await Promise.all([move(a, b.id), move(b, a.id)])).map((response) => response.status);
    expect(statuses.toSorted()).toEqual([200, 400]);
  });

  it('refuses an older version', async () => {
    const unit = await add(office, '旧版本', world.regionId);
    await office.patch(`/api/units/${unit.id}`).send({ version: unit.version, name: '新名称' }).expect(200);
    const { body } = await office
      .patch(`/api/units/${unit.id}`)
      .send({ version: unit.version, name: '另一名称' })
      .expect(409);
    expect(body.code).toBe('stale');
  });

  it('does not find a unit of another region', async () => {
    await office.patch(`/api/units/${elsewhere.unitId}`).send({ version: 1, name: '改名' }).expect(404);
  });

  it('does not let an office widen what it sees by changing its own region', async () => {
    const { agent } = await test.as('office', world.regionId);
    const region = await test.db.unit.findUniqueOrThrow({ where: { id: world.regionId } });
    await agent.patch(`/api/units/${region.id}`).send({ version: region.version, kind: 'department' }).expect(403);
    await agent
      .patch(`/api/units/${region.id}`)
      .send({ version: region.version, name: `${region.name}区` })
      .expect(200);
  });

  it('is told in the audit trail with names', async () => {
    const from = await add(office, '审计单位', world.regionId);
    await office.patch(`/api/units/${from.id}`).send({ version: from.version, parentId: world.unitId }).expect(200);
    const entry = await test.db.auditEntry.findFirstOrThrow({ where: { objectId: from.id, action: 'updateUnit' } });
    expect(entry.after).toMatchObject({ 名称: '审计单位', 上级单位: '区文旅局' });
  });
});

describe('who may change units', () => {
  it.each(['liaison', 'unit_leader', 'observer', 'group', 'auditor'] as const)('%s may not', async (role) => {
    const { agent } = await test.as(role, world.unitId);
    await agent.post('/api/units').send({ name: '不该有', kind: 'section', parentId: world.unitId }).expect(403);
  });
});
