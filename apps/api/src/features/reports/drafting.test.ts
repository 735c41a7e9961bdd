import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, type TestApp, type World } from '../../testing.ts';
import { addIssue, aLedger, anInspection, buildCast, flowOf, type Cast, type Person } from './testing.ts';

let test: TestApp;
let world: World;
let cast: Cast;
let flow: ReturnType<typeof flowOf>;
let colleague: Person;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  cast = await buildCast(test, world);
  flow = flowOf(test, cast);
  colleague = await test.as('liaison', world.unitId, '周联络');
});
afterAll(() => test.close());

interface Paragraph {
  id: string;
  kind: string;
  text: string;
  version: number;
  issueId: string | null;
  disclosure: string;
  isEdited: boolean;
}

const paragraphsOf = async (id: string): Promise<Paragraph[]> => (await flow.read(id)).paragraphs;
const save = (person: Person, id: string, changes: object[]) =>
  person.agent.patch(`/api/reports/${id}/draft`).send({ changes });

async function find(id: string, isMeant: (paragraph: Paragraph) => boolean): Promise<Paragraph> {
  const found = (await paragraphsOf(id)).find(isMeant);
  if (!found) throw new Error('no such paragraph');
  return found;
}

const write = ({ id: paragraphId, version }: Paragraph, text: string) => ({ op: 'write', paragraphId, version, text });
const isIssue = ({ kind }: Paragraph) => kind === 'issue';
const isText = ({ kind, issueId }: Paragraph) => kind === 'text' && issueId === null;

