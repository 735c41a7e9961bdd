import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, PASSWORD, type Agent, type TestApp, type World } from '../../testing.ts';
import { changesOf } from './account-news.ts';

let test: TestApp;
let world: World;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
});
afterAll(() => test.close());

const PC = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537 Chrome/140.0 Safari/537 Edg/140.0';

async function enter(username: string, password = PASSWORD) {
  const agent = supertest.agent(test.app).set('User-Agent', PC);
  const { status } = await agent.post('/api/session').send({ username, password });
  return { agent, status };
}

interface News {
  lastSignIn: { at: string; place: { device: string } } | null;
  failedSignIns: number;
  changes: { what: string; isNew: boolean; place: { device: string } | null }[];
}
const newsOf = async (agent: Agent) => (await agent.get('/api/account/news').expect(200)).body as News;
const told = ({ changes }: News) => changes.filter(({ isNew }) => isNew).map(({ what }) => what);

describe('whoever signs in is told', () => {
  it('when and where they did so before', async () => {
    const { agent, username } = await test.as('liaison', world.unitId);
    expect((await newsOf(agent)).lastSignIn).toBeNull();
    await enter(username);
    const third = await enter(username);
    expect((await newsOf(third.agent)).lastSignIn).toEqual({
      at: '2024-06-03T04:00:00.000Z',
      place: { device: 'Windows 电脑，Edge 浏览器', ip: expect.any(String) },
    });
  });

  it('what an administrator changed, at once and at the next sign-in, and not again after it', async () => {
    const { agent: admin } = await test.as('sys_admin', world.officeUnitId, '管某');
    const { agent, id, username } = await test.as('liaison', world.unitId, '张联');
    const { version } = await test.db.user.findUniqueOrThrow({ where: { id } });
    await admin.patch(`/api/accounts/${id}`).send({ version, name: '张联络', unitId: world.otherUnitId }).expect(200);
    expect(told(await newsOf(agent))).toEqual(['系统管理员修改了账号资料（单位、姓名）']);
    const { oneTimePassword } = (await admin.post(`/api/accounts/${id}/password`).expect(200)).body;
    const next = await enter(username, oneTimePassword);
    const change = { current: oneTimePassword, next: 'Kettle-Marsh-77' };
    await next.agent.post('/api/session/password').send(change).expect(200);
    const news = await newsOf(next.agent);
    expect(told(news)).toEqual(['系统管理员重置了密码', '系统管理员修改了账号资料（单位、姓名）']);
    expect(JSON.stringify(news)).not.toContain('管某');
    expect(news.changes.map(({ place }) => place?.device ?? null)).toEqual(['Windows 电脑，Edge 浏览器', null, null]);
    const later = await enter(username, 'Kettle-Marsh-77');
    expect(told(await newsOf(later.agent))).toEqual(['本人修改了密码']);
    const last = await enter(username, 'Kettle-Marsh-77');
    const quiet = await newsOf(last.agent);
    expect([told(quiet), quiet.changes.length]).toEqual([[], 3]);
  });

  it('of every other change of how they sign in', async () => {
    const { agent: admin } = await test.as('sys_admin', world.officeUnitId);
    const { id, username } = await test.as('liaison', world.unitId);
    await admin.post(`/api/accounts/${id}/second-factor/reset`).expect(200);
    await admin.post(`/api/accounts/${id}/unlock`).expect(200);
    await admin.delete(`/api/accounts/${id}/sessions`).expect(200);
    const { agent } = await enter(username);
    expect(told(await newsOf(agent))).toEqual([
      '系统管理员结束了全部登录',
      '系统管理员解除了登录锁定',
      '系统管理员重置了两步登录',
    ]);
  });

  it('how often somebody failed to get in under their name', async () => {
    const [mine, other] = [await test.as('liaison', world.unitId), await test.as('liaison', world.unitId)];
    for (let n = 0; n < 3; n += 1) expect((await enter(mine.username, 'not-mine')).status).toBe(401);
    const { agent } = await enter(mine.username);
    expect((await newsOf(agent)).failedSignIns).toBe(3);
    const again = await enter(mine.username);
    expect((await newsOf(again.agent)).failedSignIns).toBe(0);
    const theirs = await enter(other.username);
    expect((await newsOf(theirs.agent)).failedSignIns).toBe(0);
  });

  it('without reading what was done to everybody else', async () => {
    const { id } = await test.as('liaison', world.unitId);
    await test.db.$executeRaw`
      INSERT INTO audit_entry (at, actor_name, action, result, object_kind, object_id)
      SELECT now(), '管某', 'resetPassword', 'done', 'account', 'other-' || n % 500 FROM generate_series(1, 3000) n`;
    await test.db.$executeRaw`ANALYZE audit_entry`;
    const plan = await test.db.$queryRaw`EXPLAIN ${changesOf(id)}`;
    expect(JSON.stringify(plan)).toContain('Index Scan using audit_entry_account on audit_entry');
    expect(JSON.stringify(plan)).not.toContain('Sort');
  });

  it('nothing of what was done to others', async () => {
    const { agent: admin } = await test.as('sys_admin', world.officeUnitId);
    const [mine, other] = [await test.as('liaison', world.unitId), await test.as('liaison', world.unitId)];
    await admin.delete(`/api/accounts/${other.id}/sessions`).expect(200);
    expect((await newsOf(mine.agent)).changes).toEqual([]);
    expect((await newsOf(admin)).changes).toEqual([]);
  });
});
