import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OVERVIEW_LINKS, type Endpoints, type Reply } from '@rectify/contract';
import { ISSUE_STATUS_CODES, ROLE_CODES } from '@rectify/domain';
import { dateOf } from '../../days.ts';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';
import { foldTally } from './fold-tally.ts';

type Overview = Reply<Endpoints['getOverview']>;
type Row = Overview['units']['rows'][number];

let test: TestApp;
let world: World;
let foreign: World;
let secondProgrammeId: string;
let sectionId: string;
const TODAY = '2024-06-03';
const NOON = '2024-06-03T04:00:00Z';
const OFFSETS = [-40, -1, 0, 10, 11, 20, 21, 60];
const agents = {} as Record<
  'office' | 'group' | 'otherGroup' | 'liaison' | 'otherLiaison' | 'unit_leader' | 'observer',
  Agent
>;

const dayAfter = (days: number) => new Date(dateOf(TODAY).getTime() + days * 86_400_000);

async function addCategories(inspectionId: string, titles: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [position, title] of titles.entries()) {
    const heading = await test.db.category.create({ data: { inspectionId, title, position: position * 10 } });
    const below = await test.db.category.create({
      data: { inspectionId, title: `1.${title}的具体问题`, parentId: heading.id, position: position * 10 + 1 },
    });
    ids.push(heading.id, below.id);
  }
  return ids;
}

/** Issues of every state, date and unit, with measures; every fifth has a unit beside it. */
async function addIssues(inspectionId: string, leadUnitIds: string[], categoryIds: string[], count: number) {
  for (let n = 0; n < count; n += 1) {
    const status = ISSUE_STATUS_CODES[n % ISSUE_STATUS_CODES.length]!;
    const leadUnitId = leadUnitIds[n % leadUnitIds.length]!;
    const co = leadUnitIds[(n + 1) % leadUnitIds.length]!;
    await test.db.issue.create({
      data: {
        ...{ inspectionId, leadUnitId, status, title: `问题 ${n}`, text: '原文', position: n + 1 },
        categoryId: n % 4 === 3 ? null : categoryIds[n % categoryIds.length]!,
        dueOn: n % 9 === 8 ? null : dayAfter(OFFSETS[(n * 3) % OFFSETS.length]!),
        originalDueOn: n % 2 === 0 ? dateOf(TODAY) : null,
        ...(status === 'closed' && { closureResult: n % 3 === 0 ? ('staged' as const) : ('completed' as const) }),
        ...(n % 5 === 0 && co !== leadUnitId && { coUnits: { create: { unitId: co } } }),
        measures: {
          create: [1, 2].map((o) => ({ ordinal: o, text: '措施', status: o === n % 3 ? 'done' : 'planned' })),
        },
      },
    });
  }
}

async function addInspection(programmeId: string, unitId: string, groupId: string) {
  return (await test.db.inspection.create({ data: { programmeId, unitId, groupId, kind: 'special' } })).id;
}

