import pg from 'pg';
import supertest from 'supertest';
import { closeDb, createDb } from '@rectify/db';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../app.ts';
import { readSettings } from '../../env.ts';
import { buildWorld, createTestApp, PASSWORD, type TestApp, type World } from '../../testing.ts';
import { deviceName } from './device-name.ts';

let test: TestApp;
let world: World;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
});
afterAll(() => test.close());

const cookiesOf = (answer: { headers: Record<string, unknown> }) => (answer.headers['set-cookie'] ?? []) as string[];
const sessionCookie = (answer: { headers: Record<string, unknown> }) =>
  cookiesOf(answer).find((cookie) => cookie.includes('rectify-session='));

async function browser(username: string, userAgent: string) {
  const agent = supertest.agent(test.app).set('User-Agent', userAgent);
  await agent.post('/api/session').send({ username, password: PASSWORD }).expect(200);
  return agent;
}

const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1';
const PC = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537 Chrome/140.0 Safari/537 Edg/140.0';

describe('one’s own sessions', () => {
  it('are listed with place, time and device, and each can be ended alone', async () => {
    const { username, agent: first } = await test.as('liaison', world.unitId);
    await first.delete('/api/session').expect(204);
    const [phone, pc] = [await browser(username, PHONE), await browser(username, PC)];
    const { items } = (await pc.get('/api/sessions').expect(200)).body;
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ device: 'Windows 电脑，Edge 浏览器', isCurrent: true, method: '密码' });
    expect(items[1]).toMatchObject({ device: 'iPhone，Safari 浏览器', isCurrent: false, ip: expect.any(String) });
    await pc.delete(`/api/sessions/${items[1].id}`).expect(204);
    await phone.get('/api/session').expect(401);
    await pc.get('/api/session').expect(200);
  });

  it('of another person are not there', async () => {
    const [mine, theirs] = [await test.as('liaison', world.unitId), await test.as('liaison', world.unitId)];
    const session = await test.db.session.findFirstOrThrow({ where: { userId: theirs.id } });
    await mine.agent.delete(`/api/sessions/${session.id}`).expect(404);
    await theirs.agent.get('/api/session').expect(200);
  });

  it('end in every process from the next request on', async () => {
    const db = createDb(test.deps.databaseUrl, { poolSize: 2 });
    const other = createApp({ ...test.deps, db }, 'nowhere');
    const { username } = await test.as('liaison', world.unitId);
    const signedIn = await supertest(test.app).post('/api/session').send({ username, password: PASSWORD });
    const cookie = cookiesOf(signedIn).map((each) => each.split(';')[0]);
    const there = () => supertest(other).get('/api/session').set('Cookie', cookie.join('; '));
    expect((await there()).status).toBe(200);
    await supertest(test.app).delete('/api/session').set('Cookie', cookie.join('; ')).expect(204);
    expect((await there()).status).toBe(401);
    await closeDb(db);
  });

  it('rotate at sign-in: what a browser brought along does not become the session', async () => {
    const { username, agent } = await test.as('liaison', world.unitId);
    const before = await test.db.session.findFirstOrThrow({ where: { user: { username } } });
    const again = await agent.post('/api/session').send({ username, password: PASSWORD }).expect(200);
    expect(sessionCookie(again)).toBeDefined();
    expect(await test.db.session.findUnique({ where: { id: before.id } })).toBeNull();
    const planted = await supertest(test.app)
      .post('/api/session')
      .set('Cookie', 'rectify-session=planted')
      .send({ username, password: PASSWORD });
    expect(sessionCookie(planted)).not.toContain('planted');
  });

  it('are kept such that the table opens none of them', async () => {
    const { id } = await test.as('liaison', world.unitId);
    const { token } = await test.db.session.findFirstOrThrow({ where: { userId: id } });
    await supertest(test.app).get('/api/session').set('Cookie', `rectify-session=${token}`).expect(401);
  });

  it('end for good after the longest time, however much they are used', async () => {
    const { agent, id } = await test.as('liaison', world.unitId);
    const aged = (hours: number) =>
      test.db.$executeRaw`UPDATE session SET created_at = now() - make_interval(hours => ${hours}::int),
        expires_at = now() + interval '1 minute' WHERE user_id = ${id}::uuid`;
    await aged(11);
    await agent.get('/api/session').expect(200);
    const { createdAt, expiresAt } = await test.db.session.findFirstOrThrow({ where: { userId: id } });
    expect(expiresAt.getTime()).toBeLessThanOrEqual(createdAt.getTime() + 12 * 3_600_000);
    await aged(12);
    await agent.get('/api/session').expect(401);
  });

  it('end at once when the account is disabled, also past the program', async () => {
    const { agent, id } = await test.as('liaison', world.unitId);
    await test.db.user.update({ where: { id }, data: { isDisabled: true } });
    await agent.get('/api/session').expect(401);
  });

  it('are read in one query', async () => {
    const { agent } = await test.as('liaison', world.unitId);
    const sent = vi.spyOn(pg.Client.prototype, 'query');
    const before = sent.mock.calls.length;
    await agent.get('/api/session').expect(200);
    const texts = sent.mock.calls.slice(before).map(([query]) => (query as unknown as { text?: string }).text ?? '');
    sent.mockRestore();
    expect(texts).toEqual([expect.stringContaining('FROM session s')]);
  });
});

