import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import supertest from 'supertest';
import { endpoints, type EndpointSpec } from '@rectify/contract';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from './testing.ts';

let test: TestApp;
let world: World;
let office: Agent;
let admin: Agent;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  office = (await test.as('office', world.officeUnitId)).agent;
  admin = (await test.as('sys_admin', world.officeUnitId)).agent;
});
afterAll(() => test.close());

const ODD = ['%00', '%EF%BF%BE', '-1', 'null', '__proto__', '9'.repeat(400), '%F0%9F%98%80'];
const BODIES: unknown[] = [
  {},
  [],
  null,
  'text',
  { version: 2_147_483_648 },
  { version: 'x', extra: { deep: [1] } },
  { text: '\u0000\ud800' },
];

describe('whatever is sent', () => {
  const paths = Object.entries(endpoints as Record<string, EndpointSpec>).filter(
    ([name]) => !/^signOut|changePassword/.test(name),
  );

  it.each(paths)('%s never fails inside', async (_name, spec) => {
    const method = spec.method.toLowerCase() as 'post';
    const addresses = spec.path.includes(':') ? ODD.map((odd) => spec.path.replaceAll(/:\w+/g, odd)) : [spec.path];
    for (const address of addresses) {
      for (const body of spec.body ? BODIES : [undefined]) {
        for (const agent of [office, admin]) {
          const answer = await agent[method](address)
            .set('Content-Type', 'application/json')
            .send(body === undefined ? undefined : JSON.stringify(body));
          expect(answer.status, `${address} ${JSON.stringify(body)}`).toBeLessThan(500);
        }
      }
    }
  });

  it.each([
    'q=%00%00',
    'owner=%00',
    'q=%F0%9F',
    'cursor=%00',
    'limit=1e9',
    'unitId=%00',
    'q=' + '%25'.repeat(60),
    'q=a%27%27b',
  ])('a query of the ledger: %s', async (query) => {
    for (const address of ['/api/issues', '/api/issues/summary', '/api/owners', '/api/inspections']) {
      expect((await office.get(`${address}?${query}`)).status, address).toBeLessThan(500);
    }
  });

  it.each(['office\u0000', '\ud800', "' or 1=1 --", '😀'.repeat(20)])('a name at sign-in: %j', async (username) => {
    const answer = await supertest(test.app)
      .post('/api/session')
      .send(JSON.stringify({ username, password: 'x' }))
      .set('Content-Type', 'application/json');
    expect([400, 401]).toContain(answer.status);
  });
});

describe('accounts keep to their class and place', () => {
  it('no business account becomes an auditor, nor sits with the office in an inspected unit', async () => {
    const { id } = await test.as('observer', world.officeUnitId);
    const { version } = await test.db.user.findUniqueOrThrow({ where: { id } });
    await admin.patch(`/api/accounts/${id}`).send({ version, role: 'auditor' }).expect(403);
    const body = { name: '甲', username: 'jia02', role: 'office', unitId: world.unitId };
    const refused = await admin.post('/api/accounts').send(body);
    expect([refused.status, refused.body.errors[0].field]).toEqual([400, 'unitId']);
    await admin
      .post('/api/accounts')
      .send({ ...body, unitId: world.officeUnitId })
      .expect(201);
  });
});
