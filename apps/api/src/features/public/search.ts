import { Prisma, type Db } from '@rectify/db';
import { z } from 'zod';
import { readCursor, toPage, type PageOf, type Position } from '../../http/paging.ts';
import { Fault } from '../../http/errors.ts';
import { confirmHit, type Excerpt } from './excerpt.ts';
import { readContent } from './read-content.ts';
import { gramsOf, type Filters, type SearchQuery } from './search-query.ts';

export interface PublishedRow {
  id: string;
  slug: string;
  kind: 'final' | 'stage';
  title: string;
  unitName: string;
  programmeName: string;
  publishedAt: Date;
}

export interface Hit extends PublishedRow {
  /** Where the words stand; null where nothing was looked for. */
  excerpt: Excerpt | null;
}

export interface SearchResult extends PageOf<Hit> {
  count: number;
  /** Whether every report counted was looked into; else some may not hold the words side by side. */
  isExact: boolean;
}

const LIST_SIZE = 20;
const HITS_SIZE = 10;
/** Reports looked into for one page of hits: grams are nearly always right, but need not be. */
const ROUNDS = 4;

const COLUMNS = Prisma.sql`report_id AS id, slug, kind, title, unit_name AS "unitName",
  programme_name AS "programmeName", published_at AS "publishedAt"`;

function whereOf({ region, unit, year, programme }: Filters, words: readonly string[]): Prisma.Sql {
  const conditions = [
    words.length > 0 && Prisma.sql`grams @> ${gramsOf(words)}::text[]`,
    region && Prisma.sql`region_id = ${region}::uuid`,
    unit && Prisma.sql`unit_id = ${unit}::uuid`,
    year !== null && Prisma.sql`year = ${year}`,
    programme && Prisma.sql`programme_id = ${programme}::uuid`,
  ].filter((condition): condition is Prisma.Sql => Boolean(condition));
  return conditions.length > 0 ? Prisma.join(conditions, ' AND ') : Prisma.sql`TRUE`;
}

interface Place {
  at: Date;
  id: string;
  isBackward: boolean;
}

/** The place of a cursor in the order of publication. */
export function placeOf(position: Position | null): Place | null {
  if (!position) return null;
  const [at = '', id = ''] = position.key.map(String);
  if (!z.iso.datetime().safeParse(at).success || !z.uuid().safeParse(id).success)
    throw new Fault('invalid', '翻页位置已失效，请回到第一页。');
  return { at: new Date(at), id, isBackward: position.direction === 'before' };
}

function beyond(place: Place | null): Prisma.Sql {
  if (!place) return Prisma.sql`TRUE`;
  const { at, id, isBackward } = place;
  return isBackward
    ? Prisma.sql`(published_at >= ${at} AND (published_at > ${at} OR report_id < ${id}::uuid))`
    : Prisma.sql`(published_at <= ${at} AND (published_at < ${at} OR report_id > ${id}::uuid))`;
}

const orderOf = (place: Place | null) =>
  place?.isBackward ? Prisma.sql`published_at ASC, report_id DESC` : Prisma.sql`published_at DESC, report_id ASC`;

/** Runs a query that must go by an index: the planner does not know what reading all grams of all reports costs. */
export async function byIndex<T>(db: Db, query: Prisma.Sql): Promise<T[]> {
  const [, rows] = await db.$transaction([db.$executeRaw`SET LOCAL enable_seqscan = off`, db.$queryRaw<T[]>(query)]);
  return rows;
}

/** Candidates beyond a place, in order; those of a search come out of the index of grams first, then in order. */
function candidates(where: Prisma.Sql, isSearch: boolean, place: Place | null, limit: number): Prisma.Sql {
  if (!isSearch) {
    return Prisma.sql`SELECT ${COLUMNS} FROM public_index WHERE ${where} AND ${beyond(place)}
      ORDER BY ${orderOf(place)} LIMIT ${limit}`;
  }
  return Prisma.sql`
    WITH hit AS MATERIALIZED (SELECT report_id, published_at FROM public_index WHERE ${where}),
      page AS MATERIALIZED (SELECT report_id FROM hit WHERE ${beyond(place)} ORDER BY ${orderOf(place)} LIMIT ${limit})
    SELECT ${COLUMNS} FROM public_index JOIN page USING (report_id) ORDER BY ${orderOf(place)}`;
}