async function addPlaces(): Promise<void> {
  const { unitId } = world;
  const unit = await test.db.unit.findUniqueOrThrow({ where: { id: unitId } });
  const section = await test.db.unit.create({ data: { name: '市场科', kind: 'section', parentId: unitId, path: '-' } });
  sectionId = section.id;
  await test.db.unit.update({ where: { id: sectionId }, data: { path: `${unit.path}${sectionId}/` } });
  const { id: _, ...first } = await test.db.programme.findUniqueOrThrow({ where: { id: world.programmeId } });
  const second = await test.db.programme.create({
    data: { ...first, name: '专项整治', yellowDays: 30, orangeDays: 15 },
  });
  secondProgrammeId = second.id;
}

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  foreign = await buildWorld(test.db);
  await addPlaces();
  const { inspectionId, unitId, otherUnitId } = world;
  const headings = ['（一）主体责任方面', '（二）队伍建设方面'];
  await addIssues(inspectionId, [unitId, sectionId, otherUnitId], await addCategories(inspectionId, headings), 40);
  const group = await test.db.inspectionGroup.create({ data: { programmeId: secondProgrammeId, name: '第三巡察组' } });
  const second = await addInspection(secondProgrammeId, otherUnitId, group.id);
  await addIssues(second, [otherUnitId, unitId], await addCategories(second, headings.slice(1)), 25);
  await addIssues(foreign.inspectionId, [foreign.unitId], await addCategories(foreign.inspectionId, ['外区标题']), 9);
  for (const role of ['office', 'observer'] as const) agents[role] = (await test.as(role, world.officeUnitId)).agent;
  for (const role of ['liaison', 'unit_leader'] as const) agents[role] = (await test.as(role, unitId)).agent;
  agents.otherLiaison = (await test.as('liaison', otherUnitId)).agent;
  for (const [name, groupId] of [
    ['group', world.groupId],
    ['otherGroup', group.id],
  ] as const) {
    const member = await test.as('group', world.officeUnitId);
    await test.db.groupMember.create({ data: { groupId, userId: member.id } });
    agents[name] = member.agent;
  }
});
afterAll(() => test.close());

async function read(agent: Agent, place: Record<string, string> = {}): Promise<Overview> {
  return (await agent.get(`/api/overview?${new URLSearchParams(place)}`).expect(200)).body;
}

/** How many issues the ledger says there are under an address. */
async function countInLedger(agent: Agent, filter: Record<string, string>): Promise<number> {
  const { body } = await agent.get(`/api/issues/summary?${new URLSearchParams(filter)}`).expect(200);
  return filter['status'] === 'withdrawn' ? (body.byStatus.withdrawn ?? 0) : body.total;
}

async function expectAsInLedger(agent: Agent, row: Pick<Row, 'filter' | 'figures'>): Promise<void> {
  const figures: Record<string, number> = {};
  for (const [figure, link] of Object.entries(OVERVIEW_LINKS))
    figures[figure] = await countInLedger(agent, { ...row.filter, ...link });
  expect(row.figures, JSON.stringify(row.filter)).toMatchObject(figures);
}

const tablesOf = ({ programmes, inspections, units, categories }: Overview) =>
  [programmes, inspections, units, categories].filter((table) => table !== null);

const total = (rows: Row[]) => rows.reduce((sum, { figures }) => sum + figures.total, 0);

describe('the figures', () => {
  it.each(['office', 'group', 'otherGroup', 'liaison', 'otherLiaison', 'unit_leader', 'observer'] as const)(
    'for %s are what the ledger holds for them, figure by figure and row by row, folded or not',
    async (name) => {
      const agent = agents[name];
      const whole = await read(agent);
      expect(whole.whole.total).toBeGreaterThan(0);
      await expectAsInLedger(agent, { filter: {}, figures: whole.whole });
      for (const { rows } of tablesOf(whole)) for (const row of rows.slice(0, 3)) await expectAsInLedger(agent, row);
      expect(total(whole.units.rows), 'units add up').toBe(whole.whole.total);
      expect(JSON.stringify(whole), 'nothing of another region').not.toContain('外区');
      await foldTally(test.db, TODAY);
      expect(await read(agent)).toEqual(whole);
      // As it was before, for the next one.
      await test.db
        .$executeRaw`INSERT INTO tally_change (inspection_id, unit_id, lead_unit_id, category_id, state, due_on, issues, measures, done)
        SELECT inspection_id, unit_id, lead_unit_id, category_id, state, due_on, issues, measures, done FROM tally_cell`;
      await test.db.$executeRaw`DELETE FROM tally_cell`;
      await test.db.$executeRaw`DELETE FROM tally_unit`;
    },
    60_000,
  );

  it('narrows to a programme, an inspection and a unit', async () => {
    const { office } = agents;
    for (const place of [
      { programmeId: world.programmeId },
      { programmeId: secondProgrammeId },
      { inspectionId: world.inspectionId },
      { unitId: world.unitId },
      { programmeId: secondProgrammeId, unitId: world.unitId },
    ] as Record<string, string>[]) {
      const overview = await read(office, place);
      await expectAsInLedger(office, { filter: place, figures: overview.whole });
      for (const { rows } of tablesOf(overview)) {
        expect(total(rows.filter(({ depth }) => depth === 0)), JSON.stringify(place)).toBe(overview.whole.total);
        for (const row of rows.slice(-2)) await expectAsInLedger(office, row);
      }
    }
  }, 60_000);
});

