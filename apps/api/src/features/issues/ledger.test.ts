import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Endpoints, Reply } from '@rectify/contract';
import { canSee, ISSUE_STATUS_CODES, lightOf, LIGHT_CODES, ROLE_CODES, type Light } from '@rectify/domain';
import { Prisma } from '@rectify/db';
import { dateOf, dayOf } from '../../days.ts';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';
import { issueScope, issueScopeSql, oneIssueScopeSql } from '../access/scope.ts';
import { gramsOf } from './ledger-filter.ts';

let test: TestApp;
let world: World;
let office: Agent;
const TODAY = '2024-06-03';
const COUNT = 137;
const NIL = '00000000-0000-0000-0000-000000000000';

/** A cursor that no page has given. */
const cursorOf = (...parts: (string | number)[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  office = (await test.as('office', world.officeUnitId)).agent;
  const offsets = [-40, -1, 0, 5, 10, 11, 20, 21, 60];
  await test.db.issue.createMany({
    data: Array.from({ length: COUNT }, (_, index) => ({
      inspectionId: world.inspectionId,
      leadUnitId: index % 3 === 0 ? world.otherUnitId : world.unitId,
      number: index + 1,
      position: (index + 1) * 1024,
      title: index % 5 === 0 ? `固定资产管理 ${index}` : `合同备案不及时 ${index}`,
      text: '大厅窗口服务态度有待改进。',
      status: ISSUE_STATUS_CODES[index % ISSUE_STATUS_CODES.length]!,
      originalDueOn: index % 2 === 0 ? dateOf(TODAY) : null,
      dueOn:
        index % 11 === 0 ? null : new Date(dateOf(TODAY).getTime() + offsets[index % offsets.length]! * 86_400_000),
      ...(ISSUE_STATUS_CODES[index % ISSUE_STATUS_CODES.length] === 'closed' && {
        closureResult: index % 2 ? ('staged' as const) : ('completed' as const),
        closedAt: new Date('2024-05-30T00:00:00Z'),
      }),
    })),
  });
});
afterAll(() => test.close());

async function walk(query: string, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Reply<Endpoints['listIssues']> = (
      await office.get(`/api/issues?limit=${limit}&${query}${cursor ? `&cursor=${cursor}` : ''}`).expect(200)
    ).body;
    ids.push(...page.items.map((row) => row.id));
    cursor = page.nextCursor;
  } while (cursor);
  return ids;
}

