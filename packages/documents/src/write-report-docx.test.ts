import { strFromU8, unzipSync } from 'fflate';
import { reportLines } from '@rectify/report-text';
import { describe, expect, it, vi } from 'vitest';

import { writeReportDocx } from './index.ts';
import { extractDocx } from './verify/extract-docx.ts';
import { sampleReport } from './testing/sample-report.ts';
import { reportCodes } from './write-report-files.ts';

const { content, edition } = sampleReport(8);
const { digest } = reportCodes(content, edition);
const part = (bytes: Uint8Array, name: string) => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array());

describe('a report as a Word file', () => {
  it('shows the lines of the report and nothing else', async () => {
    const bytes = await writeReportDocx(content, edition, { digest, url: 'https://example.cn/r/1' });
    expect(extractDocx(bytes)).toMatchObject({
      lines: reportLines(content, edition).map(({ text }) => text),
      digestClaimed: digest,
      edition: { slug: edition.slug, version: 1, publishedAt: edition.publishedAt },
      codes: reportCodes(content, edition).codes,
    });
  });

  it('has the page of GB/T 9704: A4, 37 and 28 mm, 156 × 225 mm, lines for 22 of 28 characters', async () => {
    const xml = part(await writeReportDocx(content, edition), 'word/document.xml');
    const number = (pattern: RegExp) => Number(pattern.exec(xml)?.[1]);
    const mm = (twips: number) => (twips * 25.4) / 1440;
    const [width, height] = [number(/w:pgSz w:w="(\d+)/u), number(/w:h="(\d+)/u)];
    const [top, right] = [number(/w:top="(\d+)/u), number(/w:pgMar [^>]*w:right="(\d+)/u)];
    const [bottom, left] = [number(/w:bottom="(\d+)/u), number(/w:pgMar [^>]*w:left="(\d+)/u)];
    expect([mm(width), mm(height), mm(top), mm(left)].map(Math.round)).toEqual([210, 297, 37, 28]);
    expect([mm(width - left - right), mm(height - top - bottom)].map(Math.round)).toEqual([156, 225]);
    const pitch = number(/w:linePitch="(\d+)/u);
    expect(Math.floor((height - top - bottom) / pitch)).toBe(22);
    // 16 pt less what each character gives up, in twips.
    const character = 320 + Number(/<w:spacing w:val="(-?\d+)"\/>/u.exec(xml)?.[1]);
    expect(Math.floor((width - left - right) / character)).toBe(28);
  });

  it('writes each kind of line in its own type', async () => {
    const xml = part(await writeReportDocx(content, edition), 'word/document.xml');
    const fontOf = (words: string) => {
      const paragraph = xml.split('<w:p>').find((each) => each.includes(`>${words}`));
      return /w:eastAsia="([^"]*)"/u.exec(paragraph ?? '')?.[1];
    };
    expect([content.title, '一、', '（一）', '1.', '一是'].map(fontOf)).toEqual([
      '方正小标宋简体',
      '黑体',
      '楷体_GB2312',
      '仿宋_GB2312',
      '仿宋_GB2312',
    ]);
  });

  it('numbers odd pages at the right and even ones at the left', async () => {
    const bytes = await writeReportDocx(content, edition);
    expect(part(bytes, 'word/settings.xml')).toContain('<w:evenAndOddHeaders/>');
    expect([1, 2].map((at) => /<w:jc w:val="(\w+)"/u.exec(part(bytes, `word/footer${at}.xml`))?.[1])).toEqual([
      'right',
      'left',
    ]);
  });

  it('has the same bytes whenever it is written', async () => {
    const first = await writeReportDocx(content, edition, { digest });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
    try {
      expect(await writeReportDocx(content, edition, { digest })).toEqual(first);
    } finally {
      vi.useRealTimers();
    }
  });

  it('marks a draft on every page and claims no edition for it', async () => {
    const bytes = await writeReportDocx(content, null, { draftMark: '征求意见稿' });
    expect([1, 2].map((at) => part(bytes, `word/header${at}.xml`).includes('征求意见稿'))).toEqual([true, true]);
    expect(extractDocx(bytes).edition.slug).toBeNull();
  });
});