describe('the overview', () => {
  it('has measures of the issues that it counts', async () => {
    const issues = await test.db.issue.findMany({
      where: { inspectionId: world.inspectionId, status: { not: 'withdrawn' } },
      include: { measures: true },
    });
    const measures = issues.flatMap((issue) => issue.measures);
    const { whole } = await read(agents.office, { inspectionId: world.inspectionId });
    const done = measures.filter(({ status }) => status === 'done').length;
    expect(whole).toMatchObject({ measures: measures.length, measuresDone: done });
    const unitSees = issues.filter((issue) => issue.status !== 'draft').flatMap((issue) => issue.measures);
    const { whole: unit } = await read((await test.as('liaison', sectionId)).agent, {
      inspectionId: world.inspectionId,
    });
    expect(unit.measures).toBeLessThan(unitSees.length);
  });

  it('shows a unit with others below it as one row, and takes it apart when it is chosen', async () => {
    const { units } = await read(agents.office);
    const unit = units.rows.find(({ key }) => key === world.unitId);
    expect(unit).toMatchObject({ name: '区文旅局', hasParts: true });
    const inside = await read(agents.office, { unitId: world.unitId });
    expect(inside.units.rows.map(({ name }) => name).toSorted()).toEqual(['区文旅局（本级）', '市场科'].toSorted());
    expect(inside.whole).toEqual(unit?.figures);
  });

  it('is right at midnight in Shanghai, before anything was folded and after', async () => {
    await foldTally(test.db, TODAY);
    for (const [instant, day] of [
      ['2024-06-03T15:59:59Z', '2024-06-03'],
      ['2024-06-03T16:00:00Z', '2024-06-04'],
      ['2024-06-24T00:00:00Z', '2024-06-24'],
      ['2024-04-01T00:00:00Z', '2024-04-01'],
    ] as const) {
      test.setNow(instant);
      const { agent } = await test.as('office', world.officeUnitId);
      const before = await read(agent);
      expect(before.today).toBe(day);
      await expectAsInLedger(agent, { filter: {}, figures: before.whole });
      await foldTally(test.db, day);
      expect(await read(agent)).toEqual(before);
    }
    test.setNow(NOON);
  });

  it('follows new thresholds at once', async () => {
    const { office } = agents;
    await foldTally(test.db, TODAY);
    const before = await read(office);
    await test.db.programme.update({ where: { id: world.programmeId }, data: { yellowDays: 60, orangeDays: 30 } });
    const after = await read(office);
    expect(after.whole.orange).toBeGreaterThan(before.whole.orange);
    await expectAsInLedger(office, { filter: {}, figures: after.whole });
    await foldTally(test.db, TODAY);
    expect(await read(office)).toEqual(after);
  });

  it('answers a foreign place like one that is not there', async () => {
    for (const place of ['programmeId', 'inspectionId', 'unitId'] as const) {
      const missing = '00000000-0000-7000-8000-00000000dead';
      const [one, other] = [
        await read(agents.office, { [place]: foreign[place] }),
        await read(agents.office, { [place]: missing }),
      ];
      expect(one.whole.total).toBe(0);
      expect(one).toEqual(other);
    }
  });

  it.each(ROLE_CODES.filter((role) => role === 'sys_admin' || role === 'auditor'))('is not for %s', async (role) => {
    const { agent } = await test.as(role, world.officeUnitId);
    await agent.get('/api/overview').expect(403);
  });
});
