import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, type TestApp, type World } from '../../testing.ts';
import { addReport, publishVersion, sampleContent, type SampleOptions } from '../../testing/publications.ts';

let test: TestApp;
let world: World;
let other: World;
const HOST = 'zg.test';
const visitor = () => supertest.agent(test.app).set('Host', HOST);
const search = async (query: string, status = 200) => (await visitor().get(`/?${query}`).expect(status)).text;
const q = (words: string) => `q=${encodeURIComponent(words)}`;
const titles = (html: string) =>
  [...html.matchAll(/<a href="\/reports\/[^"]+">(.*?)<\/a>/g)].map((match) => match[1]?.replaceAll(/<[^>]+>/g, ''));

let day = 0;
async function publish(where: World, slug: string, options: SampleOptions) {
  day += 1;
  const report = await addReport(test.db, where, slug, options.kind);
  await publishVersion(
    test.db,
    where,
    report,
    sampleContent({ issues: 2, ...options }),
    new Date(Date.UTC(2024, 0, day)),
  );
}

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db, '甲');
  other = await buildWorld(test.db, '乙');
});
afterAll(() => test.close());

describe('the front page', () => {
  it('says so when nothing is published yet', async () => {
    const html = await search('');
    expect(html).toContain('目前还没有公开的整改通报');
    expect(html).not.toContain('<select');
  });

  it('lists what is published, the latest first, page by page and back', async () => {
    for (let n = 1; n <= 23; n += 1) await publish(n % 2 ? world : other, `2024-n${n}`, { title: `第${n}份通报` });
    const first = await search('');
    expect(first).toContain('共 23 份通报');
    expect(titles(first)).toHaveLength(20);
    expect(titles(first)[0]).toBe('第23份通报');
    const next = /href="\/\?(page=[^"]+)" rel="next"/.exec(first)?.[1] ?? '';
    const second = await search(next);
    expect(titles(second)).toEqual(['第3份通报', '第2份通报', '第1份通报']);
    const back = /href="\/\?(page=[^"]+)" rel="prev"/.exec(second)?.[1] ?? '';
    expect(titles(await search(back))).toEqual(titles(first));
  });

  it('offers only what is published, and keeps every choice in the address', async () => {
    const html = await search(`region=${world.regionId}&year=2024`);
    expect(titles(html)).toHaveLength(12);
    expect(html).toContain('找到 12 份通报');
    expect(html).toMatch(new RegExp(`<option value="${world.regionId}" selected="">云州市甲</option>`));
    expect(html).toContain(`<option value="${other.programmeId}">第八轮巡察乙</option>`);
    expect(html).not.toContain(world.otherUnitId);
    expect(titles(await search(`programme=${other.programmeId}`))).toHaveLength(11);
    expect(titles(await search(`unit=${world.unitId}&year=2023`))).toHaveLength(0);
  });
});

describe('the search', () => {
  beforeAll(async () => {
    await publish(world, '2024-boat', { title: '渡口整改通报', words: '渡船检验不及时，航标灯损坏。' });
    await publish(other, '2024-bridge', { title: '桥梁整改通报', words: '桥梁检验不及时。' });
  });

  it('finds two characters, marks them and shows where they stand', async () => {
    const html = await search(q('渡船'));
    expect(titles(html)).toEqual(['渡口整改通报']);
    expect(html).toContain('<mark>渡船</mark>');
    expect(html).toMatch(/class="excerpt">.*航标灯损坏/s);
    expect(html).toContain('找到 1 份通报');
  });

  it('wants every word, in whatever order, blanks and size of letters do not matter', async () => {
    expect(titles(await search(q('检验不及时')))).toEqual(['桥梁整改通报', '渡口整改通报']);
    expect(titles(await search(q('检验 航标')))).toEqual(['渡口整改通报']);
    expect(titles(await search(q('检 验不 及时　桥梁')))).toEqual(['桥梁整改通报']);
    expect(titles(await search(`${q('检验不及时')}&region=${other.regionId}`))).toEqual(['桥梁整改通报']);
  });

  it('confirms the words: grams that stand apart are no hit', async () => {
    // 渡船, 船检 and 检验 stand side by side, 检验灯 does not
    expect(titles(await search(q('渡船检验')))).toEqual(['渡口整改通报']);
    expect(titles(await search(q('桥梁整改通报检验')))).toEqual([]);
  });

  it('pages through hits without losing or repeating any', async () => {
    const seen: (string | undefined)[] = [];
    let query: string | undefined = q('通报');
    for (let page = 0; query && page < 5; page += 1) {
      const html: string = await search(query);
      seen.push(...titles(html));
      query = /href="\/\?([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });

  it('says what to do when nothing is found', async () => {
    const html = await search(q('饕餮'));
    expect(html).toContain('没有找到符合条件的通报');
    expect(html).toContain('value="饕餮"');
    expect(html).toContain('noindex');
  });

  it.each([
    [q('船'), '请至少输入两个字'],
    [q('很长'.repeat(40)), '关键词太长'],
    [q('一二 三四 五六 七八 九十 甲乙 丙丁'), '关键词太多'],
    ['region=1', '筛选条件不对'],
    ['year=20x4', '筛选条件不对'],
    ['page=AAAA', '翻页位置已失效'],
  ])('%s is told what is wrong, with the form as it was', async (query, words) => {
    expect(await search(query, 400)).toContain(words);
  });

  it.each([
    '%',
    '_',
    '100%',
    "'; DROP TABLE x--",
    '\0\0',
    '\\u0000',
    '😀😀',
    '\ud800\ud800',
    '.*',
    '（）()[]',
    'a\u200bb',
  ])('takes %j as words', async (words) => {
    const answer = await visitor().get(`/?q=${encodeURIComponent(words.toWellFormed())}`);
    expect([200, 400]).toContain(answer.status);
  });
});

describe('a programme', () => {
  it('adds up its units, each by its final report, and links to them', async () => {
    const third = await buildWorld(test.db, '丙');
    await publish(third, '2024-stage', { kind: 'stage', issues: 4, unitName: '区水务局' });
    await publish(third, '2024-final', { issues: 12, hidden: 2, unitName: '区水务局' });
    await publish(third, '2024-late-stage', { kind: 'stage', issues: 5, unitName: '区水务局' });
    const answer = await visitor().get(`/programmes/${third.programmeId}`).expect(200);
    expect(answer.text).toContain('第八轮巡察丙整改情况');
    expect(answer.text).toContain('<a href="/reports/2024-final">区水务局</a>');
    expect(answer.text).not.toContain('/reports/2024-stage"');
    expect(answer.text).toContain('<td>14</td><td>11</td><td>0</td><td>3</td><td>78.57%</td>');
    await visitor().get('/programmes/01900000-0000-7000-8000-000000000000').expect(404);
  });
});

describe('feeds', () => {
  it('list what is published, with addresses of this site', async () => {
    const feed = await visitor().get('/feed.xml').expect(200);
    expect(feed.type).toBe('application/atom+xml');
    expect(feed.text).toContain(`<link href="http://${HOST}/reports/2024-boat"/>`);
    const sitemap = await visitor().get('/sitemap.xml').expect(200);
    expect(sitemap.text.match(/<url>/g)?.length).toBe(1 + 3 + 28);
    expect((await visitor().get('/robots.txt').expect(200)).text).toContain(`Sitemap: http://${HOST}/sitemap.xml`);
  });
});
