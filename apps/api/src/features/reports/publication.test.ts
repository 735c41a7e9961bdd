import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportContent } from '@rectify/contract';
import { digestOf } from '@rectify/documents';
import { canonicalText, type ReportContent } from '@rectify/report-text';
import { buildWorld, createTestApp, NOW, type TestApp, type World } from '../../testing.ts';
import { addIssue, aLedger, buildCast, flowOf, type Cast } from './testing.ts';

let test: TestApp;
let world: World;
let cast: Cast;
let flow: ReturnType<typeof flowOf>;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  cast = await buildCast(test, world);
  flow = flowOf(test, cast);
});
afterAll(() => test.close());

const rowOf = (id: string) => test.db.publicReport.findUniqueOrThrow({ where: { id } });
const versionsOf = (id: string) =>
  test.db.publicReportVersion.findMany({ where: { reportId: id }, orderBy: { version: 'asc' } });

async function contentOf(id: string, version: number): Promise<ReportContent> {
  const row = await test.db.publicReportVersion.findUniqueOrThrow({
    where: { reportId_version: { reportId: id, version } },
  });
  return reportContent.parse(row.content);
}

const figureIn = (content: ReportContent, key: string) => content.figures.find((figure) => figure.key === key);

async function rewrite(id: string, change: (text: string) => string | null): Promise<void> {
  const { paragraphs } = await flow.read(id);
  for (const { id: paragraphId, version, text } of paragraphs) {
    const words = change(text);
    if (words === null) continue;
    const changes = [{ op: 'write', paragraphId, version, text: words }];
    await cast.liaison.agent.patch(`/api/reports/${id}/draft`).send({ changes }).expect(200);
    return;
  }
  throw new Error('nothing to rewrite');
}

