import supertest from 'supertest';
import { scryptSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, NOW, PASSWORD, type TestApp, type World } from '../../testing.ts';
import { hashPassword, replacePassword, setPassword } from './passwords.ts';

let test: TestApp;
let world: World;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
});
afterAll(() => test.close());

const signIn = (username: string, password: string) =>
  supertest(test.app).post('/api/session').send({ username, password });

describe('a new password', () => {
  it('hears of every fault at once, beside its field', async () => {
    const { agent } = await test.as('liaison', world.unitId);
    const refused = await agent.post('/api/session/password').send({ current: PASSWORD, next: 'marble' });
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toEqual([
      { field: 'next', message: expect.stringContaining('至少 10 位') },
      { field: 'next', message: expect.stringContaining('至少 3 种') },
    ]);
  });

  it('is not made of the person’s own words', async () => {
    const { agent } = await test.as('liaison', world.unitId, '欧阳海涛');
    const next = '欧阳海涛-区文旅局-A1';
    const refused = await agent.post('/api/session/password').send({ current: PASSWORD, next });
    expect(refused.body.detail).toContain('去掉用户名、姓名、单位名称');
  });

  it('is none of the last five', async () => {
    const { agent, id } = await test.as('liaison', world.unitId);
    const chain = [1, 2, 3, 4, 5, 6].map((each) => `Kettle-Marsh-${each}${each + 1}`);
    for (const each of chain) {
      const hash = await hashPassword(each, { N: 1024, r: 8, p: 1 });
      await test.db.$transaction((tx) => replacePassword(tx, id, hash, NOW));
    }
    const present = chain.at(-1)!;
    const change = (next: string) => agent.post('/api/session/password').send({ current: present, next });
    for (const old of chain.slice(1)) {
      const refused = await change(old);
      expect([refused.status, refused.body.detail], old).toEqual([400, expect.stringContaining('最近 5 次')]);
    }
    // the sixth back may come again
    await change(chain[0]!).expect(200);
    expect(await test.db.oldPassword.count({ where: { userId: id } })).toBe(4);
  });

  it('gives this session a new token and ends the others', async () => {
    const { agent, id } = await test.as('liaison', world.unitId);
    const { token } = await test.db.session.findFirstOrThrow({ where: { userId: id } });
    await agent.post('/api/session/password').send({ current: PASSWORD, next: 'Kettle-Marsh-77' }).expect(200);
    const sessions = await test.db.session.findMany({ where: { userId: id } });
    expect(sessions).toHaveLength(1);
    expect(sessions[0]!.token).not.toBe(token);
    await agent.get('/api/session').expect(200);
  });

  it('asks for the present one, and guessing that is slowed down too', async () => {
    const { agent } = await test.as('liaison', world.unitId);
    const statuses: number[] = [];
    for (let each = 0; each < 6; each += 1) {
      const body = { current: `wrong-${each}`, next: 'Kettle-Marsh-77' };
      statuses.push((await agent.post('/api/session/password').send(body)).status);
    }
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429]);
  });
});

describe('an old password', () => {
  it('must be changed after ninety days under 等保; before that its owner is told', async () => {
    const { agent, id } = await test.as('liaison', world.unitId);
    const age = (days: number) =>
      test.db.user.update({ where: { id }, data: { passwordChangedAt: new Date(NOW.getTime() - days * 86_400_000) } });
    await age(85);
    expect((await agent.get('/api/session').expect(200)).body).toMatchObject({
      mustChangePassword: false,
      passwordDaysLeft: 5,
    });
    await agent.get('/api/issues').expect(200);
    await age(90);
    const held = await agent.get('/api/issues');
    expect([held.status, held.body.code]).toEqual([403, 'password_change_required']);
    expect(held.body.detail).toContain('密码已到期');
    await agent.post('/api/session/password').send({ current: PASSWORD, next: 'Kettle-Marsh-77' }).expect(200);
    await agent.get('/api/issues').expect(200);
  });

  it('lives on under ASVS, which asks for length alone', async () => {
    const other = await createTestApp({ PASSWORD_POLICY: 'asvs' });
    const { unitId } = await buildWorld(other.db);
    const { agent, id } = await other.as('liaison', unitId);
    await other.db.user.update({ where: { id }, data: { passwordChangedAt: new Date('2015-01-01') } });
    const session = (await agent.get('/api/session').expect(200)).body;
    expect([session.mustChangePassword, session.passwordDaysLeft]).toEqual([false, null]);
    const change = (next: string) => agent.post('/api/session/password').send({ current: PASSWORD, next });
    expect((await change('marble kettle')).status).toBe(200);
    await other.close();
  });

  it('of the first releases still opens, and is kept in the stronger form from then on', async () => {
    const { username, id } = await test.as('liaison', world.unitId);
    const salt = 'a1'.repeat(16);
    const key = scryptSync('Old-Release-Password-1', salt, 64, { N: 16_384, r: 16, p: 1, maxmem: 1 << 27 });
    await test.db.$transaction((tx) => setPassword(tx, id, `${salt}:${key.toString('hex')}`));
    await signIn(username, 'Old-Release-Password-2').expect(401);
    await signIn(username, 'Old-Release-Password-1').expect(200);
    const { password } = await test.db.credential.findFirstOrThrow({ where: { userId: id } });
    expect(password).toMatch(/^scrypt:32768:8:3:/);
    await signIn(username, 'Old-Release-Password-1').expect(200);
  });
});
