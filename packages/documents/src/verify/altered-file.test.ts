import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

import { contentDigestOf, verifyFile, writeReportDocx, writeReportJson, writeReportText } from '../index.ts';
import type { RegistryEntry } from '../index.ts';
import { samplePage } from '../testing/sample-page.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { reportCodes } from '../write-report-files.ts';

// Files whose lines are as published, and something else is not.

const { content, edition } = sampleReport(9);
const { digest } = reportCodes(content, edition);
const entry: RegistryEntry = { ...edition, title: content.title, digest, state: 'current' };
const check = (text: string | Uint8Array, known: RegistryEntry = entry) =>
  verifyFile(typeof text === 'string' ? strToU8(text) : text, 'a', [known]);
const named = (text: string | Uint8Array, known?: RegistryEntry) => {
  const { isAuthentic, differences, message } = check(text, known);
  expect(isAuthentic).toBe(false);
  expect(message).toContain('正文各行与');
  expect(differences.every(({ line }) => line === null)).toBe(true);
  return differences.map(({ found }) => found).join('\n');
};

describe('a saved page', () => {
  const data = `<script type="application/ld+json">${JSON.stringify({ headline: content.title })}</script>`;
  const printed = `<p>内容指纹（SHA-256）：</p><p class="digest"><span>${digest.slice(0, 32)}</span><span>${digest.slice(32)}</span></p>`;
  const page = samplePage(content, edition)
    .replace('</head>', `<meta name="ArticleTitle" content="${content.title}"/>${data}</head>`)
    .replace('<footer>', `${printed}<footer>`);

  it('passes, and says what that does not cover', () => {
    const { isAuthentic, message, besides } = verifyFile(strToU8(page), 'a', [entry], '公开');
    expect([isAuthentic, besides]).toEqual([true, []]);
    expect(message).toContain('随网页另存的样式和脚本文件不在核验范围');
    expect(message).toContain('效力以本页“效力”一栏为准');
  });

  it.each(['.download', '.下载', ''])('passes as a browser saves it with its parts, scripts as %s', (ending) => {
    const saved = page
      .replace('<!doctype html>', '<!-- saved from url=(0038)http://zg.test/reports/hy-2024-7 --><!DOCTYPE html>')
      .replace('<meta charset="utf-8">', '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">')
      .replace('/styles/', './通报%20-%20公开_files/')
      .replace(/\/scripts\/(public-[0-9a-f]+\.js)/u, `./通报 - 公开_files/$1${ending}`)
      .replaceAll('href="#p', 'href="http://zg.test:8080/reports/hy-2024-7#p');
    expect(saved).toContain(`.js${ending}"`);
    expect(check(saved).differences).toEqual([]);
  });

  const line = /<p (?=data-line="p6")/u;
  it.each<[string, string, (html: string) => string]>([
    ['a script', '<script>', (html) => html.replace('</body>', '<script>change()</script></body>')],
    [
      'a script from elsewhere',
      'src=',
      (html) => html.replace('</body>', '<script src="//x/public-0123456789ab.js"></script></body>'),
    ],
    ['styles', '<style>', (html) => html.replace('</head>', '<style>p{display:none}</style></head>')],
    [
      'a style sheet',
      'href="http',
      (html) => html.replace('</head>', '<link rel="stylesheet" href="http://x/a.css"></head>'),
    ],
    ['a frame', '<iframe>', (html) => html.replace('<footer>', '<iframe srcdoc="x"></iframe><footer>')],
    ['an object', '<object>', (html) => html.replace('<footer>', '<object data="x"></object><footer>')],
    ['a handler', 'onload', (html) => html.replace('<body>', '<body onload="change()">')],
    [
      'a redirect',
      'refresh',
      (html) => html.replace('</head>', '<meta http-equiv="refresh" content="0;url=x"></head>'),
    ],
    ['a style on a line', 'style=', (html) => html.replace(line, '<p style="display:none" ')],
    ['a hidden line', 'hidden', (html) => html.replace(line, '<p hidden ')],
    ['a line that pops up', 'popover', (html) => html.replace(line, '<p popover ')],
    ['a line for no reader aloud', 'aria-hidden', (html) => html.replace(line, '<p aria-hidden="true" ')],
    ['a class of another place', 'class="website"', (html) => html.replace(line, '<p class="website" ')],
    [
      'lines in a note',
      '<aside>',
      (html) => html.replace(/(<p data-line="p6".*?<\/p>)/u, '<aside class="note" popover="auto">$1</aside>'),
    ],
    ['an article that is hidden', '<div hidden>', (html) => html.replace('<article', '<div hidden><article')],
    ['a link to elsewhere', 'href=', (html) => html.replace(/href="#p\d+"/u, 'href="http://x/"')],
    ['markup in a comment', '<!--', (html) => html.replace('</head>', '<!-- <script>change()</script> --></head>')],
    [
      'another printed digest',
      '内容指纹',
      (html) => html.replace(printed, printed.replace(/[0-9a-f]{32}/u, 'a'.repeat(32))),
    ],
    ['no printed digest', '内容指纹', (html) => html.replace(/<p class="digest">.*?<\/p>/u, '')],
    [
      'another digest in its marks',
      '核对码',
      (html) => html.replace(`data-digest="${digest}"`, `data-digest="${'a'.repeat(64)}"`),
    ],
    ['another instant', '发布时刻', (html) => html.replace(edition.publishedAt, '2024-09-26T10:00:05.999Z')],
    ['another title', 'title', (html) => html.replace(/<title>[^<]*/u, '<title>作废')],
    [
      'another title in its tags',
      '元数据',
      (html) => html.replace('ArticleTitle" content="', 'ArticleTitle" content="作废'),
    ],
    [
      'another summary',
      '摘要',
      (html) => html.replace('</head>', '<meta name="Description" content="已完成整改 99 项"></head>'),
    ],
    ['another title in its data', 'JSON-LD', (html) => html.replace('"headline":"', '"headline":"作废')],
    ['data that cannot be read', 'JSON-LD', (html) => html.replace('"headline":"', '"description":"\\q","headline":"')],
  ])('fails with %s, which is named', (_, words, change) => {
    expect(change(page)).not.toBe(page);
    expect(named(change(page))).toContain(words);
  });

  it.each(['"description": "作废",', '"about":{"description":"作废"},', '"description":["作废"],'])(
    'tells of another summary in its data, written as %s',
    (field) => {
      const { besides } = check(page.replace('{"headline"', `{${field}"headline"`));
      expect(besides.join()).toContain('作废');
    },
  );

  it('tells of no more summaries than anybody reads', () => {
    const many = Array.from({ length: 100 }, (_, at) => `<meta name="Description" content="摘要${at}">`);
    expect(check(page.replace('</head>', `${many.join('')}</head>`)).besides.length).toBeLessThan(50);
  });
});

