import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PublicContent } from '@rectify/contract';
import { buildWorld, createTestApp, NOW, type TestApp, type World } from '../../testing.ts';

let test: TestApp;
let world: World;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
});
afterAll(() => test.close());

const visitor = () => supertest(test.app);
const HOSTILE = '<script>alert(1)</script>“&"';

const CONTENT: PublicContent = {
  title: `关于整改的通报${HOSTILE}`,
  unitName: '区文旅局',
  programmeName: '第八轮巡察',
  groupName: '第一巡察组',
  onSiteFrom: '2024-03-05',
  onSiteTo: '2024-04-18',
  feedbackOn: '2024-05-16',
  publishedOn: '2024-06-03',
  contact: { phone: null, address: null, postcode: null, email: null },
  totals: { total: 1, shown: 1, closed: 0, staged: 0 },
  categories: [
    {
      path: [],
      issues: [
        {
          number: 3,
          title: HOSTILE,
          text: HOSTILE,
          state: '正在整改',
          measures: [{ ordinal: 1, text: HOSTILE, state: '正在推进' }],
          outcome: null,
        },
      ],
    },
  ],
};

async function addReport(slug: string, publishedAt: Date, title = CONTENT.title) {
  const { id } = await test.db.inspection.create({
    data: { programmeId: world.programmeId, unitId: world.unitId, groupId: world.groupId, kind: 'routine' },
  });
  const version = { version: 1, title, content: { ...CONTENT, title }, publishedBy: id, publishedAt };
  await test.db.publicReport.create({
    data: { inspectionId: id, slug, currentVersion: 1, publishedAt, versions: { create: version } },
  });
}

describe('the public pages', () => {
  it('say so when nothing is published yet', async () => {
    const { text } = await visitor().get('/').expect(200);
    expect(text).toContain('目前还没有公开的整改通报');
    expect(text).toContain('<html lang="zh-CN">');
  });

  it('are read without session and without script, and set no cookie', async () => {
    await addReport('2024-hostile1', NOW);
    for (const address of ['/', '/reports/2024-hostile1', '/reports/none', '/api/docs']) {
      const answer = await visitor().get(address);
      expect(answer.headers['content-type'], address).toBe('text/html; charset=utf-8');
      expect(answer.headers['set-cookie'], address).toBeUndefined();
      expect(answer.text, address).not.toMatch(/<script| style=| on\w+=/);
    }
  });

  it('escape whatever a report holds', async () => {
    const { text } = await visitor().get('/reports/2024-hostile1').expect(200);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('carry the meta tags of government sites', async () => {
    const { text } = await visitor().get('/reports/2024-hostile1').expect(200);
    expect(text).toContain('<meta name="PubDate" content="2024-06-03 12:00"/>');
    for (const name of ['SiteName', 'ColumnName', 'ArticleTitle', 'ContentSource', 'Keywords', 'Description'])
      expect(text).toContain(`<meta name="${name}" content="`);
  });

  it('let the reader choose the size of the text', async () => {
    const { text } = await visitor().get('/reports/2024-hostile1?font=l').expect(200);
    expect(text).toContain('<body class="font-l">');
    expect(text).toContain('aria-current="true">大</a>');
    expect((await visitor().get('/reports/2024-hostile1?font=zzz').expect(200)).text).toContain(
      '<body class="font-s">',
    );
  });

  it('are not sent again while they are the same', async () => {
    const { headers } = await visitor().get('/reports/2024-hostile1').expect(200);
    expect(headers['last-modified']).toBe('Mon, 03 Jun 2024 04:00:00 GMT');
    await visitor().get('/reports/2024-hostile1').set('If-None-Match', String(headers['etag'])).expect(304);
  });

  it('load one style sheet, which may be kept for ever', async () => {
    const { text } = await visitor().get('/').expect(200);
    const address = /href="(\/styles\/[^"]+)"/.exec(text)?.[1] ?? '';
    const sheet = await visitor().get(address).expect(200);
    expect(sheet.headers['content-type']).toContain('text/css');
    expect(sheet.headers['cache-control']).toContain('immutable');
    expect(sheet.text).not.toMatch(/url\(|@import/);
  });

  it.each([
    '/reports/none',
    '/reports/%00',
    '/reports/%E0%A4%A',
    `/reports/${'a'.repeat(500)}`,
    '/nowhere',
    '/?page=x',
  ])('answer %s with a page that leads home', async (address) => {
    const { text } = await visitor().get(address).expect(404);
    expect(text).toContain('没有找到这个页面');
    expect(text).toContain('href="/"');
  });

  it('list reports from the latest to the oldest, page by page', async () => {
    for (let day = 1; day <= 24; day += 1) {
      await addReport(`2024-page${day}`, new Date(Date.UTC(2024, 4, Math.ceil(day / 2))), `第${day}份`);
    }
    const titles = (text: string) =>
      [...text.matchAll(/<a href="\/reports\/[^"]+">([^<]+)<\/a>/g)].map((match) => match[1]);
    const first = (await visitor().get('/').expect(200)).text;
    const next = /href="(\/\?page=[^"]+)" rel="next"/.exec(first)?.[1] ?? '';
    const second = (await visitor().get(next).expect(200)).text;
    expect(titles(first)).toHaveLength(20);
    expect(titles(second)).toHaveLength(5);
    expect(new Set([...titles(first), ...titles(second)]).size).toBe(25);
    const previous = /href="(\/\?page=[^"]+)" rel="prev"/.exec(second)?.[1] ?? '';
    expect(titles((await visitor().get(previous).expect(200)).text)).toEqual(titles(first));
  });
});

describe('the description of the API', () => {
  it('names every operation for people and for machines', async () => {
    const { body } = await visitor().get('/api/openapi.json').expect(200);
    const operations = Object.values(body.paths as Record<string, object>).flatMap((path) => Object.values(path));
    const { text } = await visitor().get('/api/docs').expect(200);
    expect(operations.length).toBeGreaterThan(40);
    for (const operation of operations) expect(text).toContain(`id="${operation.operationId}"`);
  });

  it('tells the limits of a field', async () => {
    const { text } = await visitor().get('/api/docs').expect(200);
    expect(text).toContain('1–80 字');
    expect(text).toContain('默认 50');
  });
});
