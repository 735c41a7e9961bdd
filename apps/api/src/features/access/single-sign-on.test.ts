import supertest from 'supertest';
import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, NOW, PASSWORD, type Agent, type TestApp, type World } from '../../testing.ts';
import { CLIENT, startProvider, type TestProvider } from './oidc-provider.fixture.ts';

const PUBLIC_URL = 'http://rectify.test';
const RETURN = '/api/session/single-sign-on/return';

let provider: TestProvider;
let test: TestApp;
let world: World;

const settingsOf = ({ issuer }: TestProvider) => ({
  PUBLIC_URL,
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: CLIENT.id,
  OIDC_CLIENT_SECRET: CLIENT.secret,
  OIDC_LABEL: '政务统一认证',
});

beforeAll(async () => {
  provider = await startProvider();
  provider.allow(`${PUBLIC_URL}${RETURN}`);
  test = await createTestApp(settingsOf(provider));
  world = await buildWorld(test.db);
});
afterAll(async () => {
  await test.close();
  await provider.close();
});

/** From our sign-in page to the provider and to where it leads back, on our side. */
async function goAndReturn(browser: Agent, username: string, next = '/app/issues'): Promise<string> {
  provider.become(username);
  const away = await browser.get(`/api/session/single-sign-on?next=${encodeURIComponent(next)}`).expect(302);
  const back = await provider.follow(away.headers['location']!);
  return back.slice(PUBLIC_URL.length);
}

async function signInAs(username: string, next?: string) {
  const browser = supertest.agent(test.app);
  const answer = await browser.get(await goAndReturn(browser, username, next)).expect(302);
  return { browser, location: String(answer.headers['location']) };
}

const failures = () => test.db.auditEntry.count({ where: { action: 'signInFailed' } });

describe('single sign-on', () => {
  it('is offered where it is set up', async () => {
    const { body } = await supertest(test.app).get('/api/session/options').expect(200);
    expect(body.singleSignOn).toEqual({ label: '政务统一认证' });
  });

  it('goes out with PKCE, state and nonce, and opens the account of that name where one was', async () => {
    const { username, agent } = await test.as('liaison', world.unitId);
    await agent.delete('/api/session').expect(204);
    const away = await supertest(test.app).get('/api/session/single-sign-on').expect(302);
    const { searchParams } = new URL(away.headers['location']!);
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) expect(searchParams.get(name)?.length).toBeGreaterThan(20);
    const { browser, location } = await signInAs(username);
    expect(location).toBe('/app/issues');
    expect((await browser.get('/api/session').expect(200)).body.user.username).toBe(username);
    expect((await browser.get('/api/sessions')).body.items[0].method).toBe('统一身份认证');
    const entry = await test.db.auditEntry.findFirstOrThrow({ where: { action: 'signIn' }, orderBy: { id: 'desc' } });
    expect(entry.after).toEqual({ 方式: '统一身份认证' });
  });

  it('never makes an account, and opens none that is disabled', async () => {
    const before = await test.db.user.count();
    const { browser, location } = await signInAs('nobody-here');
    expect(location).toBe('/app/sign-in?sso=unknown');
    await browser.get('/api/session').expect(401);
    const { username, id } = await test.as('liaison', world.unitId);
    await test.db.user.update({ where: { id }, data: { isDisabled: true } });
    expect((await signInAs(username)).location).toBe('/app/sign-in?sso=unknown');
    expect(await test.db.user.count()).toBe(before + 1);
    expect(await failures()).toBeGreaterThanOrEqual(2);
  });

  it('takes an answer only once, and only in the browser that asked', async () => {
    const { username } = await test.as('liaison', world.unitId);
    const browser = supertest.agent(test.app);
    const back = await goAndReturn(browser, username);
    const stranger = supertest.agent(test.app);
    expect((await stranger.get(back)).headers['location']).toBe('/app/sign-in?sso=expired');
    await stranger.get('/api/session').expect(401);
    expect((await browser.get(back)).headers['location']).toBe('/app/issues');
    expect((await supertest.agent(test.app).get(back)).headers['location']).toBe('/app/sign-in?sso=expired');
  });

  it.each([
    ['another state', (back: string) => back.replace(/state=[^&]+/, 'state=made-up')],
    ['another code', (back: string) => back.replace(/code=[^&]+/, 'code=made-up')],
    ['another issuer', (back: string) => back.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example')],
    ['a refusal', (back: string) => back.replace(/code=[^&]+/, 'error=access_denied')],
  ])('refuses %s', async (_what, forge) => {
    const { username } = await test.as('liaison', world.unitId);
    const browser = supertest.agent(test.app);
    const back = forge(await goAndReturn(browser, username));
    const before = await failures();
    expect((await browser.get(back)).headers['location']).toBe('/app/sign-in?sso=refused');
    await browser.get('/api/session').expect(401);
    expect(await failures()).toBe(before + 1);
  });

  it('leads nowhere but into this application', async () => {
    const { username } = await test.as('liaison', world.unitId);
    for (const next of [
      'https://evil.example/app',
      '//evil.example/app',
      '/apple',
      '/app/../api',
      'http://[',
      '\\\\evil',
    ])
      expect((await signInAs(username, next)).location, next).toBe('/app');
    expect((await signInAs(username, '/app/issues?q=1')).location).toBe('/app/issues?q=1');
  });

  it('asks for our second factor too, unless the settings leave that to the provider', async () => {
    const { username, agent } = await test.as('liaison', world.unitId);
    const begun = await agent.post('/api/second-factor/enrolment').send({ password: PASSWORD }).expect(200);
    const totp = new TOTP({ secret: Secret.fromBase32(String(begun.body.key).replaceAll(' ', '')) });
    const codeAt = (ahead: number) => totp.generate({ timestamp: test.deps.now().getTime() + ahead * 1000 });
    await agent
      .post('/api/second-factor')
      .send({ code: codeAt(0) })
      .expect(200);
    const { browser, location } = await signInAs(username);
    expect(location).toBe('/app/sign-in?step=code&next=%2Fapp%2Fissues');
    await browser.get('/api/session').expect(401);
    await browser
      .post('/api/session/second-factor')
      .send({ code: codeAt(30) })
      .expect(200);
    await browser.get('/api/session').expect(200);
  });

  it('says so when the provider is away', async () => {
    const away = await createTestApp({ ...settingsOf(provider), OIDC_ISSUER: 'http://127.0.0.1:9' });
    const answer = await supertest(away.app).get('/api/session/single-sign-on');
    expect(answer.headers['location']).toBe('/app/sign-in?sso=unreachable');
    await away.close();
  });
});

