import { randomInt } from 'node:crypto';
import { Prisma, type Tx } from '@rectify/db';
import { publicContent, type Endpoints, type Input, type PublicContent } from '@rectify/contract';
import type { Ctx } from '../../context.ts';
import { dayOf } from '../../days.ts';
import { Fault, stale } from '../../http/errors.ts';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { issueScope } from '../access/scope.ts';
import { record } from '../audit/record.ts';
import { buildContent, type PublicIssue, type Totals } from './build-content.ts';
import { getInspectionToPublish, ISSUED, NOTHING_PUBLIC } from './read-publications.ts';

type Body = Input<Endpoints['publishInspection']>['body'];
type Inspection = Awaited<ReturnType<typeof getInspectionToPublish>>;

// Without characters that look alike when an address is read out.
const SLUG_ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const SLUG_LENGTH = 8;

/** An address that stays the same through all versions: the year and eight characters. */
function makeSlug(ctx: Ctx): string {
  const random = Array.from({ length: SLUG_LENGTH }, () => SLUG_ALPHABET[randomInt(SLUG_ALPHABET.length)]).join('');
  return `${ctx.today.slice(0, 4)}-${random}`;
}

/** Keeps the ledger of the inspection still while it is copied: every write to an issue locks the issue's row. */
async function holdLedger(tx: Tx, inspectionId: string): Promise<void> {
  await tx.$queryRaw(Prisma.sql`SELECT 1 FROM issue WHERE inspection_id = ${inspectionId}::uuid ORDER BY id FOR SHARE`);
}

async function listPublicIssues(tx: Tx, ctx: Ctx, inspectionId: string): Promise<PublicIssue[]> {
  const rows = await tx.issue.findMany({
    where: { AND: [{ inspectionId, disclosure: 'public' }, ISSUED, issueScope(ctx.actor)] },
    select: {
      ...{
        number: true,
        title: true,
        text: true,
        status: true,
        closureResult: true,
        outcomeStatement: true,
        categoryId: true,
      },
      measures: { select: { ordinal: true, text: true, status: true }, orderBy: [{ ordinal: 'asc' }, { id: 'asc' }] },
      category: {
        select: { title: true, parent: { select: { title: true, parent: { select: { title: true } } } } },
      },
    },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ category, ...issue }) => ({
    ...issue,
    categoryPath: [category?.parent?.parent?.title, category?.parent?.title, category?.title].filter(
      (title) => title !== undefined,
    ),
  }));
}

async function countTotals(tx: Tx, inspectionId: string): Promise<Totals> {
  const count = (where: Prisma.IssueWhereInput) =>
    tx.issue.count({ where: { AND: [{ inspectionId }, ISSUED, where] } });
  const staged = await count({ status: 'closed', closureResult: 'staged' });
  return { total: await count({}), closed: (await count({ status: 'closed' })) - staged, staged };
}

/** Contact details as given; what is not given stays as in the version before. */
async function contactOf(
  tx: Tx,
  { report }: Inspection,
  { phone, address, postcode, email }: Body,
): Promise<PublicContent['contact']> {
  const row =
    report &&
    (await tx.publicReportVersion.findUnique({
      where: { reportId_version: { reportId: report.id, version: report.currentVersion } },
      select: { content: true },
    }));
  const last = row ? publicContent.parse(row.content).contact : null;
  const keep = (given: string | null | undefined, before: string | null | undefined) =>
    given === undefined ? (before ?? null) : given;
  return {
    phone: keep(phone, last?.phone),
    address: keep(address, last?.address),
    postcode: keep(postcode, last?.postcode),
    email: keep(email, last?.email),
  };
}

async function composeContent(tx: Tx, ctx: Ctx, inspection: Inspection, body: Body): Promise<PublicContent> {
  const issues = await listPublicIssues(tx, ctx, inspection.id);
  if (issues.length === 0) {
    throw new Fault('unmet', NOTHING_PUBLIC, {
      unmet: [{ code: 'no_public_issue', message: NOTHING_PUBLIC, measureId: null }],
    });
  }
  const head = {
    title: body.title,
    unitName: inspection.unit.name,
    programmeName: inspection.programme.name,
    groupName: inspection.group.name,
    onSiteFrom: dayOf(inspection.onSiteFrom),
    onSiteTo: dayOf(inspection.onSiteTo),
    feedbackOn: dayOf(inspection.feedbackOn),
    publishedOn: ctx.today,
    contact: await contactOf(tx, inspection, body),
  };
  return publicContent.parse(buildContent(head, await countTotals(tx, inspection.id), issues));
}

/** Makes the next version of the inspection's report the current one. */
async function writeVersion(tx: Tx, ctx: Ctx, { id, report }: Inspection, content: PublicContent) {
  const version = (report?.currentVersion ?? 0) + 1;
  if (report) {
    const { count } = await tx.publicReport.updateMany({
      where: { id: report.id, currentVersion: report.currentVersion },
      data: { currentVersion: version, publishedAt: ctx.at },
    });
    if (count === 0) throw stale();
  }
  const { id: reportId, slug } =
    report ??
    (await tx.publicReport.create({
      data: { inspectionId: id, slug: makeSlug(ctx), currentVersion: version, publishedAt: ctx.at },
    }));
  await tx.publicReportVersion.create({
    data: { reportId, version, title: content.title, content, publishedBy: ctx.actor.id, publishedAt: ctx.at },
  });
  return { reportId, slug, version };
}

/** Publishes what the ledger holds now of the issues marked 公开, as a version that never changes. */
export const publishInspection: Operation<'publishInspection'> = async (ctx, { params, body }) => {
  demand(ctx, 'publication.write');
  return ctx.db.$transaction(async (tx) => {
    await getInspectionToPublish(tx, ctx.actor, params.id);
    const { count } = await tx.inspection.updateMany({
      where: { id: params.id, version: body.version },
      data: { version: { increment: 1 } },
    });
    if (count === 0) throw stale();
    await holdLedger(tx, params.id);
    // Read again: what was there before the row was ours may have changed.
    const inspection = await getInspectionToPublish(tx, ctx.actor, params.id);
    const content = await composeContent(tx, ctx, inspection, body);
    const { reportId, slug, version } = await writeVersion(tx, ctx, inspection, content);
    const { shown, total } = content.totals;
    await record(tx, ctx, {
      action: 'publishInspection',
      objectKind: 'report',
      objectId: reportId,
      after: {
        标题: content.title,
        单位: content.unitName,
        版本: `第 ${version} 版`,
        公开: `${shown} 项`,
        未公开: `${total - shown} 项`,
        地址: `/reports/${slug}`,
      },
    });
    const rest = total > shown ? `另有 ${total - shown} 项依规不在公开页上。` : '全部问题均已公开。';
    return { slug, version, message: `已发布第 ${version} 版，公开 ${shown} 项，${rest}` };
  });
};