describe('a JSON file', () => {
  type Fields = Record<string, unknown>;
  const written = writeReportJson(content, edition);
  const issueAt = content.paragraphs.findIndex(({ kind }) => kind === 'issue');
  const altered = (path: string, value: unknown) => {
    const file = JSON.parse(written) as Fields;
    const names = path.split('.');
    const inner = names.slice(0, -1).reduce((fields, name) => fields[name] as Fields, file);
    inner[names.at(-1) ?? ''] = value;
    expect(file).not.toEqual(JSON.parse(written));
    return JSON.stringify(file);
  };
  const known: RegistryEntry[] = [entry, { ...entry, content }, { ...entry, contentDigest: contentDigestOf(content) }];

  it('passes whatever is known of it', () => {
    for (const each of known) expect(check(written, each).differences).toEqual([]);
    expect(check(written, known[1]).message).toContain('文件的全部内容');
  });

  it.each<[string, string, unknown]>([
    ['digest', 'digest', '0'.repeat(64)],
    ['codes', 'codes.0', '00000000'],
    ['number', `content.paragraphs.${issueAt}.number`, 99],
    ['id', 'content.paragraphs.3.id', 'zz'],
    ['figure', 'content.figures.0.key', 'other'],
    ['phone', 'content.contact.phone', '999'],
  ])('fails with another %s, whatever is known of it', (_, path, value) => {
    for (const each of known) expect(named(altered(path, value), each)).not.toBe('');
  });

  it.each<[string, string, unknown]>([
    ['content.paragraphs[1].kind', 'content.paragraphs.1.kind', 'signatory'],
    ['content.paragraphs[1].level', 'content.paragraphs.1.level', 7],
    ['content.contact.phone', 'content.contact.phone', null],
    ['content.figures[0].items[0].paragraphId', 'content.figures.0.items.0.paragraphId', null],
  ])('fails with another %s where the content is known', (words, path, value) => {
    expect(named(altered(path, value), known[1])).toContain(`${words}：`);
    expect(named(altered(path, value), known[2])).toContain('不显示的字段被改动');
  });

  it('fails with a field given twice, and with another millisecond', () => {
    expect(named(written.replace('{', '{"digest":"x",'))).toContain('重复的字段');
    expect(named(altered('publishedAt', '2024-09-26T10:00:05.999Z'))).toContain('发布时刻');
  });
});

