import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import supertest from 'supertest';
import { withSession } from '@rectify/db';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import { buildWorld, createTestApp, PASSWORD, type TestApp, type World } from '../testing.ts';

// A session is looked up, and what its person asks for is read for whoever that was last time, in one breath. Whatever
// became of the person meanwhile must show in the very next answer.

let test: TestApp;
let world: World;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  await test.db.issue.createMany({
    data: [world.unitId, world.otherUnitId, world.unitId].map((leadUnitId, index) => ({
      ...{ inspectionId: world.inspectionId, leadUnitId, number: index + 1, position: (index + 1) * 1024 },
      ...{
        title: `固定资产管理 ${index}`,
        text: '大厅窗口服务态度有待改进。'.repeat(40),
        status: 'rectifying' as const,
      },
    })),
  });
});
afterAll(() => test.close());

/** Somebody whose last answer this process remembers. */
async function known(role: 'office' | 'liaison' | 'group') {
  const person = await test.as(role, role === 'liaison' ? world.unitId : world.officeUnitId);
  await person.agent.get('/api/issues').expect(200);
  return person;
}

/** Whose issues they are. */
const unitsOf = ({ items }: { items: { leadUnit: { id: string } }[] }) => [
  ...new Set(items.map(({ leadUnit }) => leadUnit.id)),
];

describe('who was there a moment ago', () => {
  it('is nobody once the session has ended', async () => {
    const { agent, id } = await known('office');
    await test.db.session.deleteMany({ where: { userId: id } });
    await agent.get('/api/issues').expect(401);
    await agent.get('/api/issues/00000000-0000-4000-8000-00000000dead').expect(401);
    await agent.get('/api/issues?limit=none').expect(401);
  });

  it('is nobody once the account is disabled', async () => {
    const { agent, id } = await known('office');
    await test.db.user.update({ where: { id }, data: { isDisabled: true } });
    await agent.get('/api/issues').expect(401);
  });

  it('sees as the other unit’s from the next answer on', async () => {
    const { agent, id } = await known('liaison');
    const before = (await agent.get('/api/issues').expect(200)).body;
    await test.db.user.update({ where: { id }, data: { unitId: world.otherUnitId } });
    const after = (await agent.get('/api/issues').expect(200)).body;
    expect(unitsOf(before)).toEqual([world.unitId]);
    expect(unitsOf(after)).not.toContain(world.unitId);
  });

  it('sees by the other role from the next answer on', async () => {
    const { agent, id } = await known('office');
    await test.db.user.update({ where: { id }, data: { role: 'liaison', unitId: world.unitId } });
    expect(unitsOf((await agent.get('/api/issues').expect(200)).body)).toEqual([world.unitId]);
    await test.db.user.update({ where: { id }, data: { role: 'group' } });
    expect(unitsOf((await agent.get('/api/issues').expect(200)).body)).toEqual([]);
  });

  it('sees nothing of a group’s once out of the group, and all of it once in it again', async () => {
    const { agent, id } = await known('group');
    const seen = async () => (await agent.get('/api/issues').expect(200)).body.items.length;
    const member = { groupId: world.groupId, userId: id };
    await test.db.groupMember.create({ data: member });
    expect(await seen()).toBe(3);
    await test.db.groupMember.delete({ where: { groupId_userId: member } });
    expect(await seen()).toBe(0);
    await test.db.groupMember.create({ data: member });
    expect(await seen()).toBe(3);
    const { body } = await agent.get('/api/overview').expect(200);
    await test.db.groupMember.delete({ where: { groupId_userId: member } });
    expect((await agent.get('/api/overview').expect(200)).body).not.toEqual(body);
  });

  it('is told first to change a password that was handed out meanwhile', async () => {
    const { agent, id } = await known('office');
    await test.db.user.update({ where: { id }, data: { mustChangePassword: true } });
    const { body } = await agent.get('/api/issues').expect(403);
    expect(body.code).toBe('password_change_required');
  });
});

describe('the quick way and the long one', () => {
  it.each([
    ...['issues', 'issues?sort=due&limit=2', 'issues?limit=0', 'issues?q=%E8%B5%84', 'issues?limit=2&x%00=1'],
    ...['overview', 'overview?unitId=UNIT', 'overview?unitId=none', 'overview?programmeId=UNIT'],
  ])('answer the same to %s', async (asked) => {
    const [name, query] = asked.replace('UNIT', world.unitId).split('?');
    const { username } = await known('office');
    const agent = supertest.agent(test.app);
    await agent.post('/api/session').send({ username, password: PASSWORD }).expect(200);
    const [quick, long] = [
      await agent.get(`/api/${name}?${query ?? ''}`),
      await agent.get(`/API/${name}/?${query ?? ''}`),
    ];
    const told = ({ status, body, headers }: supertest.Response) => {
      const { 'x-request-id': _, date: __, vary: ___, ...rest } = headers as Record<string, string>;
      return { status, body: { ...body, requestId: '' }, headers: rest };
    };
    expect(told(quick)).toEqual(told(long));
    expect(quick.headers['x-request-id']).toMatch(/^[\w-]{36}$/);
  });

  it('count the same', async () => {
    const few = { ...test.deps, settings: { ...test.deps.settings, RATE_ACCOUNT: 3 } };
    const agent = supertest.agent(createApp(few, 'nowhere'));
    const { username } = await test.as('office', world.officeUnitId);
    await agent.post('/api/session').send({ username, password: PASSWORD }).expect(200);
    const seen: number[] = [];
    for (const address of ['/api/issues', '/api/issues/', '/api/issues', '/api/issues', '/api/issues/'])
      seen.push((await agent.get(address)).status);
    expect(seen).toEqual([200, 200, 200, 429, 429]);
  });

  it('pack what is long for whoever takes it so', async () => {
    const { agent } = await known('office');
    const packed = await agent.get('/api/issues').set('Accept-Encoding', 'gzip');
    const plain = await agent.get('/api/issues').set('Accept-Encoding', 'identity');
    expect([packed.headers['content-encoding'], plain.headers['content-encoding']]).toEqual(['gzip', undefined]);
    expect(packed.body).toEqual(plain.body);
  });
});

it('a read that fails after its reader has been answered fails for nobody else', async () => {
  const { username } = await known('office');
  const agent = supertest.agent(test.app);
  const signedIn = await agent.post('/api/session').send({ username, password: PASSWORD }).expect(200);
  const cookie = (signedIn.headers['set-cookie'] as unknown as string[]).map((each) => each.split(';')[0]).join('; ');
  const server = createServer((request, response) => {
    test.app(request, response);
    // As the gate does for all who wait when the database goes away.
    response.writeHead(503).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const unheard: unknown[] = [];
  const hear = (reason: unknown) => void unheard.push(reason);
  process.on('unhandledRejection', hear);
  try {
    await withSession(test.database.adminUrl, async (client) => {
      await client.query('BEGIN');
      await client.query('LOCK TABLE issue IN ACCESS EXCLUSIVE MODE');
      const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/issues`, {
        headers: { cookie },
      });
      expect(answer.status).toBe(503);
      const cancelled = () =>
        client.query<{ done: boolean }>(`SELECT pg_cancel_backend(pid) AS done FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`);
      await expect.poll(async () => (await cancelled()).rows.length).toBe(1);
      await client.query('ROLLBACK');
    });
    await agent.get('/api/issues').expect(200);
    expect(unheard).toEqual([]);
  } finally {
    process.off('unhandledRejection', hear);
    server.close();
  }
});
