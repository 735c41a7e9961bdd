import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { linesAsWritten, normaliseLine } from '@rectify/report-text';
import type { ReportContent } from '@rectify/report-text';
import { describe, expect, it } from 'vitest';

import { verifyFile, writeReportDocx, writeReportJson, writeReportText } from '../index.ts';
import type { RegistryEntry } from '../index.ts';
import { samplePage } from '../testing/sample-page.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { reportCodes } from '../write-report-files.ts';

// Characters that nobody sees and that turn round or part the words beside them.

const { content, edition } = sampleReport(9);
const { digest } = reportCodes(content, edition);
const lines = linesAsWritten(content, edition);
const entry: RegistryEntry = { ...edition, title: content.title, digest, state: 'current' };
const words = '召开党组会议3次专题研究';
const at = lines.findIndex((line) => line.includes(words));

async function wordFile(of: ReportContent, change: (xml: string) => string): Promise<Uint8Array> {
  const parts = unzipSync(await writeReportDocx(of, edition, { digest }));
  const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
  return zipSync({ ...parts, 'word/document.xml': strToU8(change(xml)) });
}

type Change = (text: string) => string;
const files: [string, (change: Change, of?: ReportContent) => Promise<Uint8Array>][] = [
  ['a page', async (change, of = content) => strToU8(change(samplePage(of, edition)))],
  ['a JSON file', async (change, of = content) => strToU8(change(writeReportJson(of, edition)))],
  ['a text file', async (change, of = content) => strToU8(change(writeReportText(of, edition)))],
  ['a Word file', async (change, of = content) => wordFile(of, change)],
];
const put = (more: string) => (text: string) => text.replace(words, words.replace('3次', more));

describe.each(files)('%s', (_, file) => {
  it.each([
    ['\u202e3\u202c次', 'U+202E 文字方向控制符、U+202C 文字方向控制符'],
    ['\u20673\u2069次', 'U+2067 文字方向控制符'],
    ['3\u200b次', 'U+200B 零宽空格'],
    ['3\u2060次', 'U+2060 零宽空格'],
    ['3\ufeff次', 'U+FEFF 零宽空格'],
    ['3\u00ad次', 'U+00AD 软连字符'],
    ['3\ufe0e次', 'U+FE0E 字形选择符'],
  ])('fails with %j in a line, and names the line and the character', async (more, name) => {
    const bytes = await file(put(more));
    for (const known of [entry, { ...entry, lines }, { ...entry, content }]) {
      const { isAuthentic, differences, message } = verifyFile(bytes, 'a', [known]);
      expect(isAuthentic).toBe(false);
      expect(differences).toContainEqual(
        expect.objectContaining({ line: at + 1, unseen: expect.stringContaining(name) }),
      );
      expect(message).toContain(`第 ${at + 1} 行`);
      expect(message).toContain(`有看不见的字符：${name}`);
      expect(message).toContain('〔U+');
      expect(`${message}${JSON.stringify(differences)}`).not.toMatch(/\p{Cf}/u);
    }
  });

  it('passes with those that were published, and with none other', async () => {
    const text = JSON.stringify(content).replaceAll(words, words.replace('3次', '\u202e3\u202c次'));
    const old = JSON.parse(text) as ReportContent;
    const unseen = linesAsWritten(old, edition).filter((line) => line !== normaliseLine(line));
    const known: RegistryEntry = { ...entry, content: old, unseen };
    expect(verifyFile(await file((same) => same, old), 'a', [known]).differences).toEqual([]);
    const moved = await file((same) => same.replace(/\u202e3\u202c|3次/u, '\u202e\u202c3'), old);
    expect(verifyFile(moved, 'a', [known]).isAuthentic).toBe(false);
  });
});

describe('other ways to put them', () => {
  it.each(['&#x202e;', '&#8238;', '&rlm;', '&zwnj;', '&shy;', '&#x2067;'])(
    'fails with %s in a page',
    async (entity) => {
      const page = samplePage(content, edition).replace(words, `${entity}${words}`);
      expect(verifyFile(strToU8(page), 'a.html', [entry]).differences).toMatchObject([{ line: at + 1 }]);
    },
  );

  it('fails with one that stands in no line', () => {
    const page = samplePage(content, edition).replace('</article>', '\u202e</article>');
    expect(verifyFile(strToU8(page), 'a.html', [entry]).isAuthentic).toBe(false);
    const text = writeReportText(content, edition);
    expect(verifyFile(strToU8(`\u202e\n${text}`), 'a.txt', [entry]).isAuthentic).toBe(false);
    expect(verifyFile(strToU8(text.replace('版本：', '版\u200b本：')), 'a.txt', [entry]).isAuthentic).toBe(false);
  });

  it.each(['<w:rtl/>', '<w:bdo w:val="rtl"/>', '<w:dir w:val="rtl"/>'])(
    'fails with %s in a Word file',
    async (mark) => {
      const bytes = await wordFile(content, (xml) => xml.replace('<w:rPr>', `<w:rPr>${mark}`));
      expect(verifyFile(bytes, 'a.docx', [entry]).message).toContain('改变文字方向');
    },
  );
});
