import { Prisma, type Db } from '@rectify/db';
import { publicContent, type PublicContent } from '@rectify/contract';
import { readCursor, toPage, type PageOf } from '../../http/paging.ts';
import { beyondPublished } from './read-publications.ts';

// What the public reads comes from the published versions alone, never from the ledger.

export interface PublishedRow {
  id: string;
  slug: string;
  title: string;
  unitName: string;
  programmeName: string;
  publishedAt: Date;
}

const PAGE_SIZE = 20;

/** One page of the published reports, the latest publication first. */
export async function listPublished(db: Db, cursor: string | undefined): Promise<PageOf<PublishedRow>> {
  const position = readCursor(cursor);
  const beyond = beyondPublished(position);
  const further = !beyond
    ? Prisma.sql`TRUE`
    : beyond.isBackward
      ? Prisma.sql`(r.published_at > ${beyond.at} OR (r.published_at = ${beyond.at} AND r.id < ${beyond.id}::uuid))`
      : Prisma.sql`(r.published_at < ${beyond.at} OR (r.published_at = ${beyond.at} AND r.id > ${beyond.id}::uuid))`;
  const order = beyond?.isBackward
    ? Prisma.sql`r.published_at ASC, r.id DESC`
    : Prisma.sql`r.published_at DESC, r.id ASC`;
  const rows = await db.$queryRaw<PublishedRow[]>(Prisma.sql`
    SELECT r.id, r.slug, v.title, v.content->>'unitName' AS "unitName", v.content->>'programmeName' AS "programmeName",
      r.published_at AS "publishedAt"
    FROM public_report r
    JOIN public_report_version v ON v.report_id = r.id AND v.version = r.current_version
    WHERE ${further} ORDER BY ${order} LIMIT ${PAGE_SIZE + 1}`);
  return toPage(rows, PAGE_SIZE, position, (row) => [row.publishedAt.toISOString(), row.id]);
}

export interface PublishedVersion {
  id: string;
  slug: string;
  version: number;
  publishedAt: Date;
}

export interface PublishedReport extends PublishedVersion {
  content: PublicContent;
}

/** The current version behind an address; null when there is none. */
export async function findPublished(db: Db, slug: string): Promise<PublishedVersion | null> {
  if (!/^[a-z0-9-]{1,60}$/.test(slug)) return null;
  const row = await db.publicReport.findUnique({ where: { slug } });
  return row && { id: row.id, slug, version: row.currentVersion, publishedAt: row.publishedAt };
}

/** A version with all that it holds. */
export async function getPublishedReport(db: Db, published: PublishedVersion): Promise<PublishedReport> {
  const { content } = await db.publicReportVersion.findUniqueOrThrow({
    where: { reportId_version: { reportId: published.id, version: published.version } },
    select: { content: true },
  });
  return { ...published, content: publicContent.parse(content) };
}