describe('another person’s sessions', () => {
  it('are ended by the administrator, who is told how many; the person may sign in again', async () => {
    const { agent: admin } = await test.as('sys_admin', world.officeUnitId);
    const { agent, id, username } = await test.as('liaison', world.unitId, '张联');
    const phone = await browser(username, PHONE);
    const over = await browser(username, PC);
    await test.db.session.updateMany({
      where: { userId: id, userAgent: PC },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    const bystander = await test.as('liaison', world.unitId);
    expect((await admin.delete(`/api/accounts/${id}/sessions`).expect(200)).body).toEqual({ ended: 2 });
    for (const each of [agent, phone, over]) await each.get('/api/session').expect(401);
    await bystander.agent.get('/api/session').expect(200);
    await browser(username, PHONE);
    const { agent: auditor } = await test.as('auditor', world.officeUnitId);
    const { items } = (await auditor.get('/api/audit?action=endAccountSessions').expect(200)).body;
    expect(items[0].sentence).toBe('测试员（系统管理员）结束账号的全部登录：张联');
    expect(items[0].changes).toContainEqual({ field: '结束的登录', before: null, after: '2 处' });
  });

  it('are left alone by everybody else', async () => {
    const { agent, id } = await test.as('liaison', world.unitId);
    for (const role of ['office', 'group', 'unit_leader', 'observer', 'auditor'] as const) {
      const other = await test.as(role, world.officeUnitId);
      await other.agent.delete(`/api/accounts/${id}/sessions`).expect(403);
    }
    await agent.get('/api/session').expect(200);
  });
});

describe('cookies', () => {
  it('behind TLS are __Host-, Secure, HttpOnly and of this site only', async () => {
    const settings = readSettings({ NODE_ENV: 'test', PUBLIC_URL: 'https://zg.example.gov.cn' });
    const app = createApp({ ...test.deps, settings }, 'nowhere');
    const { username } = await test.as('liaison', world.unitId);
    const answer = await supertest(app).post('/api/session').send({ username, password: PASSWORD }).expect(200);
    const cookies = cookiesOf(answer);
    expect(cookies).toHaveLength(2);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-rectify-/);
      expect(cookie).toMatch(/; HttpOnly/);
      expect(cookie).toMatch(/; Secure/);
      expect(cookie).toMatch(/; SameSite=Strict/);
      expect(cookie).toMatch(/; Path=\//);
      expect(cookie).not.toMatch(/Domain/);
    }
  });

  it('of the session end with the browser', async () => {
    const { username } = await test.as('liaison', world.unitId);
    const answer = await supertest(test.app).post('/api/session').send({ username, password: PASSWORD });
    expect(sessionCookie(answer)).not.toMatch(/Max-Age|Expires/);
  });
});

it.each([
  [PHONE, 'iPhone，Safari 浏览器'],
  [PC, 'Windows 电脑，Edge 浏览器'],
  ['Mozilla/5.0 (Linux; Android 14) Chrome/120 MicroMessenger/8', '安卓手机或平板，微信'],
  ['curl/8', '未知设备'],
  [null, '未知设备'],
])('the device %s is called %s', (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name);
});
