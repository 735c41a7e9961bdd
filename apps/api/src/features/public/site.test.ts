import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, type TestApp, type World } from '../../testing.ts';
import { addReport, publishVersion, sampleContent, withdraw } from '../../testing/publications.ts';

let test: TestApp;
let world: World;
const HOSTILE = '<script>alert(1)</script>“&"\u2028';

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  const long = await addReport(test.db, world, '2024-long');
  await publishVersion(test.db, world, long, sampleContent({ issues: 60, hidden: 3 }));
  const corrected = await addReport(test.db, world, '2024-corrected');
  await publishVersion(
    test.db,
    world,
    corrected,
    sampleContent({ words: '旧的说法。' }),
    new Date('2024-06-01T00:00:00Z'),
  );
  const second = sampleContent({ words: '新的说法。' });
  await publishVersion(test.db, world, corrected, second, new Date('2024-06-02T00:00:00Z'), '更正一处日期。');
  const gone = await addReport(test.db, world, '2024-gone');
  await publishVersion(test.db, world, gone, sampleContent({ title: '后来撤回的通报', words: '后来撤回的话。' }));
  await publishVersion(test.db, world, gone, sampleContent({ title: '后来撤回的通报', words: '后来撤回的话。' }));
  await withdraw(test.db, gone, '数据有误，重新核实。');
  const hostile = await addReport(test.db, world, '2024-hostile');
  await publishVersion(
    test.db,
    world,
    hostile,
    sampleContent({ title: `通报${HOSTILE}`, unitName: `局${HOSTILE}`, words: HOSTILE }),
  );
});
afterAll(() => test.close());

// Every request of supertest comes to another port; the site is named by its host.
const HOST = 'zg.test';
const visitor = () => supertest.agent(test.app).set('Host', HOST);
const read = async (path: string) => (await visitor().get(path).expect(200)).text;

/** Elements that are not closed or closed and never opened, and ids that stand twice. */
function faultsOf(html: string): string[] {
  const faults: string[] = [];
  const open: string[] = [];
  const markup = html
    .replace(/^<!doctype html>|^<\?xml[^>]*>/, '')
    .replaceAll(/(<script[^>]*>).*?<\/script>/gs, '$1</script>');
  for (const [, slash, name = '', , end] of markup.matchAll(
    /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g,
  )) {
    if (slash) faults.push(...(open.pop() === name ? [] : [`</${name}> closes something else`]));
    else if (!end) open.push(name);
  }
  const rest = markup.replaceAll(/<\/?[A-Za-z][\w:-]*(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/g, '');
  if (/[<>]/.test(rest)) faults.push('what is no element holds < or >');
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
  faults.push(...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `id ${id} twice`));
  return [...faults, ...open.map((name) => `<${name}> is not closed`)];
}

const PAGES = [
  '/',
  '/?q=资产',
  '/reports/2024-long',
  '/reports/2024-corrected/v/1',
  '/reports/2024-gone',
  '/reports/2024-hostile',
  '/reports/2024-hostile/feedback',
  '/verify',
  '/feedback',
  '/feed.xml',
  '/sitemap.xml',
];

