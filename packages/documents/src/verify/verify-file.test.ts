import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { canonicalLines } from '@rectify/report-text';
import { describe, expect, it } from 'vitest';

import { UnreadableFile, verifyFile, writeReportDocx, writeReportJson, writeReportText } from '../index.ts';
import type { RegistryEntry } from '../index.ts';
import { samplePage } from '../testing/sample-page.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { reportCodes } from '../write-report-files.ts';

const { content, edition } = sampleReport(9);
const { digest } = reportCodes(content, edition);
const lines = canonicalLines(content, edition).map(({ text }) => text);
const url = 'http://10.1.1.8/r/hy-2024-7';
const entry: RegistryEntry = { ...edition, title: content.title, digest, state: 'current' };

/** The inside of a file as text, and the file again from such a text. */
interface Format {
  name: string;
  text: string;
  pack: (text: string) => Uint8Array;
  /** A line of the report as the format writes it. */
  write: (words: string) => string;
}

const docx = await writeReportDocx(content, edition, { digest, url });
const docxParts = unzipSync(docx);
const packDocx = (xml: string) => zipSync({ ...docxParts, 'word/document.xml': strToU8(xml) });
const docxText = strFromU8(docxParts['word/document.xml'] ?? new Uint8Array());

const formats: Format[] = [
  {
    name: 'a.html',
    text: samplePage(content, edition),
    pack: strToU8,
    write: (words) => `<p data-line="x">${words}</p>`,
  },
  { name: 'a.json', text: writeReportJson(content, edition), pack: strToU8, write: (words) => `"${words}"` },
  { name: 'a.docx', text: docxText, pack: packDocx, write: (words) => `<w:p><w:r><w:t>${words}</w:t></w:r></w:p>` },
  { name: 'a.txt', text: writeReportText(content, edition, url), pack: strToU8, write: (words) => `${words}\n` },
];

const check = ({ name, pack }: Format, text: string, known: RegistryEntry = entry) =>
  verifyFile(pack(text), name, [known]);
const measure = '召开党组会议3次专题研究';
const at = lines.findIndex((line) => line.includes(measure));

describe.each(formats)('$name', (format) => {
  it('passes untouched', () => {
    expect(check(format, format.text)).toMatchObject({
      isAuthentic: true,
      edition: { slug: 'hy-2024-7' },
      differences: [],
    });
  });

  it('passes as the version that it is, whatever became of that version', () => {
    expect(check(format, format.text, { ...entry, state: 'corrected' }).message).toContain('已被更正');
    expect(check(format, format.text, { ...entry, state: 'withdrawn' }).message).toContain('已经撤回');
  });

  it('fails with one character changed, and names the line and its words', () => {
    const changed = format.text.replace(measure, '召开党组会议8次专题研究');
    const words = check(format, changed, { ...entry, lines });
    expect(words.isAuthentic).toBe(false);
    expect(words.differences).toEqual([{ line: at + 1, expected: lines[at], found: lines[at]?.replace('3次', '8次') }]);
    expect(words.message).toContain(`第 ${at + 1} 行与发布时不同`);
    const codes = check(format, changed);
    expect(codes.differences).toMatchObject([
      { line: at + 1, expected: expect.stringMatching(/^核对码 [0-9a-f]{8}$/u) },
    ]);
  });

  it('quotes what stands around the first difference, however late in the line it comes', () => {
    const before = '据此前后多次研究并反复征求各方意见'.repeat(4);
    const long = (text: string) => text.replaceAll(measure, `${before}${measure}`);
    const report = JSON.parse(long(JSON.stringify(content))) as typeof content;
    const known = { ...entry, digest: reportCodes(report, edition).digest };
    const words = canonicalLines(report, edition).map(({ text }) => text);
    const changed = long(format.text).replace('召开党组会议3次', '召开党组会议8次');
    const { message } = check(format, changed, { ...known, lines: words });
    expect(message).toMatch(/发布时为“…[^”]*召开党组会议3次[^”]*”，文件中为“…[^”]*召开党组会议8次/u);
  });

  it('fails with a character taken out or put in', () => {
    for (const words of ['召开党组会议3次专题研', '召开党组会议33次专题研究'])
      expect(check(format, format.text.replace(measure, words))).toMatchObject({
        isAuthentic: false,
        differences: [{ line: at + 1 }],
      });
  });

  it('fails when the check codes were changed as well', () => {
    const changed = format.text.replace(measure, '没有开会').replaceAll(/[0-9a-f]{64}/gu, '0'.repeat(64));
    expect(check(format, changed).isAuthentic).toBe(false);
  });

  it('says so when nobody registered such a report', () => {
    expect(check(format, format.text, { ...entry, slug: 'other', digest: 'f'.repeat(64) })).toMatchObject({
      isAuthentic: false,
      edition: null,
      state: 'unknown',
    });
  });
});

