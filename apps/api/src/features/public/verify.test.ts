import { execFileSync } from 'node:child_process';
import path from 'node:path';
import supertest from 'supertest';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyFile, type RegistryEntry } from '@rectify/documents';
import { buildWorld, createTestApp, type TestApp, type World } from '../../testing.ts';
import { addReport, publishVersion, sampleContent, withdraw } from '../../testing/publications.ts';
import { readRegistryWithWords } from './verify-upload.ts';

const ROOT = path.resolve(import.meta.dirname, '../../../../..');
let test: TestApp;
let world: World;

beforeAll(async () => {
  execFileSync(process.execPath, [path.join(ROOT, 'scripts/lib/build-verifier.mjs')]);
  test = await createTestApp();
  world = await buildWorld(test.db);
  const report = await addReport(test.db, world, '2024-seal');
  await publishVersion(
    test.db,
    world,
    report,
    sampleContent({ words: '旧的话。', hidden: 2 }),
    new Date('2024-06-01T00:00:00Z'),
  );
  await publishVersion(
    test.db,
    world,
    report,
    sampleContent({ words: '新的话。', hidden: 2 }),
    new Date('2024-06-02T00:00:00Z'),
    '改一处。',
  );
});
afterAll(() => test.close());

const visitor = () => supertest.agent(test.app).set('Host', 'zg.test');
const fileOf = async (address: string) => {
  const answer = await visitor().get(address).responseType('blob').expect(200);
  return answer.body as Buffer;
};
const upload = (bytes: Buffer, name: string) => visitor().post('/verify').attach('file', bytes, name);

const FILES = [
  ['/reports/2024-seal', '网页.html'],
  ['/reports/2024-seal.json', '数据.json'],
  ['/reports/2024-seal.docx', '通报.docx'],
  ['/reports/2024-seal.txt', '文本.txt'],
] as const;

describe('a file as it was published', () => {
  it.each(FILES)('%s is recognised, with its version and that it is in force', async (address, name) => {
    const { text } = await upload(await fileOf(address), name).expect(200);
    expect(text).toContain('核验通过：就是发布的内容');
    expect(text).toContain('第 2 版');
    expect(text).toContain('现行有效');
  });

  it('of an older version is recognised, and that it was corrected', async () => {
    const { text } = await upload(await fileOf('/reports/2024-seal/v/1'), '旧.html').expect(200);
    expect(text).toContain('核验通过：就是发布的内容');
    expect(text).toContain('已更正，不再有效');
  });
});

describe('a file that was changed', () => {
  it.each(FILES.filter(([address]) => !address.endsWith('docx')))('%s is told where', async (address, name) => {
    const changed = Buffer.from((await fileOf(address)).toString().replaceAll('118 台', '181 台'));
    const { text } = await upload(changed, name).expect(200);
    expect(text).toContain('核验不通过');
    expect(text).toContain('第 2 版');
    expect(text).toMatch(/<td>第 \d+ 行<\/td><td>[^<]*1<mark>18<\/mark> 台[^<]*<\/td><td>[^<]*1<mark>81<\/mark> 台/);
  });

  it('of a withdrawn version is not told a word of it; an unchanged copy is', async () => {
    const report = await addReport(test.db, world, '2024-takenback');
    await publishVersion(test.db, world, report, sampleContent({ title: '撤回的标题', words: '撤回的话。' }));
    const saved = await fileOf('/reports/2024-takenback.json');
    await withdraw(test.db, report, '数据有误，重新核实。');
    const same = await upload(saved, 'a.json').expect(200);
    expect(same.text).toContain('核验通过');
    expect(same.text).toContain('已撤回');
    expect(same.text).not.toContain('撤回的标题');
    const changed = Buffer.from(saved.toString().replaceAll('撤回的话', '别的话').replaceAll('撤回的标题', '别的标题'));
    const answer = await upload(changed, 'a.json').expect(200);
    expect(answer.text).toContain('核验不通过');
    expect(answer.text).not.toMatch(/撤回的话|撤回的标题/);
  });
});

