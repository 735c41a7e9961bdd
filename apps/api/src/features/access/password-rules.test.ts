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

describe.each(['dengbao', 'asvs'])('a handed-out password under %s', (policy) => {
  let other: TestApp;
  let here: World;
  beforeAll(async () => {
    other = await createTestApp({ PASSWORD_POLICY: policy });
    here = await buildWorld(other.db);
  });
  afterAll(() => other.close());
  const after = (days: number) => other.setNow(new Date(NOW.getTime() + days * 86_400_000));
  const enter = (username: string, password: string) =>
    supertest(other.app).post('/api/session').send({ username, password });

  it('opens nothing when it was not replaced within the days that are set; told to who has it alone', async () => {
    const { agent: admin } = await other.as('sys_admin', here.officeUnitId);
    const body = { name: '新人', username: 'late-comer', role: 'liaison', unitId: here.unitId };
    const first = (await admin.post('/api/accounts').send(body).expect(201)).body;
    expect(first.account.oneTimePassword).toEqual({ until: '2024-06-10T04:00:00.000Z', isOver: false });
    after(6.9);
    await enter('late-comer', first.oneTimePassword).expect(200);
    after(7);
    const wrong = await enter('late-comer', 'not-the-password').expect(401);
    expect(wrong.body.detail).toContain('用户名或密码不对');
    const late = await enter('late-comer', first.oneTimePassword).expect(401);
    expect(late.body.detail).toContain('一次性密码已经过期。请联系系统管理员');
    const listed = (await admin.get('/api/accounts?q=late-comer').expect(200)).body.items[0];
    expect(listed.oneTimePassword.isOver).toBe(true);
    const again = (await admin.post(`/api/accounts/${first.account.id}/password`).expect(200)).body;
    expect(again.account.oneTimePassword).toEqual({ until: '2024-06-17T04:00:00.000Z', isOver: false });
    const newcomer = supertest.agent(other.app);
    await newcomer.post('/api/session').send({ username: 'late-comer', password: again.oneTimePassword }).expect(200);
    const change = { current: again.oneTimePassword, next: 'Kettle-Marsh-77' };
    await newcomer.post('/api/session/password').send(change).expect(200);
    after(20);
    await enter('late-comer', 'Kettle-Marsh-77').expect(200);
    const notes = await other.db.auditEntry.findMany({ where: { action: 'signInFailed' }, select: { note: true } });
    expect(notes).toContainEqual({ note: '一次性密码已经过期' });
  });

  it('of the only administrator goes on, for nobody could hand out another', async () => {
    await other.db.user.updateMany({ where: { role: 'sys_admin' }, data: { isDisabled: true } });
    after(0);
    const { id, username } = await other.as('sys_admin', here.officeUnitId);
    const data = { mustChangePassword: true, passwordChangedAt: NOW };
    await other.db.user.update({ where: { id }, data });
    after(30);
    expect((await enter(username, PASSWORD).expect(200)).body.mustChangePassword).toBe(true);
    await other.as('sys_admin', here.officeUnitId);
    await enter(username, PASSWORD).expect(401);
  });

  it('of anybody else ends also where no administrator could get in', async () => {
    const { id, username } = await other.as('liaison', here.unitId);
    const data = { mustChangePassword: true, passwordChangedAt: NOW };
    await other.db.user.update({ where: { id }, data });
    await other.db.user.updateMany({ where: { role: 'sys_admin' }, data });
    after(30);
    await enter(username, PASSWORD).expect(401);
  });

  it('of an administrator ends where another has one that still counts, and not where that is over too', async () => {
    after(0);
    const [first, second] = [
      await other.as('sys_admin', here.officeUnitId),
      await other.as('sys_admin', here.officeUnitId),
    ];
    const hand = (id: string, days: number) =>
      other.db.user.update({
        where: { id },
        data: { mustChangePassword: true, passwordChangedAt: new Date(NOW.getTime() + days * 86_400_000) },
      });
    await other.db.user.updateMany({ where: { role: 'sys_admin' }, data: { isDisabled: true } });
    await other.db.user.updateMany({ where: { id: { in: [first.id, second.id] } }, data: { isDisabled: false } });
    await hand(first.id, 0);
    await hand(second.id, 25);
    after(30);
    await enter(first.username, PASSWORD).expect(401);
    after(60);
    await enter(first.username, PASSWORD).expect(200);
  });
});
