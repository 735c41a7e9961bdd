import { Prisma, type Db } from '@rectify/db';
import {
  contentDigestOf,
  correctionDigestOf,
  digestOfFile,
  extractReport,
  UnreadableFile,
  verifyFile,
  type RegistryEntry,
  type Verdict,
} from '@rectify/documents';
import { canonicalLines, linesAsWritten, normaliseLine, type ReportContent } from '@rectify/report-text';
import { Fault } from '../../http/errors.ts';
import { HTML, type Answer } from '../../http/public-answer.ts';
import { addressOf } from '../../http/public-request.ts';
import { readForm } from '../../http/read-form.ts';
import { getContent } from './published.ts';
import type { Handler } from './route.ts';
import { renderVerify } from './verify-page.tsx';

const LIMITS = { fileBytes: 3 * 1024 * 1024, fieldBytes: 1_000, within: 20_000 };
/** Reading a file takes the processor; more than this at once would hold up the other pages. */
const AT_ONCE = 2;
/** A withdrawn report says nothing more; that it was published is told to whoever has it. */
const WITHDRAWN_TITLE = '已撤回的通报';

interface RegistryRow {
  reportId: string;
  slug: string;
  version: number;
  title: string;
  publishedAt: Date;
  digest: string;
  correction: string | null;
  isCurrent: boolean;
  isWithdrawn: boolean;
}

const REGISTRY = Prisma.sql`
  SELECT r.id AS "reportId", r.slug, v.version, v.title, v.published_at AS "publishedAt", v.digest, v.correction,
    v.version = r.current_version AS "isCurrent", r.withdrawn_at IS NOT NULL AS "isWithdrawn"
  FROM public_report_version v JOIN public_report r ON r.id = v.report_id
  WHERE v.digest IS NOT NULL AND v.version <= r.current_version`;

function entryOf({ slug, version, title, publishedAt, digest, correction, ...row }: RegistryRow): RegistryEntry {
  return {
    ...{ slug, version, digest, publishedAt: publishedAt.toISOString() },
    title: row.isWithdrawn ? WITHDRAWN_TITLE : title,
    state: row.isWithdrawn ? 'withdrawn' : row.isCurrent ? 'current' : 'corrected',
    ...(correction !== null && { correctionDigest: correctionDigestOf(correction) }),
  };
}

const linesOf = (content: ReportContent, entry: RegistryEntry) =>
  canonicalLines(content, entry).map(({ text }) => text);

/** The lines that were published with invisible characters, before these were taken out at composing. */
const unseenOf = (content: ReportContent, entry: RegistryEntry) =>
  linesAsWritten(content, entry).filter((line) => line !== normaliseLine(line));

/** How much of the published words a reader takes along, in characters: some two megabytes. */
const WORDS_MOST = 700_000;
const READ_AT_ONCE = 10;

/** Every published version up to now; the newest ones that are not withdrawn with their words. */
export async function readRegistryWithWords(db: Db, most = WORDS_MOST): Promise<RegistryEntry[]> {
  const rows = await db.$queryRaw<RegistryRow[]>(Prisma.sql`${REGISTRY} ORDER BY v.published_at, r.slug, v.version`);
  const entries = rows.map(entryOf);
  const told = rows.flatMap(({ isWithdrawn }, at) => (isWithdrawn ? [] : [at])).toReversed();
  let left = most;
  for (let from = 0; from < told.length && left > 0; from += READ_AT_ONCE) {
    const places = told.slice(from, from + READ_AT_ONCE);
    const contents = await Promise.all(places.map((at) => contentOf(db, rows[at])));
    for (const [index, content] of contents.entries()) {
      const at = places[index] ?? 0;
      const entry = entries[at];
      if (!content || !entry) continue;
      const lines = linesOf(content, entry);
      left -= lines.reduce((sum, { length }) => sum + length, 0);
      if (left < 0) break;
      const unseen = unseenOf(content, entry);
      entries[at] = { ...entry, lines, ...(unseen.length > 0 && { unseen }), contentDigest: contentDigestOf(content) };
    }
  }
  return entries;
}

const contentOf = async (db: Db, row: RegistryRow | undefined) => row && getContent(db, row.reportId, row.version);

/** The versions that a file can be: those with its digest, and the one that it says it is with its words. */
async function candidatesFor(db: Db, file: { bytes: Uint8Array; name: string }): Promise<RegistryEntry[]> {
  const report = extractReport(file.bytes, file.name);
  const { edition } = report;
  const digest = digestOfFile(report);
  const rows = await db.$queryRaw<RegistryRow[]>(
    Prisma.sql`${REGISTRY} AND (v.digest = ${digest} OR r.slug = ${(edition.slug ?? '').slice(0, 60)}) LIMIT 200`,
  );
  return Promise.all(
    rows.map(async (row) => {
      const entry = entryOf(row);
      const isClaimed = row.slug === edition.slug && row.version === edition.version;
      const isSame = row.digest === digest;
      if (!isSame && (!isClaimed || row.isWithdrawn)) return entry;
      const content = await getContent(db, row.reportId, row.version);
      const unseen = unseenOf(content, entry);
      if (row.isWithdrawn) return { ...entry, unseen, contentDigest: contentDigestOf(content) };
      return { ...entry, unseen, content, ...(!isSame && { lines: linesOf(content, entry) }) };
    }),
  );
}

let underWay = 0;

/** Judges a file by the register; throws a Fault or UnreadableFile with a sentence for the reader. */
async function judge(db: Db, file: { bytes: Uint8Array; name: string }, siteName: string): Promise<Verdict> {
  if (underWay >= AT_ONCE) throw new Fault('too_many', '正在核验的人较多，请过几秒再试；也可以下载离线核验工具。');
  underWay += 1;
  try {
    const entries = await candidatesFor(db, file);
    return verifyFile(file.bytes, file.name, entries, siteName);
  } finally {
    underWay -= 1;
  }
}

const NO_FILE = '请先选择要核验的文件：保存的网页，或下载的 Word、JSON、文本文件。';

const STATUS: Partial<Record<Fault['code'], number>> = { too_large: 413, too_many: 429, forbidden: 403 };

/** The page with the form. */
export const answerVerify: Handler = async (_context, { site, fontSize }) => ({
  key: `verify ${site.origin} ${fontSize}`,
  make: async () => ({ status: 200, type: HTML, body: renderVerify({ outcome: null }, site, fontSize) }),
});

/** What a file is, said in full; whatever the file, an answer for people. */
export const answerVerifyUpload: Handler = async (
  { deps, limits },
  { site, fontSize },
  _match,
  raw,
): Promise<Answer> => {
  try {
    const { file } = await readForm(raw, LIMITS);
    if (!file) throw new Fault('invalid', NO_FILE);
    await limits.demand('upload', addressOf(raw, deps.settings.TRUST_PROXY));
    const name = file.name.replaceAll(/\p{Cc}/gu, '').slice(0, 120);
    const verdict = await judge(deps.db, { name, bytes: file.bytes }, site.name);
    return { status: 200, type: HTML, body: renderVerify({ outcome: { name, verdict } }, site, fontSize) };
  } catch (error) {
    if (!(error instanceof Fault) && !(error instanceof UnreadableFile)) throw error;
    const fault = error instanceof Fault ? error.detail : error.message;
    const status = error instanceof Fault ? (STATUS[error.code] ?? 400) : 422;
    return { status, type: HTML, body: renderVerify({ outcome: null, fault }, site, fontSize) };
  }
};