describe('every public page', () => {
  it.each(PAGES)('%s is well-formed, fetches nothing from elsewhere and runs nothing inline', async (path) => {
    const answer = await visitor().get(encodeURI(path)).expect(200);
    expect(faultsOf(answer.text)).toEqual([]);
    expect(answer.text).not.toMatch(/<script>|<script type="module"| style=| on[a-z]+="|javascript:/);
    const fetched = [...answer.text.matchAll(/ (?:src|href|action)="(https?:[^"]*)"/g)].map(
      (match) => new URL(match[1] ?? ''),
    );
    for (const url of fetched) expect(url.host).toBe(HOST);
    expect(answer.headers['content-security-policy']).toContain(
      "script-src 'self'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none'",
    );
    expect(answer.headers['content-security-policy']).not.toContain('unsafe');
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' });
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('escapes whatever a report holds, also in its data block', async () => {
    const html = await read('/reports/2024-hostile');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
    expect(JSON.parse(data)).toMatchObject({ '@type': 'Article', headline: `通报${HOSTILE}` });
  });
});

describe('the page of a report', () => {
  it('carries the tags of government sites, Open Graph and its canonical address', async () => {
    const html = await read('/reports/2024-long');
    for (const [name, content] of Object.entries({
      SiteName: '巡察整改公开',
      SiteDomain: HOST,
      ColumnName: '整改通报',
      ColumnType: '巡察整改',
      ArticleTitle: '中共区文旅局党组关于区委第八轮巡察整改进展情况的通报',
      PubDate: '2024-06-03 12:00',
      ContentSource: '区文旅局',
    }))
      expect(html).toContain(`<meta name="${name}" content="${content}"/>`);
    for (const name of ['Keywords', 'Description']) expect(html).toContain(`<meta name="${name}" content="`);
    expect(html).toContain(`<link rel="canonical" href="http://${HOST}/reports/2024-long"/>`);
    expect(html).toContain('<meta property="og:type" content="article"/>');
    expect(html).not.toContain('noindex');
  });

  it('opens what a figure counts without script, with a link to each issue and the rest that is withheld', async () => {
    const html = await read('/reports/2024-long');
    expect(html).toContain('popoverTarget="f-issues_total">63</button>');
    const note = /<aside class="note" id="f-issues_total" popover="auto".*?<\/aside>/s.exec(html)?.[0] ?? '';
    const targets = [...note.matchAll(/href="#(p\d+)"/g)].map((match) => match[1]);
    expect(targets).toHaveLength(60);
    for (const target of targets) expect(html).toContain(` id="${target}"`);
    expect(note).toContain('3 项');
    expect(html).toContain('另有 3 项问题依规不公开（在办案件 3 项）');
  });

  it('steps down its headings one at a time', async () => {
    const depths = [...(await read('/reports/2024-long')).matchAll(/<h([1-6])/g)].map((match) => Number(match[1]));
    const inArticle = depths.slice(depths.indexOf(1));
    for (const [index, depth] of inArticle.entries())
      expect(depth - (inArticle[index - 1] ?? 1)).toBeLessThanOrEqual(1);
  });

  it('keeps the size of the text in a cookie, without script', async () => {
    const chosen = await visitor().get('/reports/2024-long?font=l').expect(303);
    expect(chosen.headers['location']).toBe('/reports/2024-long');
    const cookie = String(chosen.headers['set-cookie']);
    expect(cookie).toMatch(/^font=l; Path=\/; Max-Age=\d+; SameSite=Lax/);
    const { text } = await visitor().get('/reports/2024-long').set('Cookie', 'x=1; font=l').expect(200);
    expect(text).toContain('<body class="font-l">');
    expect(text).toContain('aria-current="true">大</a>');
    const odd = await visitor().get('/reports/2024-long').set('Cookie', 'font=%00; font=<b>').expect(200);
    expect(odd.text).toContain('<body class="font-s">');
  });

  it('is not sent again while it is the same, and answers HEAD', async () => {
    const { headers, text } = await visitor().get('/reports/2024-long').expect(200);
    expect(headers['vary']).toContain('Accept-Encoding');
    expect(headers['vary']).toContain('Cookie');
    const same = await visitor().get('/reports/2024-long').set('If-None-Match', `"x", ${headers['etag']}`).expect(304);
    expect(same.text).toBe('');
    await visitor()
      .get('/reports/2024-long')
      .set('If-None-Match', headers['etag'] ?? '')
      .set('Cookie', 'font=m')
      .expect(200);
    const head = await visitor().head('/reports/2024-long').set('Accept-Encoding', 'identity').expect(200);
    expect(Number(head.headers['content-length'])).toBe(Buffer.byteLength(text));
  });

  it.each(['br', 'gzip'])('weighs under 60 KB in %s with sixty issues', async (coding) => {
    const answer = await visitor().get('/reports/2024-long').set('Accept-Encoding', coding).expect(200);
    expect(answer.headers['content-encoding']).toBe(coding);
    expect(Number(answer.headers['content-length'])).toBeLessThan(60_000);
  });

  it('weighs under 60 KB also with as many different words as a long report has', async () => {
    // 56 KB of text in which nothing repeats, which no real report is
    const words = Array.from({ length: 18_600 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919) % 3500))).join(
      '',
    );
    const report = await addReport(test.db, world, '2024-wordy');
    await publishVersion(test.db, world, report, sampleContent({ issues: 60, words }));
    const answer = await visitor().get('/reports/2024-wordy').set('Accept-Encoding', 'br').expect(200);
    expect(Number(answer.headers['content-length'])).toBeLessThan(60_000);
  });

  it('takes no other method', async () => {
    const answer = await visitor().post('/reports/2024-long').expect(405);
    expect(answer.headers['allow']).toBe('GET, HEAD');
  });
});

