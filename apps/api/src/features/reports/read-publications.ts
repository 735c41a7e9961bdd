import type { Prisma, Tx } from '@rectify/db';
import { may, type Disclosure } from '@rectify/domain';
import { z } from 'zod';
import type { Ctx, SignedIn } from '../../context.ts';
import { Fault, notFound } from '../../http/errors.ts';
import { readCursor, toPage, type Position } from '../../http/paging.ts';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { inspectionScope, issueScope } from '../access/scope.ts';

const INSPECTION = {
  unit: { select: { name: true } },
  programme: { select: { name: true } },
  group: { select: { name: true } },
  report: true,
} as const satisfies Prisma.InspectionInclude;

/** An inspection with its report, if it exists for the actor; throws `not_found`. */
export async function getInspectionToPublish(tx: Tx, actor: SignedIn, id: string) {
  const inspection = await tx.inspection.findFirst({
    where: { AND: [{ id }, inspectionScope(actor)] },
    include: INSPECTION,
  });
  if (!inspection) throw notFound();
  return inspection;
}

/** Issues that the feedback consists of: what is not yet issued, or was withdrawn, is none of them. */
export const ISSUED = { status: { notIn: ['draft', 'withdrawn'] } } satisfies Prisma.IssueWhereInput;

export const NOTHING_PUBLIC =
  '还没有可公开的问题。请先在整改台账中把可以向社会公开的问题设为“公开”（须已下发），再来发布。';

async function countByDisclosure(ctx: Ctx, inspectionId: string): Promise<Record<Disclosure, number>> {
  const counts = await ctx.db.issue.groupBy({
    by: ['disclosure'],
    where: { AND: [{ inspectionId }, ISSUED, issueScope(ctx.actor)] },
    _count: true,
  });
  const of = (disclosure: Disclosure) => counts.find((count) => count.disclosure === disclosure)?._count ?? 0;
  return { public: of('public'), party: of('party'), withheld: of('withheld') };
}

async function versionsOf(tx: Tx, reportId: string) {
  const rows = await tx.publicReportVersion.findMany({
    where: { reportId },
    select: { version: true, title: true, publishedBy: true, publishedAt: true },
    orderBy: { version: 'desc' },
  });
  const users = await tx.user.findMany({
    where: { id: { in: rows.map((row) => row.publishedBy) } },
    select: { id: true, name: true },
  });
  const names = new Map(users.map((user) => [user.id, user.name]));
  return rows.map((row) => ({
    ...row,
    publishedBy: names.get(row.publishedBy) ?? '（已删除账号）',
    publishedAt: row.publishedAt.toISOString(),
  }));
}

function reasonAgainst(actor: SignedIn, publicCount: number): string | null {
  if (!may(actor.role, 'publication.write')) return '公开页由巡察办发布。';
  return publicCount === 0 ? NOTHING_PUBLIC : null;
}

/** How an inspection stands towards the public: what would be shown, and the versions that are. */
export const getPublication: Operation<'getPublication'> = async (ctx, { params }) => {
  demand(ctx, 'publication.read');
  const { id, report, unit, programme } = await getInspectionToPublish(ctx.db, ctx.actor, params.id);
  const counts = await countByDisclosure(ctx, id);
  const versions = report ? await versionsOf(ctx.db, report.id) : [];
  const reason = reasonAgainst(ctx.actor, counts.public);
  return {
    canPublish: reason === null,
    reason,
    publicCount: counts.public,
    partyCount: counts.party,
    withheldCount: counts.withheld,
    suggestedTitle: versions[0]?.title ?? `${unit.name}关于${programme.name}整改进展情况的通报`,
    slug: report?.slug ?? null,
    versions,
  };
};

/** Rows beyond a position in a list ordered by time of publication. */
export function beyondPublished(position: Position | null): { isBackward: boolean; at: Date; id: string } | null {
  if (!position) return null;
  const [at = '', id = ''] = position.key.map(String);
  if (!z.iso.datetime().safeParse(at).success || !z.uuid().safeParse(id).success) {
    throw new Fault('invalid', '翻页位置已失效，请回到第一页。');
  }
  return { isBackward: position.direction === 'before', at: new Date(at), id };
}

/** The published reports of the actor's inspections, the latest publication first. */
export const listPublications: Operation<'listPublications'> = async (ctx, { query }) => {
  demand(ctx, 'publication.read');
  const position = readCursor(query.cursor);
  const beyond = beyondPublished(position);
  const isBackward = beyond?.isBackward ?? false;
  const further: Prisma.PublicReportWhereInput = beyond
    ? {
        OR: [
          { publishedAt: isBackward ? { gt: beyond.at } : { lt: beyond.at } },
          { publishedAt: beyond.at, id: isBackward ? { lt: beyond.id } : { gt: beyond.id } },
        ],
      }
    : {};
  const rows = await ctx.db.publicReport.findMany({
    where: { AND: [{ inspection: inspectionScope(ctx.actor) }, further] },
    include: {
      versions: { orderBy: { version: 'desc' }, take: 1, select: { title: true } },
      inspection: { select: { unit: { select: { name: true } } } },
    },
    orderBy: [{ publishedAt: isBackward ? 'asc' : 'desc' }, { id: isBackward ? 'desc' : 'asc' }],
    take: query.limit + 1,
  });
  const page = toPage(rows, query.limit, position, (row) => [row.publishedAt.toISOString(), row.id]);
  return {
    ...page,
    items: page.items.map((row) => ({
      id: row.id,
      inspectionId: row.inspectionId,
      slug: row.slug,
      title: row.versions[0]?.title ?? '',
      unitName: row.inspection.unit.name,
      version: row.currentVersion,
      publishedAt: row.publishedAt.toISOString(),
    })),
  };
};
