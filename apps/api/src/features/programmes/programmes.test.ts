import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_RULE_PROFILE } from '@rectify/domain';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';

let test: TestApp;
let world: World;
let elsewhere: World;
let office: Agent;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  elsewhere = await buildWorld(test.db);
  office = (await test.as('office', world.officeUnitId)).agent;
});
afterAll(() => test.close());

const round = (name: string) => ({ name, kind: 'round', profile: DEFAULT_RULE_PROFILE });
const add = async (name: string) => (await office.post('/api/programmes').send(round(name)).expect(201)).body;

describe('a programme', () => {
  it('belongs to the region of the office that opens it', async () => {
    const programme = await add('九届一轮');
    expect(programme).toMatchObject({
      unit: { id: world.regionId },
      inspectionCount: 0,
      canWrite: true,
      profile: DEFAULT_RULE_PROFILE,
    });
  });

  it('names every faulty rule by its field', async () => {
    const profile = { ...DEFAULT_RULE_PROFILE, closureLevels: ['unit_leader'], yellowDays: 5, orangeDays: 10 };
    const { body } = await office
      .post('/api/programmes')
      .send({ ...round('规则有误'), profile })
      .expect(400);
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([
      'profile.closureLevels',
      'profile.yellowDays',
    ]);
    expect(body.detail).toContain('至少要有一级来自被巡察单位之外');
  });

  it('does not end before it begins, neither when opened nor when one date is moved', async () => {
    await office
      .post('/api/programmes')
      .send({ ...round('日期颠倒'), startOn: '2024-06-01', endOn: '2024-05-01' })
      .expect(400);
    const programme = (
      await office
        .post('/api/programmes')
        .send({ ...round('日期正常'), startOn: '2024-05-01', endOn: '2024-06-01' })
        .expect(201)
    ).body;
    const { body } = await office
      .patch(`/api/programmes/${programme.id}`)
      .send({ version: programme.version, startOn: '2024-07-01' })
      .expect(400);
    expect(body.errors).toMatchObject([{ field: 'endOn' }]);
    await office
      .patch(`/api/programmes/${programme.id}`)
      .send({ version: programme.version, startOn: '2024-07-01', endOn: null })
      .expect(200);
  });

  it('has a name of its own', async () => {
    const programme = await add('重名轮次');
    expect((await office.post('/api/programmes').send(round('重名轮次')).expect(409)).body).toMatchObject({
      code: 'conflict',
      errors: [{ field: 'name' }],
    });
    const other = await add('另一轮次');
    await office
      .patch(`/api/programmes/${other.id}`)
      .send({ version: other.version, name: programme.name })
      .expect(409);
  });

  it('is changed by the first of two; the second is told', async () => {
    const programme = await add('两人同改');
    const change = (planDays: number) =>
      office
        .patch(`/api/programmes/${programme.id}`)
        .send({ version: programme.version, profile: { ...DEFAULT_RULE_PROFILE, planDays } });
    const answers = await Promise.all([change(20), change(30)]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409]);
    expect(answers.find((answer) => answer.status === 409)?.body.code).toBe('stale');
  });

  it('tells the audit trail what changed, in words', async () => {
    const programme = await add('审计轮次');
    const profile = { ...DEFAULT_RULE_PROFILE, rectificationMonths: 3 };
    await office.patch(`/api/programmes/${programme.id}`).send({ version: programme.version, profile }).expect(200);
    const entry = await test.db.auditEntry.findFirstOrThrow({
      where: { objectId: programme.id, action: 'updateProgramme' },
    });
    expect(entry.before).toMatchObject({ 集中整改期: '6 个月' });
    expect(entry.after).toMatchObject({ 集中整改期: '3 个月' });
  });
});

