import { reportLines } from '@rectify/report-text';
import type { Edition, ReportContent, ReportLine } from '@rectify/report-text';

import { reportCodes } from '../write-report-files.ts';

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function runsOf({ runs, target }: ReportLine): string {
  const html = runs.map((run) =>
    typeof run === 'string' ? escape(run) : `<a class="figure" href="#f-${run.figure}">${escape(run.text)}</a>`,
  );
  return target === null ? html.join('') : `<a href="#${target}">${html.join('')}</a>`;
}

function lineOf(line: ReportLine): string {
  const mark = `data-line="${line.id}"${line.anchor === null ? '' : ` id="${line.anchor}"`}`;
  if (line.cells)
    return `<table><tr ${mark}>${line.cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr></table>`;
  return line.kind === 'heading' ? `<h3 ${mark}>${runsOf(line)}</h3>` : `<p ${mark}>${runsOf(line)}</p>`;
}

/** A published page with what surrounds a report on it. */
export function samplePage(content: ReportContent, edition: Edition): string {
  const { digest, codes } = reportCodes(content, edition);
  const claims = `data-slug="${edition.slug}" data-version="${edition.version}" data-published-at="${edition.publishedAt}"`;
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${escape(content.title)}</title><link rel="stylesheet" href="/styles/public-0123456789ab.css"><script src="/scripts/public-0123456789ab.js" defer></script></head>
<body><nav>首页 › 整改通报</nav>
<article ${claims} data-digest="${digest}" data-lines="${codes.join(' ')}">
${reportLines(content, edition).map(lineOf).join('\n')}
</article>
<footer>Rectify 整改通 · 本系统不得存储、处理国家秘密</footer></body></html>
`;
}