describe('a page that says more than the published one', () => {
  const page = async () => (await fileOf('/reports/2024-seal')).toString();
  const pass = '核验通过：就是发布的内容';
  const partly = '正文核验通过，但文件里另有不属于通报的文字';

  it('is none as it is at any time of its report', async () => {
    const report = await addReport(test.db, world, '2024-times');
    const at = (day: number) => new Date(`2024-04-0${day}T00:00:00Z`);
    await publishVersion(test.db, world, report, sampleContent({ words: '一' }), at(1));
    const saved = [await fileOf('/reports/2024-times')];
    await publishVersion(test.db, world, report, sampleContent({ words: '二' }), at(2), '改\u200b一处。');
    saved.push(await fileOf('/reports/2024-times'), await fileOf('/reports/2024-times/v/1'));
    await publishVersion(test.db, world, report, sampleContent({ words: '三' }), at(3), '再改一处。');
    saved.push(await fileOf('/reports/2024-times'), await fileOf('/reports/2024-times/v/1'));
    const registry = await readRegistryWithWords(test.db);
    for (const bytes of saved) {
      expect(verifyFile(bytes, 'a.html', registry, '巡察整改公开')).toMatchObject({ isAuthentic: true, besides: [] });
      expect((await upload(bytes, 'a.html').expect(200)).text).toContain(pass);
    }
    await withdraw(test.db, report, '数据有误，重新核实。');
    for (const bytes of saved) expect((await upload(bytes, 'a.html').expect(200)).text).toContain(pass);
  });

  it.each<[string, string, (html: string) => string]>([
    ['words before it', '本通报已作废', (html) => html.replace('<main', '<div>本通报已作废</div><main')],
    [
      'a notice that was rewritten',
      '这是现行的第 3 版',
      (html) => html.replace('这是现行的第 2 版', '这是现行的第 3 版'),
    ],
    ['another correction', '更正内容：全部完成', (html) => html.replaceAll('改一处。', '全部完成。')],
    ['another time', '2024-06-03', (html) => html.replace(/2024-06-02(?= \d\d:\d\d 发布)/, '2024-06-03')],
    ['another summary', '假', (html) => html.replace('name="Description" content="', '$&假')],
    ['another name of the site', '某某公开', (html) => html.replace('>巡察整改公开<', '>某某公开<')],
    ['words in a field', '已全部完成', (html) => html.replace('<textarea', '<textarea placeholder="已全部完成"')],
    ['words in the contents', '虚构的一节', (html) => html.replace('<ol>', '<ol><li><a href="#x">虚构的一节</a></li>')],
    ['words behind its title', '（作废）', (html) => html.replace('</title>', '（作废）</title>')],
    ['words turned round', 'U+202E', (html) => html.replace('打印', '\u202e打印')],
  ])('with %s is told these, and no plain pass', async (_, words, change) => {
    const html = await page();
    expect(change(html)).not.toBe(html);
    const { text } = await upload(Buffer.from(change(html)), 'a.html').expect(200);
    expect(text).toContain(partly);
    expect(text).not.toContain(pass);
    expect(text).toMatch(new RegExp(`<mark>[^<]*${words.replace('+', '\\+')}`));
  });

  it('passes as browsers save it, and with what lies in their programs', async () => {
    const saved = (await page())
      .replace('<!doctype html>', '<!-- saved from url=(0033)http://zg.test/reports/2024-seal -->\n<!DOCTYPE html>')
      .replace('<head>', '<head><base href=".">')
      .replace('<html ', '<html data-darkreader-mode="dynamic" ')
      .replace('<body ', '<body cz-shortcut-listen="true" __processed_1f2e__="true" ')
      .replace('<textarea ', '<textarea style="width: 640px; height: 212.5px;" ')
      .replace('<input ', '<input style ')
      .replaceAll('<div ', '<div bis_skin_checked="1" ')
      .replaceAll('<p data-line', '<p data-immersive-translate-walked="1" data-line')
      .replaceAll('/>', '>');
    const { text } = await upload(Buffer.from(saved), 'a.html').expect(200);
    expect(text).toContain(pass);
    const based = saved.replace('<base href=".">', '<base href="http://x/">');
    expect((await upload(Buffer.from(based), 'a.html').expect(200)).text).toContain('核验不通过');
  });
});

describe('a file with characters that nobody sees', () => {
  it.each(FILES.filter(([address]) => !address.endsWith('docx')))('%s fails and names them', async (address, name) => {
    const changed = Buffer.from((await fileOf(address)).toString().replaceAll('118 台', '1\u202e18\u202c 台'));
    const { text } = await upload(changed, name).expect(200);
    expect(text).toContain('核验不通过');
    expect(text).toContain('有看不见的字符：U+202E 文字方向控制符');
    expect(text).not.toMatch(/\p{Cf}/u);
  });

  it('passes with those that an older version was published with, here and offline', async () => {
    const report = await addReport(test.db, world, '2024-unseen');
    const content = sampleContent({ words: '新\u200b的\u202e话\u202c。' });
    await publishVersion(test.db, world, report, content, new Date('2024-05-01T00:00:00Z'));
    const saved = await fileOf('/reports/2024-unseen');
    expect(saved.toString()).toContain('新\u200b的\u202e话\u202c。');
    expect((await upload(saved, 'a.html').expect(200)).text).toContain('核验通过');
    const registry = await readRegistryWithWords(test.db);
    expect(verifyFile(saved, 'a.html', registry)).toMatchObject({ isAuthentic: true, differences: [] });
    const moved = Buffer.from(saved.toString().replaceAll('新\u200b的', '新的\u200b'));
    expect((await upload(moved, 'a.html').expect(200)).text).toContain('核验不通过');
  });
});

