import { Secret, TOTP } from 'otpauth';
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

describe('passwords', () => {
  it('a password counts to its last letter and in its own case', async () => {
    const { agent, username } = await test.as('liaison', world.unitId);
    const long = 'Kettle marsh orbit 7 '.repeat(5).trim();
    await agent.post('/api/session/password').send({ current: PASSWORD, next: long }).expect(200);
    const signIn = (password: string) => supertest(test.app).post('/api/session').send({ username, password });
    expect((await signIn(long.slice(0, 72))).status).toBe(401);
    expect((await signIn(long.toLowerCase())).status).toBe(401);
    expect((await signIn(long)).status).toBe(200);
  });

  it('a reset password still asks for the second factor', async () => {
    const { agent, id, username } = await test.as('liaison', world.unitId);
    const begun = await agent.post('/api/second-factor/enrolment').send({ password: PASSWORD }).expect(200);
    const generator = new TOTP({ secret: Secret.fromBase32(begun.body.key) });
    const code = generator.generate({ timestamp: test.deps.now().getTime() });
    await agent.post('/api/second-factor').send({ code }).expect(200);
    const admin = (await test.as('sys_admin', world.officeUnitId)).agent;
    const reset = await admin.post(`/api/accounts/${id}/password`).expect(200);
    const browser = supertest.agent(test.app);
    const first = await browser.post('/api/session').send({ username, password: reset.body.oneTimePassword });
    expect(first.body).toEqual({ secondFactor: 'asked' });
    await browser.get('/api/session').expect(401);
  });
});