describe('the ledger', () => {
  it.each(['sort=number', 'sort=due'])(
    'shows every row once, in one order, however it is paged (%s)',
    async (query) => {
      const whole = await walk(query, 100);
      expect(new Set(whole).size).toBe(COUNT);
      expect(await walk(query, 7)).toEqual(whole);
    },
  );

  it.each(['sort=number', 'sort=due'])('goes back the way it came (%s)', async (query) => {
    const first = await office.get(`/api/issues?limit=10&${query}`).expect(200);
    expect(first.body.prevCursor).toBeNull();
    const second = await office.get(`/api/issues?limit=10&${query}&cursor=${first.body.nextCursor}`).expect(200);
    const back = await office.get(`/api/issues?limit=10&${query}&cursor=${second.body.prevCursor}`).expect(200);
    expect(back.body.items).toEqual(first.body.items);
    expect(back.body.prevCursor).toBeNull();
    expect(back.body.nextCursor).not.toBeNull();
  });

  it('filters by light exactly as the light is shown', async () => {
    const shown = new Map<string, Light>();
    for (const id of await walk('', 100))
      shown.set(id, (await office.get(`/api/issues/${id}`).expect(200)).body.light.code);
    for (const row of await test.db.issue.findMany({ where: { status: { in: ['issued', 'rectifying'] } } })) {
      const state = lightOf({ dueOn: dayOf(row.dueOn), isDone: false }, TODAY, { yellowDays: 20, orangeDays: 10 });
      expect(shown.get(row.id)).toBe(state.light);
    }
    const withLight = (light: Light) =>
      [...shown]
        .filter(([, code]) => code === light)
        .map(([id]) => id)
        .toSorted();
    for (const light of LIGHT_CODES)
      expect((await walk(`light=${light}`, 100)).toSorted(), light).toEqual(withLight(light));
  });

  it('finds two-character words, and longer ones only as written', async () => {
    expect((await walk('q=资产', 100)).length).toBe(Math.ceil(COUNT / 5));
    expect((await walk(`q=${encodeURIComponent('固定资产管理')}`, 100)).length).toBe(Math.ceil(COUNT / 5));
    expect(await walk(`q=${encodeURIComponent('管理固定')}`, 100)).toEqual([]);
    for (const sort of ['number', 'due']) {
      const query = `sort=${sort}&q=${encodeURIComponent('固定资产管理')}`;
      expect(await walk(query, 3), 'full pages come from nearby rows, the last one by the grams').toEqual(
        await walk(query, 100),
      );
    }
    const one = await office.get(`/api/issues?q=${encodeURIComponent('资')}`);
    expect([one.status, one.body.errors[0].field]).toEqual([400, 'q']);
    expect(gramsOf('固 定资产')).toEqual(['固定', '定资', '资产']);
  });

  it('counts what the list shows', async () => {
    for (const query of ['', 'light=red', 'q=资产', `unitId=${world.otherUnitId}`, 'status=rectifying,closing']) {
      const sum = (await office.get(`/api/issues/summary?${query}`).expect(200)).body;
      const listed = await walk(query, 100);
      const withdrawn = sum.byStatus.withdrawn ?? 0;
      expect(sum.total + withdrawn, query).toBe(listed.length);
      expect(sum.open + sum.closed + sum.staged, query).toBe(sum.total);
    }
  });

  it.each([
    'cursor=abc',
    'limit=1000',
    'limit=0',
    'status=nonsense',
    'light=pink',
    'inspectionId=1',
    'cursor=WyJhZnRlciIsMSwyLDNd',
    `cursor=${cursorOf('after', NIL, 3e9, NIL)}`,
    `cursor=${cursorOf('before', NIL, -1e20, NIL)}`,
    `sort=due&cursor=${cursorOf('after', '2024-02-30', NIL)}`,
    `sort=due&cursor=${cursorOf('after', '0000-01-01', NIL)}`,
  ])('answers a wrong query with 400 in Chinese (%s)', async (query) => {
    const answer = await office.get(`/api/issues?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toMatch(/\p{Script=Han}/u);
  });
});

describe('what exists for whom', () => {
  it('is the same rule in the domain, in Prisma and in SQL', async () => {
    const rows = await test.db.issue.findMany({ include: { leadUnit: true, coUnits: true, inspection: true } });
    const region = await test.db.unit.findUniqueOrThrow({ where: { id: world.regionId } });
    const actorArbitrary = fc.record({
      role: fc.constantFrom(...ROLE_CODES),
      unitId: fc.constantFrom(world.unitId, world.otherUnitId, world.officeUnitId),
      groupIds: fc.subarray([world.groupId, world.otherGroupId]),
      jurisdictionPath: fc.constantFrom(region.path, `${region.path}${world.unitId}/`, '/elsewhere/', undefined),
    });
    await fc.assert(
      fc.asyncProperty(actorArbitrary, async (given) => {
        const actor = { id: 'x', ...given };
        const expected = rows
          .filter((row) =>
            canSee(actor, {
              leadUnitId: row.leadUnitId,
              coUnitIds: row.coUnits.map((co) => co.unitId),
              groupId: row.inspection.groupId,
              unitPath: row.leadUnit.path,
              status: row.status,
              wasIssued: row.originalDueOn !== null,
            }),
          )
          .map((row) => row.id)
          .toSorted();
        const byPrisma = await test.db.issue.findMany({ where: issueScope(actor), select: { id: true } });
        expect(byPrisma.map((row) => row.id).toSorted()).toEqual(expected);
        for (const scope of [issueScopeSql(actor), oneIssueScopeSql(actor)]) {
          const bySql = await test.db.$queryRaw<{ id: string }[]>(Prisma.sql`SELECT i.id FROM issue i WHERE ${scope}`);
          expect(bySql.map((row) => row.id).toSorted()).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });
});
