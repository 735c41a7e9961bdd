import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '@rectify/domain';
import { buildWorld, createTestApp, type TestApp, type World } from '../../testing.ts';
import { aLedger, buildCast, flowOf, type Cast, type Person } from './testing.ts';

let test: TestApp;
let world: World;
let elsewhere: World;
let cast: Cast;
let flow: ReturnType<typeof flowOf>;
let others: Record<string, Person>;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  elsewhere = await buildWorld(test.db);
  cast = await buildCast(test, world);
  flow = flowOf(test, cast);
  const roles: [string, Role, string][] = [
    ['另一联络员', 'liaison', world.unitId],
    ['别单位联络员', 'liaison', world.otherUnitId],
    ['别单位负责人', 'unit_leader', world.otherUnitId],
    ['别区巡察办', 'office', elsewhere.officeUnitId],
    ['监督', 'observer', world.officeUnitId],
    ['巡察组', 'group', world.officeUnitId],
    ['系统管理员', 'sys_admin', world.officeUnitId],
    ['审计员', 'auditor', world.officeUnitId],
  ];
  others = {};
  for (const [name, role, unitId] of roles) others[name] = await test.as(role, unitId, name);
  await test.db.groupMember.create({ data: { groupId: world.groupId, userId: others['巡察组']?.id ?? '' } });
});
afterAll(() => test.close());

const stateOf = async (id: string) => (await test.db.publicReport.findUniqueOrThrow({ where: { id } })).state;

/** Everybody but these tries the step: nothing may come of it. */
async function expectRefused(id: string, step: string, body: object, allowed: readonly Person[]): Promise<void> {
  const before = await test.db.publicReport.findUniqueOrThrow({ where: { id }, include: { steps: true } });
  const people = { ...others, 联络员: cast.liaison, 负责人: cast.leader, 保密: cast.secrecy, 巡察办: cast.office };
  for (const [name, person] of Object.entries(people)) {
    if (allowed.some((each) => each.id === person.id)) continue;
    const { status } = await flow.post(person, id, step, body);
    expect([403, 404, 409], `${step} by ${name} gave ${status}`).toContain(status);
    if (/别|管理员|审计/u.test(name)) expect([403, 404], `${step} by ${name} gave ${status}`).toContain(status);
  }
  const after = await test.db.publicReport.findUniqueOrThrow({ where: { id }, include: { steps: true } });
  expect(after).toEqual(before);
}

