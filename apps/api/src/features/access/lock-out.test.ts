import supertest from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, PASSWORD, type Agent, type TestApp, type World } from '../../testing.ts';
import { addressKey, delayAfter } from './throttle.ts';

let test: TestApp;
let world: World;

beforeAll(async () => {
  test = await createTestApp({ TRUST_PROXY: '1' });
  world = await buildWorld(test.db);
});
afterAll(() => test.close());
beforeEach(async () => {
  await test.db.signInThrottle.deleteMany();
});

let address = 0;
const fresh = () => `203.0.113.${(address += 1)}`;

const attempt = (username: string, password: string, from: string, browser: Agent = supertest.agent(test.app)) =>
  browser.post('/api/session').set('X-Forwarded-For', from).send({ username, password });

async function fail(username: string, from: string, times: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let each = 0; each < times; each += 1) statuses.push((await attempt(username, 'wrong-one', from)).status);
  return statuses;
}

/** Lets the wait be over without forgetting the failures. */
const waitOver = () => test.db.$executeRaw`UPDATE sign_in_throttle SET locked_until = now() - interval '1 second'`;

describe('failed sign-ins', () => {
  it('wait longer after each failure, told with the time left, and never longer than half an hour', async () => {
    const { username } = await test.as('liaison', world.unitId);
    await test.db.signInThrottle.deleteMany();
    const from = fresh();
    expect(await fail(username, from, 5)).toEqual([401, 401, 401, 401, 401]);
    const waits: string[] = [];
    for (let round = 0; round < 8; round += 1) {
      const turnedAway = await attempt(username, PASSWORD, from);
      expect([turnedAway.status, turnedAway.body.code]).toEqual([429, 'too_many']);
      waits.push(/请 (\d+ \S+?)后再试/.exec(turnedAway.body.detail)?.[1] ?? turnedAway.body.detail);
      await waitOver();
      expect((await attempt(username, 'wrong-one', from)).status).toBe(401);
    }
    expect(waits).toEqual(['1 分钟', '2 分钟', '4 分钟', '8 分钟', '15 分钟', '30 分钟', '30 分钟', '30 分钟']);
  });

  it('begin anew after a right password', async () => {
    const { username } = await test.as('liaison', world.unitId);
    const from = fresh();
    for (let round = 0; round < 3; round += 1) {
      expect(await fail(username, from, 4)).toEqual([401, 401, 401, 401]);
      await attempt(username, PASSWORD, from).expect(200);
    }
  });

  it('count one by one however many come at once', async () => {
    const { username } = await test.as('liaison', world.unitId);
    const from = fresh();
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempt(username, 'wrong-one', from)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  it('tell nothing of whether the account exists', async () => {
    const { username } = await test.as('liaison', world.unitId);
    const known = await fail(username, fresh(), 7);
    expect(await fail('nobody-of-that-name', fresh(), 7)).toEqual(known);
  });

  it('are in the audit trail with the wait and with what was turned away', async () => {
    const { username } = await test.as('liaison', world.unitId);
    const from = fresh();
    await fail(username, from, 8);
    await waitOver();
    await fail(username, from, 1);
    const entries = await test.db.auditEntry.findMany({
      where: { action: 'signInFailed', after: { path: ['用户名'], equals: username } },
      orderBy: { at: 'asc' },
    });
    expect(entries).toHaveLength(6);
    const told = entries.map(({ after }) => after as Record<string, string>);
    expect(told.map((after) => after['暂停受理'])).toContain('1 分钟');
    expect(told.map((after) => after['此前暂停期间拒绝'])).toContain('3 次');
  });
});

describe('locking others out', () => {
  it('from one address leaves every other address free', async () => {
    const { username } = await test.as('liaison', world.unitId);
    await fail(username, fresh(), 8);
    await attempt(username, PASSWORD, fresh()).expect(200);
  });

  it('from many addresses leaves the devices free that the owner signed in with before', async () => {
    const { username, agent } = await test.as('liaison', world.unitId);
    for (let round = 0; round < 13; round += 1) await fail(username, fresh(), 4);
    expect((await attempt(username, PASSWORD, fresh())).status).toBe(429);
    await attempt(username, PASSWORD, fresh(), agent).expect(200);
    // the wait of the account itself is a quarter of an hour at the longest
    expect(delayAfter('account', 1000)).toBe(15 * 60);
  });

  it('with the cookie of another account gains nothing', async () => {
    const { username } = await test.as('liaison', world.unitId);
    const { agent: stranger } = await test.as('observer', world.unitId);
    for (let round = 0; round < 13; round += 1) await fail(username, fresh(), 4);
    expect((await attempt(username, PASSWORD, fresh(), stranger)).status).toBe(429);
  });

  it('a known device has an allowance, not a free pass', async () => {
    const { username, agent } = await test.as('liaison', world.unitId);
    const statuses: number[] = [];
    for (let each = 0; each < 7; each += 1)
      statuses.push((await attempt(username, 'wrong-one', fresh(), agent)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });

  it('one password on many names waits by its address', async () => {
    const from = fresh();
    await attempt('name-0', 'Spring-2026', from).expect(401);
    await test.db.signInThrottle.update({ where: { key: `address:${from}` }, data: { failures: 28 } });
    const statuses: number[] = [];
    for (let each = 1; each <= 4; each += 1) statuses.push((await attempt(`name-${each}`, 'Spring-2026', from)).status);
    expect(statuses).toEqual([401, 401, 429, 429]);
  });

  it('ends when the administrator unlocks the account, who sees that it is locked', async () => {
    const { agent: admin } = await test.as('sys_admin', world.officeUnitId);
    const { username, id } = await test.as('liaison', world.unitId);
    const from = fresh();
    await fail(username, from, 6);
    const seen = (await admin.get(`/api/accounts?q=${username}`).expect(200)).body.items[0];
    expect(Date.parse(seen.lockedUntil)).toBeGreaterThan(Date.now());
    const unlocked = await admin.post(`/api/accounts/${id}/unlock`).expect(200);
    expect(unlocked.body.lockedUntil).toBeNull();
    await attempt(username, PASSWORD, from).expect(200);
    expect(await test.db.auditEntry.count({ where: { action: 'unlockAccount', objectId: id } })).toBe(1);
  });
});

it.each([
  ['10.1.2.3', '10.1.2.3'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  [null, '-'],
])('the address %s counts as %s', (ip, key) => {
  expect(addressKey(ip)).toBe(key);
});