const linewise = formats.filter(({ name }) => name !== 'a.json');

describe.each(linewise)('$name line by line', (format) => {
  const parts = () => format.text.split(/(?=<w:p>)|(?<=\n)/u);
  const place = parts().findIndex((part) => part.includes(measure));

  it('fails with a line taken out', () => {
    const rest = parts().toSpliced(place, 1).join('');
    const { isAuthentic, differences } = check(format, rest, { ...entry, lines });
    expect([isAuthentic, differences]).toEqual([false, [{ line: at + 1, expected: lines[at], found: null }]]);
  });

  it('fails with a line put in', () => {
    const more = parts()
      .toSpliced(place + 1, 0, format.write('此处为添加'))
      .join('');
    const { isAuthentic, differences } = check(format, more, { ...entry, lines });
    expect([isAuthentic, differences]).toEqual([false, [{ line: at + 1, expected: null, found: '此处为添加' }]]);
  });

  it('fails with two lines swapped', () => {
    const all = parts();
    const [one = '', two = ''] = all.slice(place, place + 2);
    const { isAuthentic, differences } = check(format, all.toSpliced(place, 2, two, one).join(''), { ...entry, lines });
    expect(isAuthentic).toBe(false);
    expect(differences.map(({ line }) => line)).toContain(at + 1);
  });
});

describe('a saved page', () => {
  const format = formats[0] as Format;

  it.each<[string, (html: string) => string]>([
    ['other line breaks', (html) => html.replaceAll('\n', '\r\n')],
    [
      'another doctype',
      (html) => html.replace('<!doctype html>', '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "">'),
    ],
    [
      'attributes in another order',
      (html) => html.replaceAll(/<p (data-line="[^"]*") (id="[^"]*")>/gu, '<p $2 class="paragraph" $1>'),
    ],
    ['entities for characters', (html) => html.replaceAll('。', '&#12290;').replaceAll('“', '&ldquo;')],
    ['upper-case names', (html) => html.replaceAll('<p ', '<P ').replaceAll('</p>', '</P>')],
    ['comments and indentation', (html) => html.replaceAll('<p ', '\n  <!-- saved from url -->  <p ')],
    ['words added beside the report', (html) => html.replace('</footer>', '欢迎访问</footer>')],
    ['a mark of byte order', (html) => `\ufeff${html}`],
  ])('passes with %s', (_, change) => {
    const changed = change(format.text);
    expect(changed).not.toBe(format.text);
    expect(check(format, changed).isAuthentic).toBe(true);
  });

  it.each<[string, (html: string) => string]>([
    ['words outside every line', (html) => html.replace('</article>', '<div>另：已全部整改</div></article>')],
    ['words between lines', (html) => html.replace('</p>', '</p>已全部整改')],
    ['a picture', (html) => html.replace('</article>', '<img src="x.png" alt=""></article>')],
    ['a line struck out', (html) => html.replace(measure, `<s>${measure}</s>`)],
    ['a program', (html) => html.replace('</article>', '<script>rewrite()</script></article>')],
    [
      'a second report',
      (html) => html.replace('</body>', '<article data-slug="x"><p data-line="a">又一篇</p></article></body>'),
    ],
  ])('fails with %s', (_, change) => {
    const changed = change(format.text);
    expect(changed).not.toBe(format.text);
    expect(check(format, changed).isAuthentic).toBe(false);
  });
});

