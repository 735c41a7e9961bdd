import supertest from 'supertest';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, NOW, PASSWORD, type Agent, type TestApp, type World } from '../../testing.ts';

let test: TestApp;
let world: World;

beforeAll(async () => {
  test = await createTestApp({ SECOND_FACTOR_ROLES: 'sys_admin, auditor' });
  world = await buildWorld(test.db);
});
afterAll(() => test.close());
beforeEach(() => test.setNow(NOW));

const later = (seconds: number) => test.setNow(new Date(test.deps.now().getTime() + seconds * 1000));
const codeOf = (key: string, ahead = 0) =>
  new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: test.deps.now().getTime() + ahead * 1000 });

async function enrol(agent: Agent) {
  const begun = await agent.post('/api/second-factor/enrolment').send({ password: PASSWORD }).expect(200);
  const key = String(begun.body.key).replaceAll(' ', '');
  const confirmed = await agent
    .post('/api/second-factor')
    .send({ code: codeOf(key) })
    .expect(200);
  later(60);
  return { key, recoveryCodes: confirmed.body.recoveryCodes as string[], begun: begun.body };
}

async function firstStep(username: string) {
  const browser = supertest.agent(test.app);
  const answer = await browser.post('/api/session').send({ username, password: PASSWORD }).expect(200);
  return { browser, answer };
}

const secondStep = (browser: Agent, code: string) => browser.post('/api/session/second-factor').send({ code });

describe('setting up a second factor', () => {
  it('takes the password, shows a QR code with the key, and counts from the first right code', async () => {
    const { agent, username } = await test.as('liaison', world.unitId);
    await agent.post('/api/second-factor/enrolment').send({ password: 'not-mine' }).expect(400);
    const begun = await agent.post('/api/second-factor/enrolment').send({ password: PASSWORD }).expect(200);
    expect(begun.body.qr).toContain('<svg');
    expect(decodeURIComponent(begun.body.uri)).toMatch(new RegExp(`^otpauth://totp/整改通:${username}\\?`));
    // nothing is in force yet
    expect((await firstStep(username)).answer.body.user.username).toBe(username);
    await agent.post('/api/second-factor').send({ code: '000000' }).expect(400);
    const code = codeOf(String(begun.body.key).replaceAll(' ', ''));
    const confirmed = await agent.post('/api/second-factor').send({ code }).expect(200);
    expect(confirmed.body.recoveryCodes).toHaveLength(10);
    expect(new Set(confirmed.body.recoveryCodes).size).toBe(10);
    // 24 of 31 characters: 118 bits.
    for (const each of confirmed.body.recoveryCodes) expect(each).toMatch(/^([a-z2-9]{4}-){5}[a-z2-9]{4}$/);
    const state = (await agent.get('/api/second-factor').expect(200)).body;
    expect(state).toMatchObject({ isOn: true, recoveryCodesLeft: 10, isRequired: false });
    await agent.post('/api/second-factor/enrolment').send({ password: PASSWORD }).expect(409);
  });

  it('ends one’s other sessions, and keeps key and codes such that the tables give them to nobody', async () => {
    const { agent, username, id } = await test.as('liaison', world.unitId);
    const { browser } = await firstStep(username);
    const { key, recoveryCodes } = await enrol(agent);
    await browser.get('/api/session').expect(401);
    await agent.get('/api/session').expect(200);
    const factor = await test.db.secondFactor.findUniqueOrThrow({ where: { userId: id } });
    const codes = await test.db.recoveryCode.findMany({ where: { userId: id } });
    const kept = JSON.stringify([factor, codes]);
    expect(kept).not.toContain(key);
    for (const code of recoveryCodes) expect(kept).not.toContain(code.replaceAll('-', ''));
  });
});

