import { writeReportDocx } from '@rectify/documents';
import { canonicalText, checkReport, parseReport, type ReportContent } from '@rectify/report-text';
import { spreadOf, type Spread } from './measure.ts';

const RUNS = 20;
const HOSTILE = ['啊', '“《（', '13912345678 ', '1.问题不严。\n整改情况：\n一是6月4日召开会议。\n'];
const HOSTILE_LENGTH = 5_000_000;

export interface TextSpeed {
  title: string;
  spread: Spread;
}

async function time(title: string, work: () => unknown, runs = RUNS): Promise<TextSpeed> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return { title, spread: spreadOf(times) };
}

/** How long reading, checking and writing a report of sixty issues takes, and the check of what means harm. */
export async function measureTexts(content: ReportContent): Promise<TextSpeed[]> {
  const text = canonicalText(content, null);
  const size = `${Math.round(Buffer.byteLength(text) / 1024)} KB`;
  const results = [
    await time(`解析通报（60 项，${size}）`, () => parseReport(text)),
    await time(`通报体检（60 项，${size}）`, () => checkReport(text)),
    await time('生成 docx（60 项）', () => writeReportDocx(content, null, {})),
  ];
  for (const piece of HOSTILE) {
    const long = piece.repeat(Math.ceil(HOSTILE_LENGTH / piece.length));
    results.push(await time(`体检 500 万字的“${piece.slice(0, 6).replaceAll('\n', '')}…”`, () => checkReport(long), 3));
  }
  return results;
}