describe('versions', () => {
  it('say which is in force; an old one is marked, leads on and is left out of search engines', async () => {
    const present = await read('/reports/2024-corrected');
    expect(present).toContain('新的说法');
    expect(present).toContain('更正内容：更正一处日期。');
    const old = await visitor().get('/reports/2024-corrected/v/1').expect(200);
    expect(old.text).toContain('旧的说法');
    expect(old.text).toContain('已更正');
    expect(old.text).toContain('<meta name="robots" content="noindex"/>');
    expect(old.headers['x-robots-tag']).toBe('noindex');
    expect(old.text).toMatch(/rel="canonical" href="[^"]+\/reports\/2024-corrected"/);
    expect(await read('/reports/2024-corrected/v/2')).toContain('新的说法');
    await visitor().get('/reports/2024-corrected/v/3').expect(404);
  });

  it('of a withdrawn report are all gone; its address says why and when', async () => {
    for (const path of ['/reports/2024-gone', '/reports/2024-gone/v/1', '/reports/2024-gone/v/2']) {
      const { text, headers } = await visitor().get(path).expect(200);
      expect(text).toContain('数据有误，重新核实。');
      expect(text).toContain('2024年6月5日');
      expect(text).not.toContain('后来撤回的');
      expect(headers['x-robots-tag']).toBe('noindex');
    }
    for (const extension of ['docx', 'json', 'txt']) {
      const { text } = await visitor().get(`/reports/2024-gone.${extension}`).expect(410);
      expect(text).not.toContain('后来撤回的');
    }
    expect(await read('/')).not.toContain('后来撤回的');
  });
});

describe('files of a report', () => {
  it('carry edition, digest and check codes', async () => {
    const json = (await visitor().get('/reports/2024-corrected.json').expect(200)).body as Record<string, unknown>;
    expect(json).toMatchObject({ slug: '2024-corrected', version: 2, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const text = await read('/reports/2024-corrected.txt');
    expect(text).toContain(String(json['digest']));
    const old = (await visitor().get('/reports/2024-corrected/v/1.json').expect(200)).body as Record<string, unknown>;
    expect(old['version']).toBe(1);
    const docx = await visitor().get('/reports/2024-corrected.docx').responseType('blob').expect(200);
    expect((docx.body as Buffer).subarray(0, 2).toString()).toBe('PK');
    expect(docx.headers['content-disposition']).toMatch(
      /^attachment; filename="2024-corrected-2\.docx"; filename\*=UTF-8''%/,
    );
  });
});

describe('an address that leads nowhere', () => {
  it.each([
    '/reports/none',
    '/reports/%00',
    '/reports/%E0%A4%A',
    `/reports/${'a'.repeat(500)}`,
    '/nowhere',
    '/programmes/x',
  ])('%s gets a page with a search box and the latest reports', async (path) => {
    const { text, headers } = await visitor().get(path).expect(404);
    expect(text).toContain('没有找到这个页面');
    expect(text).toContain('role="search"');
    expect(text).toContain('href="/reports/2024-long"');
    expect(headers['cache-control']).toBe('no-store');
  });
});