describe('signing in with a second factor', () => {
  it('opens no session before the code', async () => {
    const { agent, username } = await test.as('liaison', world.unitId);
    const { key } = await enrol(agent);
    const { browser, answer } = await firstStep(username);
    expect(answer.body).toEqual({ secondFactor: 'asked' });
    await browser.get('/api/session').expect(401);
    const done = await secondStep(browser, codeOf(key)).expect(200);
    expect(done.body.user.username).toBe(username);
    await browser.get('/api/session').expect(200);
    const { items } = (await browser.get('/api/sessions')).body;
    expect(items[0].method).toBe('密码和动态口令');
  });

  it('takes each code once, and none older than one taken', async () => {
    const { agent, username } = await test.as('liaison', world.unitId);
    const { key } = await enrol(agent);
    const code = codeOf(key);
    const [first, again] = [await firstStep(username), await firstStep(username)];
    await secondStep(first.browser, code).expect(200);
    expect((await secondStep(again.browser, code)).body.detail).toContain('刚刚已经用过');
    await secondStep(again.browser, codeOf(key, -30)).expect(400);
    later(30);
    await secondStep(again.browser, codeOf(key)).expect(200);
  });

  it('takes a code half a minute early or late, not a minute', async () => {
    const { agent, username } = await test.as('liaison', world.unitId);
    const { key } = await enrol(agent);
    const { browser } = await firstStep(username);
    await secondStep(browser, codeOf(key, 60)).expect(400);
    await secondStep(browser, codeOf(key, 30)).expect(200);
  });

  it('of two who send one code at once lets one in', async () => {
    const { agent, username } = await test.as('liaison', world.unitId);
    const { key } = await enrol(agent);
    const [one, two] = [await firstStep(username), await firstStep(username)];
    const code = codeOf(key);
    const answers = await Promise.all([secondStep(one.browser, code), secondStep(two.browser, code)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
  });

  it('takes each recovery code once, with or without dashes', async () => {
    const { agent, username } = await test.as('liaison', world.unitId);
    const { recoveryCodes } = await enrol(agent);
    const [one, two, three] = [await firstStep(username), await firstStep(username), await firstStep(username)];
    const session = await secondStep(one.browser, recoveryCodes[0]!.toUpperCase()).expect(200);
    expect(session.body.user.username).toBe(username);
    await secondStep(two.browser, recoveryCodes[0]!).expect(400);
    await secondStep(three.browser, recoveryCodes[1]!.replaceAll('-', '')).expect(200);
    expect((await agent.get('/api/second-factor')).body.recoveryCodesLeft).toBe(8);
    const renewed = await agent.post('/api/second-factor/recovery-codes').send({ password: PASSWORD }).expect(200);
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    await secondStep(two.browser, recoveryCodes[2]!).expect(400);
  });

  it('slows down guessing of codes', async () => {
    const { agent, username } = await test.as('liaison', world.unitId);
    const { key } = await enrol(agent);
    const { browser } = await firstStep(username);
    const statuses: number[] = [];
    for (let each = 0; each < 6; each += 1) statuses.push((await secondStep(browser, `00000${each}`)).status);
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429]);
    expect((await secondStep(browser, codeOf(key))).status).toBe(429);
    expect((await secondStep(browser, codeOf(key))).body.detail).toMatch(/请 1 分钟后再试/);
  });

  it('needs the first step, done not long ago, in the same browser', async () => {
    const { agent, username } = await test.as('liaison', world.unitId);
    const { key } = await enrol(agent);
    await secondStep(supertest.agent(test.app), codeOf(key)).expect(401);
    const { browser } = await firstStep(username);
    await test.db.verification.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
    await secondStep(browser, codeOf(key)).expect(401);
  });

  it('asks for the first step anew when the password has changed in between', async () => {
    const { agent, username } = await test.as('liaison', world.unitId);
    const { key } = await enrol(agent);
    const { browser } = await firstStep(username);
    later(1);
    await agent.post('/api/session/password').send({ current: PASSWORD, next: 'Another-One-2031' }).expect(200);
    await secondStep(browser, codeOf(key)).expect(401);
  });

  it('can be switched off with the password where the role need not have it', async () => {
    const { agent, username } = await test.as('liaison', world.unitId);
    await enrol(agent);
    await agent.post('/api/second-factor/removal').send({ password: 'not-mine' }).expect(400);
    await agent.post('/api/second-factor/removal').send({ password: PASSWORD }).expect(200);
    expect((await firstStep(username)).answer.body.user.username).toBe(username);
    expect(await test.db.recoveryCode.count({ where: { user: { username } } })).toBe(0);
  });
});

describe('a role that must have a second factor', () => {
  it('sets it up before anything else, and cannot switch it off', async () => {
    const { agent } = await test.as('auditor', world.officeUnitId);
    expect((await agent.get('/api/session').expect(200)).body.mustEnrolSecondFactor).toBe(true);
    const held = await agent.get('/api/audit');
    expect([held.status, held.body.code]).toEqual([403, 'second_factor_required']);
    await enrol(agent);
    await agent.get('/api/audit').expect(200);
    expect((await agent.get('/api/session')).body.mustEnrolSecondFactor).toBe(false);
    await agent.post('/api/second-factor/removal').send({ password: PASSWORD }).expect(403);
  });

  it('gets it reset by the administrator when it is lost; sessions end, and all is in the audit trail', async () => {
    const { agent: admin } = await test.as('sys_admin', world.officeUnitId);
    await enrol(admin);
    const { agent, id, username } = await test.as('auditor', world.officeUnitId);
    await enrol(agent);
    const reset = await admin.post(`/api/accounts/${id}/second-factor/reset`).expect(200);
    expect(reset.body).toMatchObject({ id, hasSecondFactor: false });
    await agent.get('/api/session').expect(401);
    const { browser, answer } = await firstStep(username);
    expect(answer.body.mustEnrolSecondFactor).toBe(true);
    await enrol(browser);
    const entries = await test.db.auditEntry.findMany({ where: { objectId: id }, orderBy: { at: 'asc' } });
    const actions = new Set(entries.map(({ action }) => action));
    for (const action of ['signIn', 'beginSecondFactor', 'confirmSecondFactor', 'resetSecondFactor'])
      expect(actions).toContain(action);
    const sentences = (await browser.get('/api/audit?action=resetSecondFactor').expect(200)).body.items;
    expect(sentences[0].sentence).toContain('重置两步登录');
  });
});
