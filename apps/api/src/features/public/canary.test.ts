import { strFromU8, unzipSync } from 'fflate';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectReport, type DraftParagraph } from '@rectify/report-text';
import { buildWorld, createTestApp, type TestApp, type World } from '../../testing.ts';
import { addReport, publishVersion, sampleContent, withdraw } from '../../testing/publications.ts';

// What nobody outside may read stands in the ledger, in a draft, in an inside composition and in a withdrawn version;
// none of it may stand in any answer of the public site.

const CANARY = '金丝雀';
let test: TestApp;
let world: World;

const draft = (
  id: string,
  kind: DraftParagraph['kind'],
  text: string,
  rest: Partial<DraftParagraph> = {},
): DraftParagraph => ({
  ...{ id, kind, level: 0, text, issueId: null, measureId: null, disclosure: 'public', ground: null },
  ...rest,
});

/** A report as the publication composes it: one issue shown, one withheld, one for the party alone. */
function composedContent() {
  const paragraphs = [
    draft('t', 'title', '关于整改的通报'),
    draft('h', 'heading', '一、整改落实情况', { level: 1 }),
    draft('a', 'issue', '针对“公开的问题”。', { level: 2, issueId: 'i1' }),
    draft('b', 'issue', `针对“${CANARY}在办案件”。`, {
      level: 2,
      issueId: 'i2',
      disclosure: 'withheld',
      ground: 'open_case',
    }),
    draft('c', 'measure', `一是${CANARY}措施。`, {
      issueId: 'i2',
      measureId: 'm',
      disclosure: 'withheld',
      ground: 'open_case',
    }),
    draft('d', 'issue', `针对“${CANARY}党内问题”。`, { level: 2, issueId: 'i3', disclosure: 'party' }),
    draft('e', 'text', `反馈问题{{issues_total}}项。`, {}),
    draft('f', 'text', `${CANARY}不公开的话。`, { disclosure: 'withheld', ground: 'privacy' }),
  ];
  const issue = (id: string, number: number, name: string, disclosure: 'public' | 'party' | 'withheld') => ({
    ...{ id, number, name, disclosure, ground: disclosure === 'withheld' ? ('open_case' as const) : null },
    state: 'completed' as const,
  });
  const issues = [
    issue('i1', 1, '公开的问题', 'public'),
    issue('i2', 2, `${CANARY}在办案件`, 'withheld'),
    issue('i3', 3, `${CANARY}党内问题`, 'party'),
  ];
  const items = issues.map(({ id, name }) => ({ issueId: id, name, share: null, amount: 1 }));
  const facts = {
    ...{ kind: 'final' as const, unitName: '区文旅局', regionName: '海岳区', programmeName: '第八轮巡察' },
    ...{ groupName: '第一巡察组', feedbackOn: '2024-05-16' },
    contact: { phone: null, address: null, postcode: null, email: null },
    issues,
    figures: [
      { key: 'issues_total', code: 'issues_total' as const, label: '反馈问题总数', text: '3', unit: '项', items },
    ],
    units: [],
  };
  return projectReport(paragraphs, facts as unknown as Parameters<typeof projectReport>[1], 'public');
}

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  const report = await addReport(test.db, world, '2024-canary');
  await publishVersion(test.db, world, report, composedContent(), new Date('2024-06-01T00:00:00Z'));
  await publishVersion(test.db, world, report, composedContent(), new Date('2024-06-02T00:00:00Z'), '改一处。');
  await test.db.partyReportVersion.create({ data: { reportId: report.id, version: 1, content: { title: CANARY } } });
  await test.db.publicReport.update({
    where: { id: report.id },
    data: { title: `${CANARY}下一稿`, state: 'drafting' },
  });
  const gone = await addReport(test.db, world, '2024-wasthere');
  await publishVersion(test.db, world, gone, sampleContent({ title: `${CANARY}撤回的`, words: `${CANARY}撤回的话。` }));
  await withdraw(test.db, gone, '数据有误，重新核实。');
  const never = await addReport(test.db, world, '2024-never');
  await test.db.publicReport.update({ where: { id: never.id }, data: { title: `${CANARY}未公开` } });
  await test.db.issue.create({
    data: {
      ...{ inspectionId: world.inspectionId, leadUnitId: world.unitId, position: 1, number: 1, status: 'rectifying' },
      ...{ title: CANARY, text: CANARY, disclosure: 'withheld' },
    },
  });
});
afterAll(() => test.close());

const visitor = () => supertest.agent(test.app).set('Host', 'zg.test');

/** Everything that an answer says: headers, body, and what a Word file has inside. */
async function everythingOf(path: string): Promise<string> {
  const answer = await visitor().get(path).buffer(true).responseType('blob');
  const body = answer.body as Buffer;
  const parts =
    /docx$/.test(path) && answer.status === 200 ? Object.values(unzipSync(body)).map((part) => strFromU8(part)) : [];
  return [
    JSON.stringify(answer.headers),
    decodeURIComponent(String(answer.headers['content-disposition'] ?? '')),
    body.toString(),
    ...parts,
  ].join('\n');
}

const PATHS = [
  ...['/', `/?q=${encodeURIComponent(CANARY)}`, '/?q=%E6%95%B4%E6%94%B9', '/feed.xml', '/sitemap.xml', '/robots.txt'],
  ...['', '.docx', '.json', '.txt', '/v/1', '/v/2', '/v/1.docx', '/v/1.json', '/v/1.txt', '/v/9', '/feedback'].map(
    (rest) => `/reports/2024-canary${rest}`,
  ),
  ...['', '.docx', '.json', '.txt', '/v/1', '/v/1.docx', '/feedback'].map((rest) => `/reports/2024-wasthere${rest}`),
  ...['/reports/2024-never', '/reports/2024-never.json', '/verify', '/feedback', '/nowhere', '/reports/%00'],
];

describe('what may not be public', () => {
  it.each(PATHS)('does not stand in %s', async (path) => {
    const said = await everythingOf(path);
    // The search box shows what was typed; nothing else may answer to it.
    const typed = path.includes(encodeURIComponent(CANARY)) ? /搜索“金丝雀”|value="金丝雀"/g : /(?!)/g;
    expect(said.replaceAll(typed, '')).not.toContain(CANARY);
  });

  it('does not stand in the page of the programme', async () => {
    expect(await everythingOf(`/programmes/${world.programmeId}`)).not.toContain(CANARY);
  });

  it('is counted, so that the numbers add up', async () => {
    const { text } = await visitor().get('/reports/2024-canary').expect(200);
    expect(text).toMatch(/另有 2 项问题依规不公开（[^）]*在办案件 1 项/);
    expect(text).toContain('本通报列出 1 项');
  });

  it('is not told to whoever holds a changed copy of what was withdrawn', async () => {
    const changed = `<!doctype html><article data-slug="2024-wasthere" data-version="1"><h1 data-line="t">别的</h1></article>`;
    const { text } = await visitor().post('/verify').attach('file', Buffer.from(changed), 'page.html').expect(200);
    expect(text).toContain('核验不通过');
    expect(text).toContain('已撤回');
    expect(text).not.toContain(CANARY);
  });
});
