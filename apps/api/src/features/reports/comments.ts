import type { Prisma, Tx } from '@rectify/db';
import { ROLE_CODES, type Role } from '@rectify/domain';
import type { Ctx } from '../../context.ts';
import { Fault, notFound } from '../../http/errors.ts';
import { pageNewestFirst } from '../../http/paging.ts';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { once } from '../access/once.ts';
import { record } from '../audit/record.ts';
import { getReportCase, holdReport } from './report-case.ts';
import { auditOf } from './take-step.ts';
import { hiddenParagraphs } from './visibility.ts';

type Row = Prisma.ReportCommentGetPayload<object>;

async function presentComments(ctx: Ctx, rows: readonly Row[]) {
  const ids = rows.flatMap(({ writtenBy, resolvedBy }) => [writtenBy, ...(resolvedBy ? [resolvedBy] : [])]);
  const users = await ctx.db.user.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true, role: true },
  });
  const people = new Map(users.map((user) => [user.id, user]));
  const nameOf = (id: string) => people.get(id)?.name ?? '（已删除账号）';
  const roleOf = (id: string): Role | null => ROLE_CODES.find((role) => role === people.get(id)?.role) ?? null;
  return rows.map(({ id, paragraphId, text, writtenBy, writtenAt, resolvedBy, resolvedAt }) => ({
    ...{ id, paragraphId, text, by: nameOf(writtenBy), role: roleOf(writtenBy) },
    at: writtenAt.toISOString(),
    resolvedBy: resolvedBy && nameOf(resolvedBy),
    resolvedAt: resolvedAt?.toISOString() ?? null,
  }));
}

/** Comments on a draft's paragraphs, the newest first. */
export const listReportComments: Operation<'listReportComments'> = async (ctx, { params, query }) => {
  demand(ctx, 'publication.read');
  const report = await getReportCase(ctx.db, ctx.actor, params.id);
  const hidden = await hiddenParagraphs(ctx.db, ctx, report);
  const page = await pageNewestFirst(query, ({ where, ...rest }) =>
    ctx.db.reportComment.findMany({
      where: { AND: [{ reportId: params.id, paragraphId: { notIn: hidden } }, where] },
      ...rest,
    }),
  );
  return { ...page, items: await presentComments(ctx, page.items) };
};

async function presentOne(ctx: Ctx, row: Row) {
  const [comment] = await presentComments(ctx, [row]);
  if (!comment) throw notFound();
  return comment;
}

/** Writes a comment on one paragraph; everyone who sees the draft may. */
export const addReportComment: Operation<'addReportComment'> = async (ctx, { params, body }) => {
  demand(ctx, 'publication.read');
  const write = async (tx: Tx) => {
    const report = await holdReport(tx, ctx.actor, params.id);
    const paragraph = report.draft?.paragraphs.find(({ id }) => id === params.paragraphId);
    const hidden = await hiddenParagraphs(tx, ctx, report);
    if (!paragraph || hidden.includes(paragraph.id)) throw notFound();
    const { paragraphId } = params;
    const created = await tx.reportComment.create({
      data: { reportId: params.id, paragraphId, text: body.text, writtenBy: ctx.actor.id, writtenAt: ctx.at },
    });
    await record(tx, ctx, {
      action: 'addReportComment',
      objectKind: 'report',
      objectId: params.id,
      note: body.text,
      after: auditOf(report),
    });
    return created.id;
  };
  const id = await ctx.db.$transaction((tx) => once(tx, ctx, () => write(tx)));
  return presentOne(ctx, await ctx.db.reportComment.findUniqueOrThrow({ where: { id } }));
};

function demandMayResolve(ctx: Ctx, comment: Row): void {
  if (comment.writtenBy === ctx.actor.id || ctx.actor.role === 'office' || ctx.actor.role === 'liaison') return;
  throw new Fault('forbidden', '批注由写批注的人，或修改文稿的联络员、巡察办标记为已处理。');
}

/** Marks a comment as dealt with. */
export const resolveReportComment: Operation<'resolveReportComment'> = async (ctx, { params }) => {
  demand(ctx, 'publication.read');
  const row = await ctx.db.$transaction(async (tx) => {
    const report = await holdReport(tx, ctx.actor, params.id);
    const hidden = await hiddenParagraphs(tx, ctx, report);
    const comment = await tx.reportComment.findFirst({
      where: { id: params.commentId, reportId: params.id, paragraphId: { notIn: hidden } },
    });
    if (!comment) throw notFound();
    demandMayResolve(ctx, comment);
    if (comment.resolvedAt) return comment;
    await record(tx, ctx, {
      action: 'resolveReportComment',
      objectKind: 'report',
      objectId: params.id,
      note: comment.text,
      after: auditOf(report),
    });
    return tx.reportComment.update({
      where: { id: comment.id },
      data: { resolvedBy: ctx.actor.id, resolvedAt: ctx.at },
    });
  });
  return presentOne(ctx, row);
};