describe('a handed-out password beside single sign-on', () => {
  const after = (days: number) => test.setNow(new Date(NOW.getTime() + days * 86_400_000));
  afterEach(() => after(0));

  /** Somebody who was handed a password now, and has not replaced it. */
  async function newcomer(role: 'sys_admin' | 'liaison') {
    const { id, username } = await test.as(role, role === 'liaison' ? world.unitId : world.officeUnitId);
    await test.db.user.update({ where: { id }, data: { mustChangePassword: true, passwordChangedAt: NOW } });
    return { id, username };
  }
  const enter = async (username: string) =>
    (await supertest(test.app).post('/api/session').send({ username, password: PASSWORD })).status;

  it('ends where the only administrator comes by single sign-on and never had a password of their own', async () => {
    await test.db.user.updateMany({ where: { role: 'sys_admin' }, data: { isDisabled: true } });
    const admin = await newcomer('sys_admin');
    const liaison = await newcomer('liaison');
    await signInAs(admin.username);
    const second = await newcomer('sys_admin');
    after(30);
    expect([await enter(liaison.username), await enter(second.username)]).toEqual([401, 401]);
    expect(await enter(admin.username), 'nobody could help this one').toBe(200);
  });

  it('of an administrator goes on where the other came that way while it was still set up', async () => {
    await test.db.user.updateMany({ where: { role: 'sys_admin' }, data: { isDisabled: true } });
    const [first, second] = [await newcomer('sys_admin'), await newcomer('sys_admin')];
    await signInAs(second.username);
    after(30);
    expect(await enter(first.username)).toBe(401);
    const { singleSignOn } = test.deps;
    test.deps.singleSignOn = null;
    expect(await enter(first.username)).toBe(200);
    test.deps.singleSignOn = singleSignOn;
  });

  it('is not told to be over of whoever has come another way since', async () => {
    const { agent: admin } = await test.as('sys_admin', world.officeUnitId);
    const [comes, waits] = [await newcomer('liaison'), await newcomer('liaison')];
    const told = async ({ username }: { username: string }) =>
      (await admin.get('/api/accounts').query({ q: username }).expect(200)).body.items[0].oneTimePassword?.isOver;
    await signInAs(comes.username);
    expect([await told(comes), await told(waits)]).toEqual([false, false]);
    after(30);
    expect([await told(comes), await told(waits)]).toEqual([undefined, true]);
    await admin.post(`/api/accounts/${comes.id}/password`).expect(200);
    after(60);
    expect(await told(comes)).toBe(true);
  });
});