describe('a Word file', async () => {
  const docx = await writeReportDocx(content, edition, { digest, url: 'http://zg.test/reports/a' });
  const parts = unzipSync(docx);
  const xmlOf = (name: string) => strFromU8(parts[name] ?? new Uint8Array());
  const changed = (name: string, change: (xml: string) => string) => {
    expect(change(xmlOf(name))).not.toBe(xmlOf(name));
    return zipSync({ ...parts, [name]: strToU8(change(xmlOf(name))) });
  };

  it.each<[string, string, string]>([
    ['white words', '与纸同色', '<w:color w:val="FFFFFF"/>'],
    ['nearly white words', '与纸同色', '<w:color w:val="FAFAFA"/>'],
    ['words hidden on the web', 'w:webHidden', '<w:webHidden/>'],
    ['tiny words', '字号', '<w:sz w:val="2"/>'],
    ['words painted over', '底色', '<w:highlight w:val="black"/>'],
  ])('fails with %s', (_, words, look) => {
    expect(named(changed('word/document.xml', (xml) => xml.replace('<w:rPr>', `<w:rPr>${look}`)))).toContain(words);
    expect(named(changed('word/styles.xml', (xml) => xml.replace('<w:rPr>', `<w:rPr>${look}`)))).toContain(words);
  });

  it('fails with words shown as struck out, and names hidden and inserted ones', () => {
    const del = '<w:del w:id="9" w:author="x"><w:r><w:delText>删去的话</w:delText></w:r></w:del><w:r>';
    expect(named(changed('word/document.xml', (xml) => xml.replace('<w:r>', del)))).toContain('w:del');
    const ins = '<w:ins w:id="9" w:author="x"><w:r><w:vanish/><w:t>插入</w:t></w:r></w:ins><w:r>';
    const { isAuthentic, differences } = check(changed('word/document.xml', (xml) => xml.replace('<w:r>', ins)));
    expect(isAuthentic).toBe(false);
    expect(differences.map(({ found }) => found).join()).toMatch(/w:ins.*w:vanish/u);
  });

  it('fails with another printed digest', () => {
    const forged = changed('word/document.xml', (xml) => xml.replace(digest, 'a'.repeat(64)));
    expect(named(forged)).toContain('核对码');
  });
});

describe('a text file', () => {
  const text = writeReportText(content, edition);

  it('fails with other codes or digests, also beside the right one', () => {
    expect(named(text.replace(/(逐行核对码：)[0-9a-f]{8}/u, '$100000000'))).toContain('逐行核对码');
    expect(named(text.replace(digest, 'a'.repeat(64)))).toContain('核对码');
    expect(check(text.replace('核对码（', `核对码（SHA-256）：${'a'.repeat(64)}\n核对码（`)).isAuthentic).toBe(false);
  });
});