describe('who sees which programmes', () => {
  it('one of another region does not exist', async () => {
    await office.get(`/api/programmes/${elsewhere.programmeId}`).expect(404);
    await office.patch(`/api/programmes/${elsewhere.programmeId}`).send({ version: 1, name: '改名' }).expect(404);
    await office
      .post(`/api/programmes/${elsewhere.programmeId}/groups`)
      .send({ name: '第三组', memberIds: [] })
      .expect(404);
    await office.patch(`/api/groups/${elsewhere.groupId}`).send({ version: 1, name: '第三组' }).expect(404);
    const ids = (await office.get('/api/programmes').expect(200)).body.items.map((item: { id: string }) => item.id);
    expect(ids).toContain(world.programmeId);
    expect(ids).not.toContain(elsewhere.programmeId);
  });

  it('an inspected unit sees its programme with the group that came to it, and may not change it', async () => {
    const { agent } = await test.as('liaison', world.unitId);
    const { body } = await agent.get(`/api/programmes/${world.programmeId}`).expect(200);
    expect(body).toMatchObject({ canWrite: false, inspectionCount: 1 });
    expect(body.groups.map((group: { id: string }) => group.id)).toEqual([world.groupId]);
    await agent.patch(`/api/programmes/${world.programmeId}`).send({ version: body.version, name: '改名' }).expect(403);
  });

  it('a unit without an inspection sees none', async () => {
    const { agent } = await test.as('liaison', world.otherUnitId);
    expect((await agent.get('/api/programmes').expect(200)).body).toMatchObject({ items: [], canCreate: false });
    await agent.get(`/api/programmes/${world.programmeId}`).expect(404);
  });

  it.each(['sys_admin', 'auditor'] as const)('%s has no business here', async (role) => {
    const { agent } = await test.as(role, world.regionId);
    await agent.get('/api/programmes').expect(403);
    await agent.post('/api/programmes').send(round('不该有')).expect(403);
  });
});

describe('an inspection group', () => {
  it('takes only group accounts of the region, and an account that joins sees its inspections at once', async () => {
    const member = await test.as('group', world.officeUnitId, '赵组');
    const stranger = await test.as('group', elsewhere.officeUnitId, '钱组');
    const clerk = await test.as('liaison', world.unitId, '孙联');
    const group = (
      await office
        .patch(`/api/groups/${world.groupId}`)
        .send({ version: 1, memberIds: [member.id, member.id] })
        .expect(200)
    ).body;
    expect(group).toMatchObject({ version: 2, members: [{ id: member.id, name: '赵组' }], inspectionCount: 1 });
    expect((await member.agent.get('/api/programmes').expect(200)).body.items).toHaveLength(1);
    for (const id of [stranger.id, clerk.id]) {
      const { body } = await office
        .patch(`/api/groups/${world.groupId}`)
        .send({ version: 2, memberIds: [id] })
        .expect(400);
      expect(body.errors).toMatchObject([{ field: 'memberIds' }]);
    }
    await office.patch(`/api/groups/${world.groupId}`).send({ version: 2, memberIds: [] }).expect(200);
    expect((await member.agent.get('/api/programmes').expect(200)).body.items).toHaveLength(0);
  });

  it('keeps a member whose account was disabled since, and refuses an older version', async () => {
    const member = await test.as('group', world.officeUnitId, '周组');
    const group = (
      await office
        .post(`/api/programmes/${world.programmeId}/groups`)
        .send({ name: '第四组', memberIds: [member.id] })
        .expect(201)
    ).body;
    await test.db.user.update({ where: { id: member.id }, data: { isDisabled: true } });
    await office
      .patch(`/api/groups/${group.id}`)
      .send({ version: group.version, name: '第五组', memberIds: [member.id] })
      .expect(200);
    expect(
      (await office.patch(`/api/groups/${group.id}`).send({ version: group.version, name: '第六组' }).expect(409)).body
        .code,
    ).toBe('stale');
  });

  it('has a name of its own within the programme', async () => {
    await office
      .post(`/api/programmes/${world.programmeId}/groups`)
      .send({ name: '第二巡察组', memberIds: [] })
      .expect(409);
  });
});
