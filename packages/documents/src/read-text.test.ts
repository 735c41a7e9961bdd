import { Document, LevelFormat, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import { strToU8, zipSync } from 'fflate';
import { parseReport } from '@rectify/report-text';
import { describe, expect, it } from 'vitest';

import { readText, UnreadableFile, writeReportDocx } from './index.ts';
import { samplePage } from './testing/sample-page.ts';
import { sampleReport } from './testing/sample-report.ts';

const read = (text: string, name = 'a.html') => readText(strToU8(text), name);
const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });

async function wordFile(children: (Paragraph | Table)[]): Promise<Uint8Array> {
  const levels = [{ level: 0, format: LevelFormat.DECIMAL, text: '%1.', start: 1 }];
  const document = new Document({ numbering: { config: [{ reference: 'list', levels }] }, sections: [{ children }] });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

describe('the text of a file', () => {
  it('is read from UTF-8 and from the national encoding', async () => {
    expect(await readText(strToU8('整改\n情况'), 'a.txt')).toBe('整改\n情况');
    expect(await readText(Uint8Array.from([0xd5, 0xfb, 0xb8, 0xc4]), 'a.txt')).toBe('整改');
  });

  it('is read from a page without its menus and programs, a line for each block', async () => {
    const html = `<html><head><title>题</title><style>p{}</style></head><body><nav>首页</nav>
      <p>一、整改&nbsp;情况</p><script>var a = '<p>no</p>';</script><div>（一）<b>作风</b>方面<br>1.值班
      不全</div><ol start="3"><li>甲</li><li>乙</li></ol><table><tr><th>问题</th><th>措施</th></tr><tr><td><p>值班</p></td><td></td></tr></table></body></html>`;
    expect((await read(html)).split('\n')).toEqual([
      '一、整改\u00a0情况',
      '（一）作风方面',
      '1.值班 不全',
      '3.甲',
      '4.乙',
      '问题\t措施',
      '值班',
      '',
    ]);
    expect(await read('<p>粘贴的&ldquo;网页&rdquo;</p>', 'clip.txt')).toBe('粘贴的“网页”\n');
  });

  it('is read from Word with its lists and tables', async () => {
    const list = (text: string) => new Paragraph({ text, numbering: { reference: 'list', level: 0 } });
    const table = new Table({
      rows: [
        new TableRow({ children: [cell('问题'), cell('措施')] }),
        new TableRow({ children: [cell('甲'), cell('乙')] }),
      ],
    });
    const bytes = await wordFile([new Paragraph('通报'), list('第一条'), list('第二条'), table]);
    expect(await readText(bytes, '通报.docx')).toBe('通报\n1.第一条\n2.第二条\n问题\t措施\n甲\t乙\n');
  });

  it('of our own Word file and page parses into the report again', async () => {
    const { content, edition } = sampleReport(6);
    const word = parseReport(await readText(await writeReportDocx(content, edition), 'a.docx'));
    const page = parseReport(await read(samplePage(content, edition)));
    const issues = content.paragraphs.filter(({ kind }) => kind === 'issue');
    expect(word.issues.map(({ number }) => number)).toEqual(issues.map(({ number }) => number));
    expect(page.issues.map(({ number, title }) => [number, title])).toEqual(
      word.issues.map(({ number, title }) => [number, title]),
    );
  });
});

/** A part that unpacks to so many bytes of one and the same. */
const bomb = (megabytes: number) =>
  zipSync({ 'word/document.xml': new Uint8Array(megabytes * 1024 * 1024).fill(0x20) }, { level: 9 });

/** Small packed, and many more elements than the reader has memory for. */
const crowded = zipSync({ 'word/document.xml': strToU8('<w:p>'.repeat(500_000)) }, { level: 9 });

/** The same archive saying that its part is small. */
function lying(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  for (let at = 0; at < copy.length - 4; at += 1) {
    const signature = view.getUint32(at, true);
    if (signature === 0x04034b50) view.setUint32(at + 22, 100, true);
    if (signature === 0x02014b50) view.setUint32(at + 24, 100, true);
  }
  return copy;
}

describe('a file that cannot be read', () => {
  const archive = zipSync({ 'word/document.xml': strToU8('<w:document/>') });
  it.each<[string, Uint8Array, string, RegExp]>([
    ['nothing', new Uint8Array(), 'a.txt', /空/u],
    ['too large', new Uint8Array(21 * 1024 * 1024), 'a.txt', /过大/u],
    ['an old Word file', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'a.docx', /另存为/u],
    ['a PDF', strToU8('%PDF-1.7'), 'a.docx', /PDF/u],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47]), 'a.txt', /图片/u],
    ['text named docx', strToU8('整改'), 'a.docx', /不是 Word/u],
    ['bytes of a program', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]), 'a.txt', /无法识别/u],
    ['an archive of something else', zipSync({ 'a.txt': strToU8('a') }), 'a.docx', /不是 Word/u],
    ['a broken archive', archive.subarray(0, 60), 'a.docx', /损坏/u],
    ['an archive cut at its start', archive.subarray(20), 'a.docx', /不是 Word/u],
    ['a document that is no XML', zipSync({ 'word/document.xml': strToU8('<<<<') }), 'a.docx', /损坏/u],
    ['a hundred megabytes of XML', bomb(100), 'a.docx', /解压后过大/u],
    ['a bomb that says it is small', lying(bomb(200)), 'a.docx', /解压后过大/u],
    ['half a million elements', crowded, 'a.docx', /太复杂/u],
    ['a page of half a million elements inside each other', strToU8('<div>'.repeat(500_000)), 'a.html', /嵌套太深/u],
  ])('%s is refused with a sentence, soon', async (_, bytes, name, message) => {
    const started = performance.now();
    const error: unknown = await readText(bytes, name).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnreadableFile);
    expect((error as Error).message).toMatch(message);
    // Generous for a busy machine: unpacking all of it would take many times as long.
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