describe('the 通报体检 before publication', () => {
  it('blocks on a typed number that contradicts the ledger, with the sentence that says so', async () => {
    const id = await flow.create(await aLedger(test, world));
    await rewrite(id, (text) => (text.includes('{{issues_total}}') ? text.replace('{{issues_total}}', '7') : null));
    await flow.tickAll(id);
    const { body } = await cast.liaison.agent.get(`/api/reports/${id}/check`).expect(200);
    const error = body.findings.find((finding: { severity: string }) => finding.severity === 'error');
    expect(error).toMatchObject({ message: expect.stringMatching(/7.*台账.*3/u), paragraphId: expect.any(String) });
    const { text } = (await flow.read(id)).paragraphs.find((each: { id: string }) => each.id === error.paragraphId);
    expect(text.slice(error.from, error.to)).toBe(error.quote);
    const refused = await flow.submit(id);
    expect([refused.status, refused.body.code]).toEqual([409, 'unmet']);
    expect((await flow.read(id)).allowedActions).toContainEqual(
      expect.objectContaining({ action: 'submitReport', reason: expect.stringContaining('错误') }),
    );
    await cast.liaison.agent.put(`/api/reports/${id}/ticks/${error.key}`).expect(409);
    expect((await rowOf(id)).state).toBe('drafting');
  });

  it('blocks on each wrong number that stands beside a bound one, and never on the bound one', async () => {
    const id = await flow.create(await aLedger(test, world));
    const typed = '其中已完成九项，反馈的7个问题均已整改，累计退缴资金八万元。';
    await rewrite(id, (text) => (text.includes('{{issues_total}}') ? `${text}${typed}` : null));
    const { body } = await cast.liaison.agent.get(`/api/reports/${id}/check`).expect(200);
    const wrong = body.findings.filter(({ code }: { code: string }) => code === 'ledger-mismatch');
    expect(wrong.map(({ severity, quote }: { severity: string; quote: string }) => [severity, quote])).toEqual([
      ['error', '其中已完成九项'],
      ['error', '反馈的7个问题均已整改'],
      ['error', '累计退缴资金八万元'],
    ]);
    expect((await flow.submit(id)).status).toBe(409);
  });

  it('wants warnings ticked with a name, and asks again when the words change', async () => {
    const id = await flow.create(await aLedger(test, world));
    await rewrite(id, (text) => (text.startsWith('一是') ? '一是进一步加强管理，持续推进落实。' : null));
    const check = async () => (await cast.liaison.agent.get(`/api/reports/${id}/check`).expect(200)).body;
    const before = await check();
    const vague = before.findings.find((finding: { code: string }) => finding.code === 'vague');
    expect(vague).toMatchObject({ severity: 'warning', tick: null });
    expect((await flow.submit(id)).body.detail).toContain('警告没有确认');
    await flow.tickAll(id);
    const ticked = (await check()).findings.find((finding: { key: string }) => finding.key === vague.key);
    expect(ticked.tick).toMatchObject({ by: '李联络' });
    await cast.liaison.agent.delete(`/api/reports/${id}/ticks/${vague.key}`).expect(200);
    expect((await flow.submit(id)).status).toBe(409);
  });

  it('names the paragraph that a finding speaks of, for a writer sees no lines', async () => {
    const id = await flow.create(await aLedger(test, world));
    await rewrite(id, (text) => (text.startsWith('一是') ? text.replace('一是', '二是') : null));
    const { body } = await cast.liaison.agent.get(`/api/reports/${id}/check`).expect(200);
    const late = body.findings.find((finding: { code: string }) => finding.code === 'ordinal-late');
    expect(late).toBeDefined();
    for (const { message } of body.findings) expect(message).not.toMatch(/第 \d+ 行/u);
  });

  it('finds withheld words wherever they slipped in', async () => {
    const id = await flow.create(await aLedger(test, world, ['public', 'withheld']));
    const hidden = '合同档案保管不善，仓库漏雨致使三十七卷档案霉变';
    const { issueId } = (await flow.read(id)).paragraphs.findLast((each: { issueId: string | null }) => each.issueId);
    await test.db.issue.update({ where: { id: issueId }, data: { text: `${hidden}。` } });
    await rewrite(id, (text) => (text.includes('{{issues_total}}') ? `${text}其中一项是${hidden}。` : null));
    const { body } = await cast.liaison.agent.get(`/api/reports/${id}/check`).expect(200);
    expect(body.findings).toContainEqual(expect.objectContaining({ code: 'withheld-words', severity: 'error' }));
    expect((await flow.submit(id)).status).toBe(409);
  });

  it('finds the whole title of a withheld issue, however short, unless a shown issue says it too', async () => {
    const place = await aLedger(test, world, ['public', 'withheld', 'withheld']);
    const title = '沧浪费收缴不规范';
    const { inspectionId } = place;
    await test.db.issue.updateMany({ where: { inspectionId, number: 2 }, data: { title } });
    await test.db.issue.updateMany({ where: { inspectionId, number: 3 }, data: { title: '窗口排队时间' } });
    const id = await flow.create(place);
    await rewrite(id, (text) =>
      text.includes('{{issues_total}}') ? `${text}对${title}、窗口排队时间问题已整改。` : null,
    );
    const { body } = await cast.liaison.agent.get(`/api/reports/${id}/check`).expect(200);
    const found = body.findings.filter((each: { code: string }) => each.code === 'withheld-words');
    expect(found.map((each: { quote: string }) => each.quote)).toEqual([title]);
  });
});

