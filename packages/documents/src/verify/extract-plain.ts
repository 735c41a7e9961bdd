import { writtenLine } from '@rectify/report-text/canonical';

import { isNotice, TEXT_NOTICE_START } from '../notice.ts';
import { demandBounded } from './line-collector.ts';
import type { ExtractedReport } from './types.ts';

/** Reads a text file of ours, also where its end is cut off; null when it neither begins nor ends as ours do. */
export function extractPlain(text: string): ExtractedReport | null {
  const split = text.split(/\r\n|\r|\n/u);
  demandBounded(split.length);
  const all = split.map(writtenLine);
  const start = all.lastIndexOf(TEXT_NOTICE_START);
  if (start < 0) return extractCut(all);
  const claims = new Map<string, string>();
  const additions = all.slice(start + 1).filter((line) => {
    const found = /^(编号|版本|发布时刻|逐行核对码)：([\w.:-]*(?: [0-9a-f]{8})*)$/u.exec(line);
    const isOurs = found !== null && !claims.has(found[1] ?? '');
    const isRepeated = line.startsWith('核对码（') && claims.has('核对码');
    if (isOurs) claims.set(found[1] ?? '', found[2] ?? '');
    else if (line.startsWith('核对码（')) claims.set('核对码', line.split('：')[1] ?? '');
    return line !== '' && !isOurs && (isRepeated || !isNotice(line));
  });
  const version = Number(claims.get('版本') ?? 'none');
  return {
    ...{ format: 'txt', isCut: !claims.has('逐行核对码'), findings: [], contradictions: () => [], besides: () => [] },
    edition: {
      slug: claims.get('编号') ?? null,
      version: Number.isInteger(version) ? version : null,
      publishedAt: claims.get('发布时刻') ?? null,
    },
    lines: [...all.slice(0, start), ...additions].filter((line) => line !== ''),
    digestClaimed: claims.get('核对码') ?? null,
    codes: claims.get('逐行核对码')?.split(' ') ?? null,
  };
}

/** How far down the lines stand that say of which edition a report is. */
const HEAD = 20;

/** Reads a text that says at its head which report it is, and lacks the part at its end. */
function extractCut(all: readonly string[]): ExtractedReport | null {
  const [, slug, version] = all.slice(0, HEAD).flatMap((line) => /^编号：([\w.-]+) 第 (\d{1,6}) 版$/u.exec(line) ?? []);
  if (slug === undefined) return null;
  return {
    ...{ format: 'txt', isCut: true, findings: [], contradictions: () => [], besides: () => [] },
    edition: { slug, version: Number(version), publishedAt: null },
    lines: all.filter((line) => line !== ''),
    digestClaimed: null,
    codes: null,
  };
}