async function countRows(db: Db, where: Prisma.Sql): Promise<number> {
  const [row] = await byIndex<{ count: number }>(
    db,
    Prisma.sql`SELECT count(*)::int AS count FROM public_index WHERE ${where}`,
  );
  return row?.count ?? 0;
}

/** Looks into the reports themselves: which of them hold the words, and where. */
async function confirm(db: Db, rows: readonly PublishedRow[], words: readonly string[]): Promise<(Hit | null)[]> {
  const ids = rows.map(({ id }) => id);
  const versions = await db.$queryRaw<{ id: string; content: string }[]>(Prisma.sql`
    SELECT r.id, v.content::text AS content FROM public_report r
    JOIN public_report_version v ON v.report_id = r.id AND v.version = r.current_version
    WHERE r.id = ANY(${ids}::uuid[]) AND r.withdrawn_at IS NULL`);
  const contents = new Map(versions.map(({ id, content }) => [id, content]));
  return rows.map((row) => {
    const content = contents.get(row.id);
    const excerpt = content === undefined ? null : confirmHit(readContent(JSON.parse(content)), row, words);
    return excerpt && { ...row, excerpt };
  });
}

const keyOf = (row: PublishedRow) => [row.publishedAt.toISOString(), row.id];

async function searchWords(db: Db, query: SearchQuery, position: Position | null): Promise<SearchResult> {
  const where = whereOf(query, query.words);
  const counting = countRows(db, where);
  const hits: Hit[] = [];
  let place = placeOf(position);
  const isBackward = place?.isBackward ?? false;
  let isAllSeen = false;
  let missed = 0;
  for (let round = 0; round < ROUNDS && hits.length <= HITS_SIZE && !isAllSeen; round += 1) {
    const limit = HITS_SIZE + 1;
    const rows = await byIndex<PublishedRow>(db, candidates(where, true, place, limit));
    const found = (await confirm(db, rows, query.words)).filter((hit) => hit !== null);
    missed += rows.length - found.length;
    hits.push(...found);
    const last = rows.at(-1);
    isAllSeen = rows.length < limit;
    if (last) place = { at: last.publishedAt, id: last.id, isBackward };
  }
  const page = toPage(hits.slice(0, HITS_SIZE + 1), HITS_SIZE, position, keyOf);
  const isExact = isAllSeen && position === null;
  return { ...page, count: isExact ? hits.length : Math.max(0, (await counting) - missed), isExact };
}

/** One page of the published reports that fit, the latest publication first. */
export async function searchReports(db: Db, query: SearchQuery): Promise<SearchResult> {
  const position = readCursor(query.cursor);
  if (query.words.length > 0) return searchWords(db, query, position);
  const place = placeOf(position);
  const where = whereOf(query, []);
  const [count, rows] = await Promise.all([
    countRows(db, where),
    byIndex<PublishedRow>(db, candidates(where, false, place, LIST_SIZE + 1)),
  ]);
  const hits = rows.map((row) => ({ ...row, excerpt: null }));
  return { ...toPage(hits, LIST_SIZE, position, keyOf), count, isExact: true };
}

interface LatestRow extends PublishedRow {
  /** Before any correction. */
  firstPublishedAt: Date;
}

/** The latest publications, for the feed and for pages that lead on. */
export async function latestReports(db: Db, limit: number): Promise<LatestRow[]> {
  return db.$queryRaw<LatestRow[]>(
    Prisma.sql`SELECT ${COLUMNS}, coalesce((SELECT v.published_at FROM public_report_version v
        WHERE v.report_id = public_index.report_id AND v.version = 1), published_at) AS "firstPublishedAt"
      FROM public_index ORDER BY published_at DESC, report_id ASC LIMIT ${limit}`,
  );
}