describe('a Word file', () => {
  const format = formats[2] as Format;

  it.each<[string, (xml: string) => string]>([
    ['a number of its own', (xml) => xml.replace('<w:pPr>', '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>')],
    ['a line struck out', (xml) => xml.replace('<w:rPr>', '<w:rPr><w:strike/>')],
    [
      'words behind the notice',
      (xml) => xml.replace('<w:sectPr>', '<w:p><w:r><w:t>另：已全部整改</w:t></w:r></w:p><w:sectPr>'),
    ],
    ['an address that says more', (xml) => xml.replace(url, `${url} 已全部整改`)],
  ])('fails with %s', (_, change) => {
    expect(change(format.text)).not.toBe(format.text);
    expect(check(format, change(format.text)).isAuthentic).toBe(false);
  });

  it('passes with its runs cut otherwise, as programs do that save it again', () => {
    const cut = format.text.replaceAll(
      /(<w:r><w:rPr>(?:(?!<\/w:rPr>).)*<\/w:rPr>)<w:t xml:space="preserve">([^<]{4})([^<]+)<\/w:t><\/w:r>/gu,
      '$1<w:t>$2</w:t></w:r><w:proofErr w:type="spellEnd"/>$1<w:t xml:space="preserve">$3</w:t></w:r>',
    );
    expect(cut).not.toBe(format.text);
    expect(check(format, cut).isAuthentic).toBe(true);
  });

  it('fails with words in its header or comments', () => {
    const part = strToU8('<w:hdr><w:p><w:r><w:t>作废</w:t></w:r></w:p></w:hdr>');
    expect(verifyFile(zipSync({ ...docxParts, 'word/header1.xml': part }), 'a.docx', [entry]).isAuthentic).toBe(false);
  });
});

describe('a JSON file', () => {
  const parsed = () => JSON.parse(writeReportJson(content, edition)) as { content: Record<string, unknown> };

  it.each<[string, (file: ReturnType<typeof parsed>) => unknown]>([
    ['a field that no report has', (file) => ({ ...file, content: { ...file.content, note: '已全部整改' } })],
    ['a note beside it', (file) => ({ ...file, note: '已全部整改' })],
    [
      'another telephone number',
      (file) => ({
        ...file,
        content: { ...file.content, contact: { ...(file.content['contact'] as object), phone: '110' } },
      }),
    ],
    [
      'other totals',
      (file) => ({
        ...file,
        content: { ...file.content, totals: { ...(file.content['totals'] as object), completed: 9 } },
      }),
    ],
    ['another version', (file) => ({ ...file, version: 2 })],
  ])('fails with %s', (_, change) => {
    expect(verifyFile(strToU8(JSON.stringify(change(parsed()))), 'a.json', [entry]).isAuthentic).toBe(false);
  });

  it('passes when it was written otherwise', () => {
    expect(verifyFile(strToU8(JSON.stringify(parsed())), 'b.txt', [entry]).isAuthentic).toBe(true);
  });
});

describe('what is none of ours', () => {
  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a page without a report', strToU8('<html><body><p>新闻</p></body></html>')],
    ['other JSON', strToU8('{"slug":"a","version":1,"publishedAt":"x","content":{"paragraphs":[null]}}')],
    ['any text', strToU8('通报\n一、情况\n')],
    ['an archive without a document', zipSync({ 'a.txt': strToU8('a') })],
    ['a broken archive', docx.subarray(0, docx.length - 400)],
  ])('%s is refused with a sentence', (_, bytes) => {
    expect(() => verifyFile(bytes, 'a.html', [entry])).toThrow(UnreadableFile);
  });
});