describe('what is published', () => {
  it('is both compositions, never changed again, with the digest of what is read', async () => {
    const place = await aLedger(test, world, ['public', 'public', 'party', 'withheld']);
    const id = await flow.create(place);
    await flow.publish(id);
    const [version] = await versionsOf(id);
    const content = await contentOf(id, 1);
    const { slug } = await rowOf(id);
    const edition = { slug, version: 1, publishedAt: NOW.toISOString() };
    expect(version?.digest).toBe(digestOf(canonicalText(content, edition)));
    expect(content.totals).toMatchObject({ total: 4, shown: 2 });
    expect(content.hiddenIssues).toEqual(
      expect.arrayContaining([
        { ground: 'party', count: 1 },
        { ground: 'open_case', count: 1 },
      ]),
    );
    const party = await test.db.partyReportVersion.findFirstOrThrow({ where: { reportId: id } });
    expect(JSON.stringify(party.content)).toContain('会议记录多处缺页');
    expect(JSON.stringify(version?.content)).not.toContain('会议记录多处缺页');
    await expect(test.db.partyReportVersion.updateMany({ data: { content: {} } })).rejects.toThrow();
    const [index] = await test.db.publicIndex.findMany({ where: { reportId: id } });
    expect(index).toMatchObject({ total: 4, shown: 2, unitName: '区文旅局', year: 2024 });
    expect(index?.grams).toContain('排队');
    expect(index?.grams).not.toContain('缺页');
  });

  it('keeps its figures when the ledger goes on; they open to what they counted', async () => {
    const place = await aLedger(test, world);
    const id = await flow.create(place);
    await flow.publish(id);
    await addIssue(test, place, { title: '发布之后的问题', number: 4 });
    const total = figureIn(await contentOf(id, 1), 'issues_total');
    expect(total).toMatchObject({ text: '3', hidden: null });
    expect(total?.items).toHaveLength(3);
    expect((await flow.read(id)).figures).toContainEqual(expect.objectContaining({ key: 'issues_total', text: '4' }));
  });

  it('needs at least one issue that the public may read', async () => {
    const id = await flow.create(await aLedger(test, world, ['party', 'withheld']));
    await flow.toApproval(id);
    const refused = await flow.approve(id);
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('向社会公开')]);
    expect((await rowOf(id)).state).toBe('approving');
  });

  it('is corrected as a new version with a sentence for the reader, or the correction is given up', async () => {
    const id = await flow.create(await aLedger(test, world));
    await flow.publish(id);
    const { slug } = await rowOf(id);
    expect((await flow.post(cast.liaison, id, 'correction')).body.state).toBe('drafting');
    await rewrite(id, (text) => (text.includes('窗口排队时间过长') ? text.replace('过长', '偏长') : null));
    const discarded = await flow.post(cast.liaison, id, 'correction/discard');
    expect(discarded.body.state).toBe('published');
    expect(JSON.stringify(discarded.body.paragraphs)).toContain('窗口排队时间过长');
    await flow.post(cast.liaison, id, 'correction');
    await rewrite(id, (text) => (text.includes('窗口排队时间过长') ? text.replace('过长', '偏长') : null));
    await flow.tickAll(id);
    const nameless = await flow.submit(id);
    expect([nameless.status, nameless.body.errors[0].field]).toEqual([400, 'correction']);
    await flow.publish(id, { correction: '更正第1项问题的名称。' });
    expect((await rowOf(id)).slug).toBe(slug);
    const [first, second] = await versionsOf(id);
    expect([first?.correction, second?.correction]).toEqual([null, '更正第1项问题的名称。']);
    expect(JSON.stringify(first?.content)).toContain('过长');
    expect(JSON.stringify(second?.content)).toContain('偏长');
    expect(await test.db.publicIndex.count({ where: { reportId: id } })).toBe(1);
    // A day passes between the two.
    const corrected = new Date((first?.publishedAt.getTime() ?? 0) + 86_400_000).toISOString();
    await test.db.publicIndex.update({ where: { reportId: id }, data: { publishedAt: corrected } });
    const feed = await supertest(test.app).get('/feed.xml').expect(200);
    const entry = feed.text.split('<entry>').find((each) => each.includes(`/reports/${slug}<`));
    expect(entry).toContain(
      `<updated>${corrected}</updated><published>${first?.publishedAt.toISOString()}</published>`,
    );
    expect((await supertest(test.app).get(`/reports/${slug}/v/1`)).text).toContain('datePublished');
    expect((await supertest(test.app).get(`/reports/${slug}`)).text).not.toContain('datePublished');
  });

  it('is withdrawn with a reason: its versions stay, the search forgets it, a new one may begin', async () => {
    const place = await aLedger(test, world);
    const id = await flow.create(place);
    await flow.publish(id);
    expect((await flow.post(cast.liaison, id, 'withdrawal', { reason: '联络员不能撤回已发布的通报。' })).status).toBe(
      403,
    );
    expect((await flow.post(cast.office, id, 'withdrawal', { reason: '太短' })).status).toBe(400);
    const { body } = await flow.post(cast.office, id, 'withdrawal', { reason: '数据来源有误，重新核实后另行发布。' });
    expect(body).toMatchObject({ state: 'withdrawn', withdrawn: { reason: '数据来源有误，重新核实后另行发布。' } });
    expect(body.versions).toMatchObject([{ version: 1, isInForce: false }]);
    expect(await test.db.publicIndex.count({ where: { reportId: id } })).toBe(0);
    const { slug, title } = await rowOf(id);
    const feed = await supertest(test.app).get('/feed.xml').expect(200);
    const entry = feed.text.split('<entry>').find((each) => each.includes(`/reports/${slug}<`));
    expect(entry).toContain('<title>这份通报已经撤回</title>');
    expect(entry).toContain('撤回理由：数据来源有误，重新核实后另行发布。');
    expect(entry).not.toContain(title);
    expect(await flow.create(place)).not.toBe(id);
  });
});
