import { Parser } from 'htmlparser2';

import { partText, unzipBounded } from '../bounded-zip.ts';
import { CLAIMS, isNotice } from '../notice.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import { inspectDocxPart } from './inspect-docx.ts';
import { FOREIGN, LineCollector } from './line-collector.ts';
import { Nesting } from './nesting.ts';
import type { ExtractedReport } from './types.ts';

/** A report of hundreds of issues unpacks to a tenth of this. */
const UNPACKED_LIMIT = 8 * 1024 * 1024;
/** Parts whose text is seen on the page beside the body. */
const beside = /^word\/(?:header|footer|footnotes|endnotes|comments)\d*\.xml$/u;
/** Parts that say how the words look, or are the words. */
const looked = /^word\/(?:document|styles)\.xml$/u;
const foreign = new Set([
  'w:drawing',
  'w:pict',
  'w:object',
  'w:sym',
  'w:numpr',
  'w:strike',
  'w:dstrike',
  'w:vanish',
  'w:altchunk',
  'm:omath',
]);
const gaps = new Set(['w:tab', 'w:br', 'w:cr', 'w:ptab']);

/** Reads the lines and claims of a Word file of ours; refuses one that is no Word file. */
export function extractDocx(bytes: Uint8Array): ExtractedReport {
  const parts = unzipBounded(
    bytes,
    (name) => looked.test(name) || name === 'docProps/custom.xml' || beside.test(name),
    UNPACKED_LIMIT,
  );
  if (!parts.has('word/document.xml')) throw new UnreadableFile('这不是 Word 文档，无法读取。');
  const body = readLines(partText(parts, 'word/document.xml'));
  const additions = [...parts.keys()]
    .filter((name) => beside.test(name))
    .flatMap((name) => readLines(partText(parts, name)))
    // The page number, as the field holds it at the moment.
    .filter((line) => !/^[—–-] ?\d* ?[—–-]$/u.test(line));
  const claims = parts.has('docProps/custom.xml') ? readClaims(partText(parts, 'docProps/custom.xml')) : noClaims;
  const isSeen = (name: string) => looked.test(name) || beside.test(name);
  const lines = withoutNotice(body);
  const printed = body.slice(lines.length);
  return {
    ...claims,
    lines: [...lines, ...additions],
    format: 'docx',
    isCut: false,
    findings: [...parts.keys()].filter(isSeen).flatMap((name) => inspectDocxPart(partText(parts, name))),
    besides: () => [],
    contradictions: ({ digest }) =>
      printed.some((line) => line.startsWith('核对码') && !line.endsWith(digest))
        ? [`文末印的核对码与登记的不同：登记的为 ${digest}`]
        : [],
  };
}

/** The notice counts as none of the lines only where it stands: behind them all. */
function withoutNotice(lines: readonly string[]): string[] {
  let end = lines.length;
  while (end > 0 && isNotice(lines[end - 1] ?? '')) end -= 1;
  return lines.slice(0, end);
}

/** Each paragraph is a line, and each row of a table. */
function readLines(xml: string): string[] {
  const collector = new LineCollector();
  const nesting = new Nesting();
  let rows = 0;
  let isText = false;
  const isLine = (name: string) => name === 'w:tr' || (name === 'w:p' && rows === 0);
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        nesting.open();
        const name = tag.toLowerCase();
        if (name === 'w:p' && rows > 0) collector.text(' ');
        if (name === 'w:tr' || isLine(name)) collector.open();
        if (name === 'w:tr') rows += 1;
        if (name === 'w:t') isText = true;
        if (gaps.has(name)) collector.text(' ');
        if (name === 'w:nobreakhyphen') collector.text('-');
        if (foreign.has(name) && !/^(?:0|false|off)$/u.test(attributes['w:val'] ?? '')) collector.text(FOREIGN);
      },
      ontext(words) {
        if (isText) collector.text(words);
      },
      onclosetag(tag) {
        nesting.close();
        const name = tag.toLowerCase();
        if (name === 'w:t') isText = false;
        if (name === 'w:tr') rows -= 1;
        if (isLine(name)) collector.close();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return collector.lines();
}

type Claims = Pick<ExtractedReport, 'edition' | 'digestClaimed' | 'codes'>;
const noClaims: Claims = {
  edition: { slug: null, version: null, publishedAt: null },
  digestClaimed: null,
  codes: null,
};

function readClaims(xml: string): Claims {
  const values = new Map<string, string>();
  let name = '';
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        if (tag === 'property') name = attributes['name'] ?? '';
      },
      ontext(words) {
        if (name.startsWith('Rectify')) values.set(name, `${values.get(name) ?? ''}${words}`.slice(0, 1000));
      },
      onclosetag(tag) {
        if (tag === 'property') name = '';
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  const version = Number(values.get(CLAIMS.version) ?? 'none');
  const codes: string[] = [];
  for (let at = 1; values.has(`${CLAIMS.codes}${at}`); at += 1)
    codes.push(...(values.get(`${CLAIMS.codes}${at}`) ?? '').trim().split(/\s+/u));
  return {
    edition: {
      slug: values.get(CLAIMS.slug)?.trim() ?? null,
      version: Number.isInteger(version) ? version : null,
      publishedAt: values.get(CLAIMS.publishedAt)?.trim() ?? null,
    },
    digestClaimed: values.get(CLAIMS.digest)?.trim() ?? null,
    codes: codes.length > 0 ? codes : null,
  };
}
