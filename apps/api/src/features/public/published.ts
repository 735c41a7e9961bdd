import { Prisma, type Db } from '@rectify/db';
import type { Edition, ReportContent } from '@rectify/report-text';
import { readContent } from './read-content.ts';
import type { VersionFacts } from './report-standing.tsx';

// What the public reads comes from the published versions alone: never from the ledger, never from a draft.

export interface PublishedVersion extends VersionFacts {
  digest: string | null;
}

/** What an address leads to. */
export interface PublishedReport {
  id: string;
  slug: string;
  /** Of what it said, only whose it was: a report may be taken back for its very title. */
  withdrawn: { at: string; reason: string; unitName: string } | null;
  /** The first one first; the last one is in force, unless the report is withdrawn. */
  versions: PublishedVersion[];
}

interface Row {
  id: string;
  withdrawnAt: Date | null;
  withdrawnReason: string | null;
  unitName: string | null;
  versions: PublishedVersion[];
}

export const SLUG = /^[a-z0-9-]{1,60}$/;

/** The report behind an address with all its versions; null where nothing was ever published. */
export async function findReport(db: Db, slug: string): Promise<PublishedReport | null> {
  if (!SLUG.test(slug)) return null;
  const [row] = await db.$queryRaw<Row[]>(Prisma.sql`
    SELECT r.id, r.withdrawn_at AS "withdrawnAt", r.withdrawn_reason AS "withdrawnReason",
      (SELECT v.content->>'unitName' FROM public_report_version v
        WHERE v.report_id = r.id AND v.version = r.current_version) AS "unitName",
      (SELECT json_agg(json_build_object('version', v.version, 'digest', v.digest, 'correction', v.correction,
          'publishedAt', to_char(v.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY v.version)
        FROM public_report_version v WHERE v.report_id = r.id AND v.version <= r.current_version) AS versions
    FROM public_report r WHERE r.slug = ${slug} AND r.current_version > 0`);
  if (!row?.versions?.length) return null;
  const { id, withdrawnAt, withdrawnReason, unitName, versions } = row;
  return {
    id,
    slug,
    withdrawn: withdrawnAt && {
      at: withdrawnAt.toISOString(),
      reason: withdrawnReason ?? '',
      unitName: unitName ?? '',
    },
    versions,
  };
}

/** The content of one version, which never changes. */
export async function getContent(db: Db, reportId: string, version: number): Promise<ReportContent> {
  const { content } = await db.publicReportVersion.findUniqueOrThrow({
    where: { reportId_version: { reportId, version } },
    select: { content: true },
  });
  return readContent(content);
}

/** What makes a version this one and no other. */
export const editionOf = (slug: string, { version, publishedAt }: VersionFacts): Edition => ({
  slug,
  version,
  publishedAt,
});
