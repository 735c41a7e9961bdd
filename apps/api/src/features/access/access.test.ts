import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, PASSWORD, type TestApp, type World } from '../../testing.ts';

let test: TestApp;
let world: World;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
});
afterAll(() => test.close());

const signIn = (username: string, password: string) =>
  supertest(test.app).post('/api/session').send({ username, password });

describe('sign-in', () => {
  it('opens a session, names its permissions, and ends it', async () => {
    const { agent } = await test.as('liaison', world.unitId, '张联');
    const session = (await agent.get('/api/session').expect(200)).body;
    expect(session.user).toMatchObject({ name: '张联', role: 'liaison', roleLabel: '联络员' });
    expect(session.permissions).toContain('ledger.read');
    await agent.delete('/api/session').expect(204);
    await agent.get('/api/session').expect(401);
  });

  it('tells nothing of which part was wrong', async () => {
    const { username } = await test.as('liaison', world.unitId);
    const [wrong, unknown] = [await signIn(username, 'not-the-password'), await signIn('nobody', 'not-the-password')];
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.body.detail).toBe(unknown.body.detail);
    expect(await test.db.auditEntry.count({ where: { action: 'signInFailed' } })).toBeGreaterThanOrEqual(2);
  });

  it('ends by itself when nobody uses it, and lives while used', async () => {
    const { agent, id } = await test.as('liaison', world.unitId);
    await agent.get('/api/session').expect(200);
    const session = await test.db.session.findFirstOrThrow({ where: { userId: id } });
    const minutes = (session.expiresAt.getTime() - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(28);
    expect(minutes).toBeLessThanOrEqual(30);
    // nine tenths of the idle time later, a request moves the end on
    await test.db.session.update({ where: { id: session.id }, data: { expiresAt: new Date(Date.now() + 3 * 60_000) } });
    await agent.get('/api/session').expect(200);
    const moved = await test.db.session.findUniqueOrThrow({ where: { id: session.id } });
    expect(moved.expiresAt.getTime()).toBeGreaterThan(Date.now() + 25 * 60_000);
    await test.db.session.update({ where: { id: session.id }, data: { expiresAt: new Date(Date.now() - 1000) } });
    await agent.get('/api/session').expect(401);
  });

  it('ends everywhere at once', async () => {
    const { agent, username } = await test.as('office', world.officeUnitId);
    const phone = supertest.agent(test.app);
    await phone.post('/api/session').send({ username, password: PASSWORD }).expect(200);
    await phone.get('/api/issues').expect(200);
    await agent.delete('/api/sessions').expect(204);
    await phone.get('/api/issues').expect(401);
    await agent.get('/api/issues').expect(401);
  });

  it('refuses a write that another site sends with the cookie', async () => {
    const { agent } = await test.as('office', world.officeUnitId);
    const foreign = await agent.delete('/api/sessions').set('Origin', 'https://evil.example');
    expect(foreign.status).toBe(403);
    const fetched = await agent.delete('/api/sessions').set('Sec-Fetch-Site', 'cross-site');
    expect(fetched.status).toBe(403);
    await agent.get('/api/session').expect(200);
  });
});

describe('accounts', () => {
  it('hand out a password that must be changed first, and old sessions end with a new password', async () => {
    const { agent: admin } = await test.as('sys_admin', world.officeUnitId);
    const created = await admin
      .post('/api/accounts')
      .send({ name: '新人', username: 'xinren', role: 'liaison', unitId: world.unitId })
      .expect(201);
    const { oneTimePassword } = created.body;
    const newcomer = supertest.agent(test.app);
    const session = await newcomer
      .post('/api/session')
      .send({ username: 'XinRen', password: oneTimePassword })
      .expect(200);
    expect(session.body.mustChangePassword).toBe(true);
    const held = await newcomer.get('/api/issues');
    expect([held.status, held.body.code]).toEqual([403, 'password_change_required']);
    const elsewhere = supertest.agent(test.app);
    await elsewhere.post('/api/session').send({ username: 'xinren', password: oneTimePassword }).expect(200);
    await newcomer.post('/api/session/password').send({ current: 'wrong', next: 'Long-Enough-9' }).expect(400);
    await newcomer.post('/api/session/password').send({ current: oneTimePassword, next: 'short' }).expect(400);
    await newcomer.post('/api/session/password').send({ current: oneTimePassword, next: 'Long-Enough-9' }).expect(200);
    await newcomer.get('/api/issues').expect(200);
    await elsewhere.get('/api/session').expect(401);
    await signIn('xinren', oneTimePassword).expect(401);
    await signIn('xinren', 'Long-Enough-9').expect(200);
  });

  it('end their sessions when disabled, and cannot sign in', async () => {
    const { agent: admin } = await test.as('sys_admin', world.officeUnitId);
    const { agent, id, username } = await test.as('liaison', world.unitId);
    const { version } = await test.db.user.findUniqueOrThrow({ where: { id } });
    await admin.patch(`/api/accounts/${id}`).send({ version, isDisabled: true }).expect(200);
    await agent.get('/api/session').expect(401);
    await signIn(username, PASSWORD).expect(401);
    await admin.patch(`/api/accounts/${id}`).send({ version, isDisabled: false }).expect(409);
  });

  it.each(['office', 'group', 'liaison', 'unit_leader', 'observer', 'auditor'] as const)(
    'are not for the role %s',
    async (role) => {
      const { agent } = await test.as(role, world.officeUnitId);
      await agent.get('/api/accounts').expect(403);
      await agent
        .post('/api/accounts')
        .send({ name: '甲', username: 'jia01', role: 'office', unitId: world.unitId })
        .expect(403);
    },
  );

  it('of the system administrator see no business content and no audit entries', async () => {
    const { agent } = await test.as('sys_admin', world.officeUnitId);
    for (const address of [
      '/api/issues',
      '/api/issues/summary',
      '/api/inspections',
      '/api/programmes',
      '/api/today',
      '/api/audit',
      '/api/reviews',
    ]) {
      await agent.get(address).expect(403);
    }
  });

  it('nobody reaches without signing in', async () => {
    for (const address of ['/api/issues', '/api/units', '/api/accounts', '/api/audit', '/api/today']) {
      await supertest(test.app).get(address).expect(401);
    }
  });
});
