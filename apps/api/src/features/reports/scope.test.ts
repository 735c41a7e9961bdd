import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canSee, ROLE_CODES, type Actor } from '@rectify/domain';
import { buildWorld, createTestApp, type TestApp, type World } from '../../testing.ts';
import { reportScope } from '../access/scope.ts';
import { PLACE, placeOf, scopeOf } from './place.ts';
import { addIssue, aLedger, buildCast, flowOf, type Cast } from './testing.ts';
import { isTurnOf, turnWhere } from './turn.ts';

let test: TestApp;
let world: World;
let elsewhere: World;
let cast: Cast;
let flow: ReturnType<typeof flowOf>;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  elsewhere = await buildWorld(test.db);
  cast = await buildCast(test, world);
  flow = flowOf(test, cast);
});
afterAll(() => test.close());

/** Reports in every state that waits for someone, and one of the whole programme. */
async function someReports(): Promise<string[]> {
  const drafted = await flow.create(await aLedger(test, world));
  const signing = await flow.create(await aLedger(test, world));
  const secrecy = await flow.create(await aLedger(test, world));
  const approving = await flow.create(await aLedger(test, world));
  const returned = await flow.create(await aLedger(test, world));
  for (const id of [signing, secrecy, approving, returned]) {
    await flow.tickAll(id);
    await flow.submit(id);
  }
  for (const id of [secrecy, approving]) await flow.sign(id);
  await flow.passSecrecy(approving);
  await flow.post(cast.leader, returned, 'return', { note: '请把第二项问题的完成情况写清楚。' });
  const { body } = await cast.office.agent
    .post('/api/reports')
    .send({ kind: 'stage', programmeId: world.programmeId })
    .expect(201);
  return [drafted, signing, secrecy, approving, returned, body.id];
}

describe('who sees a report and whose turn it is', () => {
  it('is the same by the rule of the domain and by the query', async () => {
    await someReports();
    const actors: Actor[] = [world, elsewhere].flatMap((place) =>
      ROLE_CODES.flatMap((role) =>
        [place.unitId, place.otherUnitId, place.officeUnitId].map((unitId) => ({
          ...{ id: unitId, role, unitId, groupIds: role === 'group' ? [place.groupId] : [] },
          jurisdictionPath: `/${place.regionId}/`,
        })),
      ),
    );
    for (const [person, role] of [
      [cast.liaison, 'liaison'],
      [cast.leader, 'unit_leader'],
      [cast.secrecy, 'office'],
      [cast.office, 'office'],
    ] as const) {
      const unitId = role === 'office' ? world.officeUnitId : world.unitId;
      actors.push({ id: person.id, role, unitId, groupIds: [], jurisdictionPath: `/${world.regionId}/` });
    }
    const rows = await test.db.publicReport.findMany({ include: { ...PLACE, authors: true } });
    for (const actor of actors) {
      const name = `${actor.role} ${actor.unitId}`;
      const found = await test.db.publicReport.findMany({ where: reportScope(actor), select: { id: true } });
      const expected = [];
      for (const row of rows) if (canSee(actor, scopeOf(await placeOf(test.db, row)))) expected.push(row.id);
      expect(found.map(({ id }) => id).toSorted(), name).toEqual(expected.toSorted());
      const waiting = await test.db.publicReport.findMany({ where: turnWhere(actor), select: { id: true } });
      const turns = rows.filter((row) =>
        isTurnOf(actor, {
          ...row,
          authorIds: row.authors.map(({ userId }) => userId),
          unitId: row.inspection?.unitId ?? null,
        }),
      );
      expect(waiting.map(({ id }) => id).toSorted(), name).toEqual(turns.map(({ id }) => id).toSorted());
    }
  });

  it('stands on the first screen of whoever it waits for', async () => {
    const today = async (person: Cast[keyof Cast]) =>
      (await person.agent.get('/api/today').expect(200)).body.groups.find(
        ({ code }: { code: string }) => code === 'reports',
      );
    expect(await today(cast.leader)).toMatchObject({ count: 1, items: [{ text: '审阅后签发，或退回修改' }] });
    expect(await today(cast.secrecy)).toMatchObject({ count: 1 });
    expect((await today(cast.liaison)).items[0].text).toContain('请把第二项问题的完成情况写清楚');
  });
});

describe('a 阶段成效 of a whole programme', () => {
  it('counts all units, is signed by no unit, and is the office’s alone', async () => {
    const unitId = world.otherUnitId;
    const other = await test.db.inspection.create({
      data: { programmeId: world.programmeId, unitId, groupId: world.otherGroupId, kind: 'routine' },
    });
    await addIssue(
      test,
      { inspectionId: other.id, unitId },
      { title: '施工许可超期', number: 1, status: 'closed', systems: 1 },
    );
    const body = { kind: 'stage', programmeId: world.programmeId };
    expect((await cast.liaison.agent.post('/api/reports').send(body)).status).toBe(403);
    expect((await cast.office.agent.post('/api/reports').send({ ...body, kind: 'final' })).status).toBe(400);
    const created = await cast.office.agent.post('/api/reports').send(body).expect(201);
    const { id, figures } = created.body;
    const figureOf = (key: string) => figures.find((figure: { key: string }) => figure.key === key);
    expect(figureOf('units_total')?.text).toBe('2');
    expect(figureOf(`systems_established@${unitId}`)).toMatchObject({ text: '1', scope: '区住建局' });
    await cast.liaison.agent.get(`/api/reports/${id}`).expect(404);
    const second = await test.as('office', world.officeUnitId, '周办');
    for (const audience of ['public', 'party']) {
      const check = await cast.office.agent.get(`/api/reports/${id}/check?audience=${audience}`).expect(200);
      for (const { severity, key } of check.body.findings)
        if (severity === 'warning') await cast.office.agent.put(`/api/reports/${id}/ticks/${key}`).expect(200);
    }
    const submitted = await flow.post(cast.office, id, 'submission', { secrecyReviewerId: cast.secrecy.id });
    expect(submitted.body).toMatchObject({ state: 'secrecy_review' });
    expect((await flow.post(cast.secrecy, id, 'secrecy-pass')).body.state).toBe('approving');
    expect((await flow.post(second, id, 'approval')).body).toMatchObject({ state: 'published' });
    const index = await test.db.publicIndex.findUniqueOrThrow({ where: { reportId: id } });
    expect(index).toMatchObject({ kind: 'stage', unitId: world.regionId, programmeId: world.programmeId });
  });
});

describe('a report from before there were drafts', () => {
  it('is read as it is, and its first correction drafts it out of the ledger', async () => {
    const place = await aLedger(test, world);
    const report = await test.db.publicReport.create({
      data: {
        ...{ inspectionId: place.inspectionId, slug: '2024-oldreport', title: '早先的通报', state: 'published' },
        ...{ currentVersion: 1, publishedAt: test.deps.now() },
      },
    });
    expect(await flow.read(report.id)).toMatchObject({ revision: 0, paragraphs: [], state: 'published' });
    await cast.liaison.agent.get(`/api/reports/${report.id}/preview`).expect(409);
    const corrected = await flow.post(cast.liaison, report.id, 'correction');
    expect(corrected.body).toMatchObject({ state: 'drafting', revision: 1, currentVersion: 1 });
    expect(corrected.body.paragraphs.length).toBeGreaterThan(5);
  });
});