describe('the flow of a report', () => {
  it('goes from the unit over its leader and the 保密审查 to the office, and by nobody else', async () => {
    const id = await flow.create(await aLedger(test, world));
    await flow.tickAll(id);
    const submission = { secrecyReviewerId: cast.secrecy.id };
    await expectRefused(id, 'signature', {}, []);
    await expectRefused(id, 'submission', submission, [
      cast.liaison,
      cast.office,
      cast.secrecy,
      others['另一联络员'] as Person,
    ]);
    expect((await flow.submit(id)).body).toMatchObject({ state: 'signing', secrecyReviewer: { name: '孙保密' } });
    await expectRefused(id, 'approval', {}, []);
    await expectRefused(id, 'signature', {}, [cast.leader]);
    expect((await flow.sign(id)).body.state).toBe('secrecy_review');
    await expectRefused(id, 'secrecy-pass', {}, [cast.secrecy]);
    expect((await flow.passSecrecy(id)).body.state).toBe('approving');
    await expectRefused(id, 'approval', {}, [cast.office]);
    const { body } = await flow.approve(id);
    expect(body).toMatchObject({ state: 'published', currentVersion: 1, slug: expect.any(String) });
    expect(body.steps.map((step: { label: string; by: string }) => `${step.by} ${step.label}`)).toEqual([
      '李联络 送审',
      '钱局长 签发',
      '孙保密 保密审查通过',
      '王办 审定发布',
      '王办 发布',
    ]);
  });

  it('never lets an author review, nor one person review twice', async () => {
    const id = await flow.create(await aLedger(test, world), 'final', cast.office);
    await flow.tickAll(id);
    await flow.submit(id);
    await flow.sign(id);
    await flow.passSecrecy(id);
    expect((await flow.approve(id)).body.detail).toContain('起草人不能审核');
    expect((await flow.post(cast.secrecy, id, 'approval')).body.detail).toContain('同一人不能审核两次');
    expect(await stateOf(id)).toBe('approving');
    const named = await flow.create(await aLedger(test, world));
    const refused = await flow.submit(named, { secrecyReviewerId: cast.liaison.id });
    expect([refused.status, refused.body.errors?.[0]?.field]).toEqual([400, 'secrecyReviewerId']);
    const listed = await cast.liaison.agent.get(`/api/reports/${named}/secrecy-reviewers`).expect(200);
    const names = listed.body.items.map((item: { name: string }) => item.name);
    expect(names).toEqual(expect.arrayContaining(['孙保密', '王办', '另一联络员', '巡察组']));
    expect(names).not.toContain('李联络');
    expect(names).not.toContain('别区巡察办');
  });

  it('comes back with what must change, and goes round again', async () => {
    const id = await flow.create(await aLedger(test, world));
    await flow.tickAll(id);
    await flow.submit(id);
    const short = await flow.post(cast.leader, id, 'return', { note: '不行' });
    expect(short.status).toBe(400);
    const returned = await flow.post(cast.leader, id, 'return', { note: '第二部分请写清各项措施的完成时间。' });
    expect(returned.body).toMatchObject({ state: 'drafting', returnCount: 1 });
    const mine = await cast.liaison.agent.get('/api/reports?turn=mine').expect(200);
    expect(mine.body.items.map((item: { id: string }) => item.id)).toContain(id);
    await flow.submit(id);
    expect((await flow.read(id)).steps.map((step: { round: number }) => step.round)).toEqual([1, 1, 2]);
    expect((await flow.post(cast.liaison, id, 'recall')).body.state).toBe('drafting');
  });

  it('takes one of two submissions and one of two publications at once', async () => {
    const id = await flow.create(await aLedger(test, world));
    await flow.tickAll(id);
    const submitted = await Promise.all([flow.submit(id), flow.submit(id), flow.submit(id)]);
    expect(submitted.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    await flow.sign(id);
    await flow.passSecrecy(id);
    const second = await test.as('office', world.officeUnitId, '赵办');
    const approved = await Promise.all([flow.approve(id), flow.post(second, id, 'approval'), flow.approve(id)]);
    expect(approved.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect(approved.find(({ status }) => status === 409)?.body.code).toMatch(/stale|wrong_state/);
    expect(await test.db.publicReportVersion.count({ where: { reportId: id } })).toBe(1);
  });

  it('drafts one 整改通报 of an inspection, also when two begin at once', async () => {
    const place = await aLedger(test, world);
    const begin = () =>
      cast.liaison.agent.post('/api/reports').send({ kind: 'final', inspectionId: place.inspectionId });
    const answers = await Promise.all([begin(), begin(), begin()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect(await test.db.publicReport.count({ where: { inspectionId: place.inspectionId } })).toBe(1);
    await flow.create(place, 'stage');
    for (const name of ['监督', '巡察组', '系统管理员', '审计员']) {
      const refused = await others[name]?.agent
        .post('/api/reports')
        .send({ kind: 'stage', ...place, unitId: undefined });
      expect(refused?.status, name).toBe(403);
    }
    for (const name of ['别单位联络员', '别区巡察办']) {
      const body = { kind: 'stage', inspectionId: place.inspectionId };
      expect((await others[name]?.agent.post('/api/reports').send(body))?.status, name).toBe(404);
    }
  });

  it('exists only for those whose it is', async () => {
    const id = await flow.create(await aLedger(test, world));
    for (const name of ['别单位联络员', '别单位负责人', '别区巡察办']) {
      await others[name]?.agent.get(`/api/reports/${id}`).expect(404);
      await others[name]?.agent.get(`/api/reports/${id}/docx`).expect(404);
      await others[name]?.agent.get(`/api/reports/${id}/preview`).expect(404);
    }
    for (const name of ['系统管理员', '审计员']) await others[name]?.agent.get(`/api/reports/${id}`).expect(403);
    for (const name of ['监督', '巡察组', '另一联络员'])
      await others[name]?.agent.get(`/api/reports/${id}`).expect(200);
  });

  it('deletes only what was never published', async () => {
    const id = await flow.create(await aLedger(test, world));
    const { version } = await flow.read(id);
    await cast.liaison.agent.delete(`/api/reports/${id}?version=${version + 1}`).expect(409);
    await cast.liaison.agent.delete(`/api/reports/${id}?version=${version}`).expect(200);
    await cast.liaison.agent.get(`/api/reports/${id}`).expect(404);
    expect(await test.db.auditEntry.count({ where: { action: 'deleteReport', objectId: id, result: 'done' } })).toBe(1);
  });
});