describe('a file whose lines are as published, and something else is not', () => {
  it.each<[string, string, (text: string) => string]>([
    ['/reports/2024-seal', '&lt;script&gt;', (text) => text.replace('</body>', '<script>change()</script></body>')],
    ['/reports/2024-seal', 'style=', (text) => text.replace(/<p data-line/, '<p style="display:none" data-line')],
    ['/reports/2024-seal', '内容指纹', (text) => text.replace(/<p class="digest">.*?<\/p>/, '')],
    ['/reports/2024-seal.json', 'content.paragraphs[2].level：', (text) => text.replace('"level": 2', '"level": 5')],
    ['/reports/2024-seal.json', 'digest：', (text) => text.replace(/"digest": "[0-9a-f]{8}/, '"digest": "00000000')],
  ])('%s fails and names %s', async (address, words, change) => {
    const text = (await fileOf(address)).toString();
    expect(change(text)).not.toBe(text);
    const answer = await upload(Buffer.from(change(text)), 'a').expect(200);
    expect(answer.text).toContain('核验不通过');
    expect(answer.text).toContain('文件另有改动');
    expect(answer.text).toContain(words);
  });
});

describe('whatever else is uploaded', () => {
  const bomb = () => Buffer.from(zipSync({ 'word/document.xml': new Uint8Array(60_000_000) }, { level: 9 }));
  it.each<[string, () => Buffer, string]>([
    ['nothing of ours', () => Buffer.from('你好'), 'x.txt'],
    ['bytes', () => Buffer.from([0, 255, 1, 2, 3, 0, 0]), 'x.docx'],
    ['half an archive', () => Buffer.from('PK\x03\x04half'), 'x.docx'],
    ['an archive that unpacks to sixty megabytes', bomb, 'bomb.docx'],
    ['deep markup', () => Buffer.from(`<article data-slug="x" data-version="1">${'<b>'.repeat(100_000)}`), 'x.html'],
    ['deep data', () => Buffer.from('{"a":'.repeat(100_000)), 'x.json'],
    ['an odd name', () => Buffer.from('{}'), '../../\u0000<b>.json'],
  ])('%s gets an answer in Chinese', async (_name, bytes, name) => {
    const answer = await upload(bytes(), name);
    expect([200, 400, 413, 422]).toContain(answer.status);
    expect(answer.text).toMatch(/核验不通过|role="alert"/);
    expect(answer.text).not.toContain('<b>.json');
  });

  it('is refused when it is too large, missing or no form at all', async () => {
    const large = await upload(Buffer.alloc(6 * 1024 * 1024, 'a'), 'large.txt').expect(413);
    expect(large.text).toContain('太大');
    expect((await visitor().post('/verify').field('x', '1').expect(400)).text).toContain('请先选择');
    await visitor().post('/verify').type('json').send({}).expect(400);
    await visitor().post('/verify').set('Content-Type', 'multipart/form-data').send('x').expect(400);
    const foreign = visitor().post('/verify').set('Sec-Fetch-Site', 'cross-site');
    await foreign.attach('file', Buffer.from('x'), 'x.txt').expect(403);
  });
});

describe('the verifier to take along', () => {
  it('holds the words of the newest versions, as many as fit, and none of a withdrawn report', async () => {
    const all = await readRegistryWithWords(test.db);
    const told = (entries: RegistryEntry[]) =>
      entries.flatMap(({ slug, version, lines }) => (lines ? [`${slug} ${version}`] : []));
    expect(told(all)).toEqual(expect.arrayContaining(['2024-seal 1', '2024-seal 2']));
    expect(told(all).join()).not.toContain('2024-takenback');
    const size = (all.find(({ slug, version }) => slug === '2024-seal' && version === 2)?.lines ?? []).join('').length;
    expect(told(await readRegistryWithWords(test.db, size + 10))).toEqual(['2024-seal 2']);
    expect(told(await readRegistryWithWords(test.db, 0))).toEqual([]);
  });

  it('is one file that asks for nothing, runs only its own script and knows every published digest', async () => {
    const { text, headers } = await visitor().get('/verify/offline.html').expect(200);
    expect(text).not.toMatch(/ (?:src|href)="(?!data:)/);
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; img-src data:; script-src 'sha256-[^']+'; style-src 'sha256-/,
    );
    const registry = JSON.parse(
      /<script type="application\/json" id="registry" data-site="巡察整改公开">(.*?)<\/script>/s.exec(text)?.[1] ?? '',
    ) as RegistryEntry[];
    expect(registry.filter(({ slug }) => slug === '2024-seal').map(({ version, state }) => [version, state])).toEqual([
      [1, 'corrected'],
      [2, 'current'],
    ]);
    expect(text).not.toContain('撤回的标题');
    const saved = await fileOf('/reports/2024-seal');
    expect(verifyFile(saved, 'a.html', registry)).toMatchObject({ isAuthentic: true, state: 'current' });
    const changed = Buffer.from(saved.toString().replace('118 台', '181 台'));
    const verdict = verifyFile(changed, 'a.html', registry);
    expect(verdict.isAuthentic).toBe(false);
    expect(verdict.differences).toEqual([
      {
        line: expect.any(Number),
        expected: expect.stringContaining('118 台'),
        found: expect.stringContaining('181 台'),
      },
    ]);
    const data = (await fileOf('/reports/2024-seal.json')).toString();
    expect(verifyFile(Buffer.from(data), 'a', registry).isAuthentic).toBe(true);
    expect(verifyFile(Buffer.from(data.replace('"level": 2', '"level": 5')), 'a', registry).isAuthentic).toBe(false);
  });
});