describe('a draft', () => {
  it('is composed of the ledger, and its figures follow the ledger', async () => {
    const place = await aLedger(test, world);
    const id = await flow.create(place);
    const first = await flow.read(id);
    expect(first.paragraphs.filter(isIssue)).toHaveLength(3);
    expect(first).toMatchObject({ revision: 1, state: 'drafting', hiddenParagraphs: 0, authors: ['李联络'] });
    const figureOf = (report: typeof first, key: string) =>
      report.figures.find((figure: { key: string }) => figure.key === key)?.text;
    expect([figureOf(first, 'issues_total'), figureOf(first, 'systems_established')]).toEqual(['3', '2']);
    await addIssue(test, place, { title: '后来补录的问题', number: 4, systems: 3 });
    const second = await flow.read(id);
    expect([figureOf(second, 'issues_total'), figureOf(second, 'systems_established')]).toEqual(['4', '5']);
    expect(second.ledgerChanges).toBeGreaterThan(0);
    const opened = await cast.liaison.agent.get(`/api/reports/${id}/figures/systems_established`).expect(200);
    expect(opened.body.items.map((item: { share: string }) => item.share)).toEqual(['2 项', '3 项']);
  });

  it('is not blamed for gaps in its numbers that withheld and withdrawn issues leave', async () => {
    const place = await anInspection(test, world);
    const categories: string[] = [];
    for (const [position, title] of [
      '1.落实部署方面',
      '2.作风建设方面',
      '3.财务管理方面',
      '4.选人用人方面',
    ].entries()) {
      const { inspectionId } = place;
      categories.push((await test.db.category.create({ data: { inspectionId, title, position } })).id);
    }
    const add = (number: number, category: number, given: object = {}) =>
      addIssue(test, place, {
        ...{ title: `第${number}项工作抓得不实`, number, categoryId: categories[category] ?? null, ...given },
      });
    await add(1, 0);
    await add(2, 1, { disclosure: 'withheld', withholdGround: 'open_case' });
    const late = await add(3, 2);
    await add(4, 2);
    await add(5, 3);
    const id = await flow.create(place);
    await test.db.issue.update({ where: { id: late.id }, data: { status: 'withdrawn' } });
    await flow.post(cast.liaison, id, 'recompose');
    const gapsOf = async (audience: string) => {
      const { body } = await cast.liaison.agent.get(`/api/reports/${id}/check?audience=${audience}`).expect(200);
      return body.findings.filter(({ code }: { code: string }) => code === 'heading-missing' || code === 'number-gap');
    };
    expect([await gapsOf('public'), await gapsOf('party')]).toEqual([[], []]);
    // What the writer takes out is still missed.
    const issue = await find(id, ({ text }) => text.startsWith('（4）') || text.startsWith('(4)'));
    await save(cast.liaison, id, [{ op: 'remove', paragraphId: issue.id, version: issue.version }]).expect(200);
    expect(await gapsOf('public')).toMatchObject([
      { code: 'number-gap', message: expect.stringContaining('缺少“(4)”') },
    ]);
  });

  it('takes both of two people’s changes to different paragraphs, and one of two to the same', async () => {
    const id = await flow.create(await aLedger(test, world));
    const text = await find(id, isText);
    const issue = await find(id, ({ kind }) => kind === 'measure');
    const apart = await Promise.all([
      save(cast.liaison, id, [write(text, '第一个人写的前言。')]),
      save(colleague, id, [write(issue, '第二个人写的措施，2024年5月20日完成。')]),
    ]);
    expect(apart.map(({ status }) => status)).toEqual([200, 200]);
    const again = await find(id, ({ id: each }) => each === text.id);
    const same = await Promise.all([
      save(cast.liaison, id, [write(again, '甲的说法。')]),
      save(colleague, id, [write(again, '乙的说法。')]),
    ]);
    expect(same.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const lost = same.find(({ status }) => status === 409)?.body;
    expect(lost).toMatchObject({ code: 'stale', detail: expect.stringContaining('段落“') });
    expect((await flow.read(id)).authors.toSorted()).toEqual(['周联络', '李联络']);
  });

  it('saves all of a batch or nothing', async () => {
    const id = await flow.create(await aLedger(test, world));
    const text = await find(id, isText);
    const issue = await find(id, isIssue);
    const { status } = await save(cast.liaison, id, [
      write(text, '改好的。'),
      write({ ...issue, version: 99 }, '过期的。'),
    ]);
    expect(status).toBe(409);
    expect(await find(id, ({ id: each }) => each === text.id)).toEqual(text);
    const unknown = await save(cast.liaison, id, [write(text, '共 {{no_such}} 项。')]);
    expect([unknown.status, unknown.body.detail]).toEqual([400, expect.stringContaining('不是可以引用的数字')]);
  });

  it('inserts, moves and removes; what was taken out does not come back from the ledger', async () => {
    const id = await flow.create(await aLedger(test, world));
    const measure = await find(id, ({ kind }) => kind === 'measure');
    const insert = {
      op: 'insert',
      paragraphId: 'new-1',
      afterId: measure.id,
      kind: 'text',
      level: 0,
      text: '补充一句。',
    };
    const { body } = await save(cast.liaison, id, [insert]).expect(200);
    expect(body.paragraphs).toMatchObject([{ id: 'new-1', issueId: measure.issueId, isEdited: true }]);
    expect(body.order.indexOf('new-1')).toBe(body.order.indexOf(measure.id) + 1);
    expect((await save(cast.liaison, id, [insert])).status).toBe(409);
    const { version } = body.paragraphs[0];
    const moved = await save(cast.liaison, id, [{ op: 'move', paragraphId: 'new-1', version, afterId: null }]);
    expect(moved.body.order[0]).toBe('new-1');
    const { id: paragraphId } = measure;
    await save(cast.liaison, id, [{ op: 'remove', paragraphId, version: measure.version }]).expect(200);
    const report = await flow.read(id);
    const recomposed = await flow.post(cast.liaison, id, 'recompose');
    expect(recomposed.body).toMatchObject({ added: 0 });
    expect(recomposed.body.report.paragraphs.map((each: Paragraph) => each.id)).toEqual(
      report.paragraphs.map((each: Paragraph) => each.id),
    );
  });

  it('never discloses more than the ledger, and less only with a ground', async () => {
    const id = await flow.create(await aLedger(test, world, ['public', 'party']));
    const paragraphs = (await paragraphsOf(id)).filter(isIssue);
    const disclose = (paragraph: Paragraph | undefined, disclosure: string, ground: string | null) =>
      save(cast.liaison, id, [
        { op: 'disclose', paragraphId: paragraph?.id, version: paragraph?.version, disclosure, ground },
      ]);
    expect((await disclose(paragraphs[1], 'public', null)).status).toBe(400);
    expect((await disclose(paragraphs[0], 'party', null)).status).toBe(400);
    expect((await disclose(paragraphs[0], 'party', 'privacy')).status).toBe(200);
    const { body } = await cast.liaison.agent.get(`/api/reports/${id}/comparison`).expect(200);
    expect(body).toMatchObject({ publicIssues: 0, partyIssues: 2, withheldIssues: 0 });
  });

  it('keeps one revision for a sitting, and every revision can be read and restored', async () => {
    const id = await flow.create(await aLedger(test, world));
    const original = (await find(id, isText)).text;
    for (const text of ['第一次改。', '第二次改。'])
      await save(cast.liaison, id, [write(await find(id, isText), text)]);
    expect((await flow.read(id)).revision).toBe(2);
    test.setNow('2024-06-03T04:30:00Z');
    await save(cast.liaison, id, [write(await find(id, isText), '半小时后改。')]).expect(200);
    await save(colleague, id, [write(await find(id, isText), '同事改。')]).expect(200);
    test.setNow('2024-06-03T04:00:00Z');
    const { body } = await cast.liaison.agent.get(`/api/reports/${id}/revisions?limit=3`).expect(200);
    expect(body.items.map((item: { number: number; by: string }) => [item.number, item.by])).toEqual([
      [4, '周联络'],
      [3, '李联络'],
      [2, '李联络'],
    ]);
    const rest = await cast.liaison.agent.get(`/api/reports/${id}/revisions`).query({ cursor: body.nextCursor });
    expect(rest.body.items).toMatchObject([{ number: 1, label: '由台账起草' }]);
    const second = await cast.liaison.agent.get(`/api/reports/${id}/revisions/2`).expect(200);
    expect(second.body.paragraphs.find(isText).text).toBe('第二次改。');
    const restored = await flow.post(cast.liaison, id, 'revisions/1/restore');
    expect(restored.body).toMatchObject({ revision: 5 });
    expect(restored.body.paragraphs.find(isText).text).toBe(original);
  });

  it('is closed to its writers while it is reviewed', async () => {
    const id = await flow.create(await aLedger(test, world));
    await flow.tickAll(id);
    await flow.submit(id);
    expect((await save(cast.liaison, id, [write(await find(id, isText), '偷改。')])).status).toBe(409);
    expect((await flow.post(cast.liaison, id, 'recompose')).status).toBe(409);
    expect((await save(cast.leader, id, [write(await find(id, isText), '领导改。')])).status).toBe(403);
  });

  it('hides paragraphs of issues that the reader may not see, and counts them', async () => {
    const place = await aLedger(test, world);
    const elsewhere = await buildWorld(test.db);
    const hidden = await addIssue(test, place, { title: '别处牵头的暗语', number: 9, leadUnitId: elsewhere.unitId });
    const group = await test.as('group', world.officeUnitId, '组员');
    await test.db.groupMember.create({ data: { groupId: world.groupId, userId: group.id } });
    const id = await flow.create(place);
    expect(JSON.stringify(await flow.read(id))).not.toContain('暗语');
    await test.db.issueCoUnit.create({ data: { issueId: hidden.id, unitId: world.unitId } });
    expect((await flow.post(cast.liaison, id, 'recompose')).body.added).toBeGreaterThan(0);
    await test.db.issueCoUnit.deleteMany({ where: { issueId: hidden.id } });
    const report = await flow.read(id);
    expect(report.hiddenParagraphs).toBeGreaterThan(0);
    expect(JSON.stringify(report)).not.toContain('暗语');
    for (const address of [
      'check',
      'comparison',
      'preview',
      'preview?audience=party',
      'revisions/2',
      'figures/issues_total',
    ]) {
      const { text } = await cast.liaison.agent.get(`/api/reports/${id}/${address}`).expect(200);
      expect(text, address).not.toContain('暗语');
    }
    expect(JSON.stringify(await flow.read(id, group))).toContain('暗语');
    expect((await flow.post(cast.liaison, id, 'recompose')).body).toMatchObject({ removed: 0 });
    expect(JSON.stringify(await flow.read(id, group))).toContain('暗语');
  });
});

describe('beside the text', () => {
  it('people comment on a paragraph and see what is new to them', async () => {
    const id = await flow.create(await aLedger(test, world));
    const { id: paragraphId } = await find(id, isIssue);
    const observer = await test.as('observer', world.officeUnitId, '监督员');
    const address = `/api/reports/${id}/paragraphs/${encodeURIComponent(paragraphId)}/comments`;
    const { body } = await observer.agent.post(address).send({ text: '这里请写明数量。' }).expect(201);
    expect(body).toMatchObject({ by: '监督员', role: 'observer', resolvedAt: null });
    expect((await flow.read(id)).openComments).toBe(1);
    await cast.liaison.agent.post(`/api/reports/${id}/comments/${body.id}/resolution`).expect(200);
    expect((await flow.read(id)).openComments).toBe(0);
    await observer.agent.post(`/api/reports/${id}/paragraphs/none/comments`).send({ text: '无此段' }).expect(404);
    expect((await flow.read(id, observer)).seenRevision).toBeNull();
    await observer.agent.post(`/api/reports/${id}/seen`).send({ revision: 1 }).expect(200);
    await observer.agent.post(`/api/reports/${id}/seen`).send({ revision: 2 }).expect(400);
    expect((await flow.read(id, observer)).seenRevision).toBe(1);
  });

  it('a preview is the page itself, for our own frames', async () => {
    const id = await flow.create(await aLedger(test, world, ['public', 'party']));
    const answer = await cast.liaison.agent.get(`/api/reports/${id}/preview`).expect(200);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'self'");
    expect(answer.text).toContain('窗口排队时间过长');
    expect(answer.text).not.toContain('合同档案保管不善');
    const party = await cast.liaison.agent.get(`/api/reports/${id}/preview?audience=party`).expect(200);
    expect(party.text).toContain('合同档案保管不善');
  });
});
