import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Endpoints, Reply } from '@rectify/contract';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';

const SEEDS = path.resolve(import.meta.dirname, '../../../../../../shared/seeds');
const seed = existsSync(SEEDS) ? readdirSync(SEEDS).find((name) => name.startsWith('002')) : undefined;
if (!seed) console.warn('跳过真实通报的导入测试：没有 ../shared/seeds');

const REPORT = [
  '海岳区文化和旅游局党组关于巡察整改情况的通报',
  '一、整改落实情况',
  '(一)落实责任不到位方面',
  '(1)固定资产管理混乱。部分资产没有登记。',
  '整改情况：',
  '一是全面盘点，登记资产120项。',
  '二是修订资产管理制度。',
  '(2)合同管理不严。三份合同没有备案。',
  '整改情况：',
  '一是补办备案3份。',
  '截至5月底，合同备案率100%。',
].join('\n');

let test: TestApp;
let world: World;
let office: Agent;
let liaison: Agent;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  office = (await test.as('office', world.officeUnitId)).agent;
  liaison = (await test.as('liaison', world.unitId)).agent;
});
afterAll(() => test.close());

async function newInspection(): Promise<string> {
  const { programmeId, unitId, groupId } = world;
  const answer = await office
    .post('/api/inspections')
    .send({ programmeId, unitId, groupId, kind: 'routine', feedbackOn: '2024-05-16' })
    .expect(201);
  return answer.body.id;
}

const understand = async (text: string) =>
  (await office.post('/api/imports/report-text').send({ text }).expect(200)).body;

type Row = Reply<Endpoints['listIssues']>['items'][number];

function correctedOf(parse: Reply<Endpoints['parseReportText']>) {
  return parse.issues.map(({ number, categoryPath, title, text, measures, progress = [] }) => ({
    number,
    categoryPath,
    title,
    text,
    measures: measures.map((measure) => ({ text: measure.text })),
    progress: progress.map((paragraph) => paragraph.text),
  }));
}

describe('import of report text', () => {
  it('writes issues and measures as drafts; the same text again changes nothing and says so', async () => {
    const id = await newInspection();
    const parse = await understand(REPORT);
    const body = { text: REPORT, issues: correctedOf(parse) };
    const first = await office.post(`/api/inspections/${id}/imports`).send(body).expect(200);
    expect(first.body).toMatchObject({ isRepeat: false, issueCount: 2, measureCount: 3 });
    const again = await office
      .post(`/api/inspections/${id}/imports`)
      .send({ ...body, text: REPORT.replaceAll('\n', '\r\n  ') })
      .expect(200);
    expect(again.body).toMatchObject({ isRepeat: true, issueCount: 0 });
    expect(again.body.message).toContain('已经导入过');
    expect(await test.db.issue.count({ where: { inspectionId: id } })).toBe(2);
    const list = await office.get(`/api/issues?inspectionId=${id}`).expect(200);
    expect(list.body.items.map((row: Row) => [row.number, row.status, row.measureCount, row.category])).toEqual([
      [1, 'draft', 2, '(一)落实责任不到位方面'],
      [2, 'draft', 1, '(一)落实责任不到位方面'],
    ]);
    const second = (await office.get(`/api/issues/${list.body.items[1].id}`).expect(200)).body;
    expect(second.outcomeStatement).toBe('截至5月底，合同备案率100%。');
  });

  it('writes once when two people import the same text at once', async () => {
    const id = await newInspection();
    const body = { text: REPORT, issues: correctedOf(await understand(REPORT)) };
    const answers = await Promise.all([1, 2, 3].map(() => office.post(`/api/inspections/${id}/imports`).send(body)));
    expect(answers.map((answer) => answer.body.isRepeat).toSorted()).toEqual([false, true, true]);
    expect(await test.db.issue.count({ where: { inspectionId: id } })).toBe(2);
  });

  it('writes nothing at all when one issue is at fault', async () => {
    const id = await newInspection();
    const issues = correctedOf(await understand(REPORT));
    const answer = await office
      .post(`/api/inspections/${id}/imports`)
      .send({ text: REPORT, issues: [...issues, { ...issues[0], title: ' ' }] });
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].field).toBe('issues.2.title');
    expect(await test.db.issue.count({ where: { inspectionId: id } })).toBe(0);
    expect(await test.db.category.count({ where: { inspectionId: id } })).toBe(0);
  });

  it('is not for a liaison, and leaves the refusal in the audit trail', async () => {
    const id = await newInspection();
    const answer = await liaison
      .post(`/api/inspections/${id}/imports`)
      .send({ text: REPORT, issues: correctedOf(await understand(REPORT)) });
    expect(answer.status).toBe(403);
    expect(await test.db.auditEntry.count({ where: { action: 'commitImport', result: 'refused', objectId: id } })).toBe(
      1,
    );
  });

  it.each([
    ['empty', ''],
    ['English', 'The quick brown fox jumps over the lazy dog. '.repeat(40)],
    ['a table pasted from Word', '序号\t问题\t整改措施\n1\t资产未登记\t全面盘点\n2\t合同未备案\t补办备案'],
    ['12,000 characters', '(1)问题。如某某情况。\n一是整改。\n'.repeat(600)],
  ])('answers %s text without failing', async (_name, text) => {
    const answer = await office.post('/api/imports/report-text').send({ text });
    expect(answer.status).toBe(200);
    for (const finding of answer.body.findings) expect(finding.message).toMatch(/\p{Script=Han}/u);
  });

  it.each(['\ud800一、', '一、\u0000'])('names the text that holds what nobody can write', async (text) => {
    const answer = await office.post('/api/imports/report-text').send({ text }).expect(400);
    expect(answer.body.errors[0]).toMatchObject({ field: 'text', message: expect.stringMatching(/\p{Script=Han}/u) });
  });

  it('declines 5 MB of text in plain Chinese and stays alive', async () => {
    const answer = await office.post('/api/imports/report-text').send({ text: '整改'.repeat(900_000) });
    expect([400, 413]).toContain(answer.status);
    expect(answer.body.detail).toMatch(/30 万字|太大/);
    await office.get('/api/session').expect(200);
  });

  it.skipIf(!seed)('takes a real report: 59 issues with their categories, and the missing (42) by hand', async () => {
    const text = readFileSync(path.join(SEEDS, seed!), 'utf8');
    const id = await newInspection();
    const parse = await understand(text);
    const answer = await office
      .post(`/api/inspections/${id}/imports`)
      .send({ text, disclosure: 'public', issues: correctedOf(parse) })
      .expect(200);
    expect(answer.body.issueCount).toBe(59);
    const inspection = (await office.get(`/api/inspections/${id}`).expect(200)).body;
    expect(inspection.tally.draft).toBe(59);
    expect(inspection.categories).toHaveLength(16);
    await office
      .post(`/api/inspections/${id}/issues`)
      .send({ number: 42, title: '差旅费报销不规范', text: '个别差旅费报销不合规定。' })
      .expect(201);
    const list = await office.get(`/api/issues?inspectionId=${id}&limit=100`).expect(200);
    expect(list.body.items.map((row: Row) => row.number)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    await office
      .post(`/api/inspections/${id}/issues`)
      .send({ number: 42, title: '又一个', text: '重复的序号。' })
      .expect(409);
  });
});
