import type { Operation } from '../../http/route.ts';
import { Fault } from '../../http/errors.ts';
import { demand } from '../../http/permission.ts';
import { getReportCase } from './report-case.ts';

/** Remembers how far a person has read the draft, so that they are shown what changed since. */
export const markReportSeen: Operation<'markReportSeen'> = async (ctx, { params, body }) => {
  demand(ctx, 'publication.read');
  const { draft } = await getReportCase(ctx.db, ctx.actor, params.id);
  const { revision } = body;
  if (revision > (draft?.number ?? 0)) throw new Fault('invalid', '文稿还没有这一稿，请刷新页面。');
  const key = { reportId: params.id, userId: ctx.actor.id };
  // A reading mark changes nothing that others see: it leaves no entry in the audit trail.
  await ctx.db.reportSight.upsert({
    where: { reportId_userId: key },
    create: { ...key, revision, seenAt: ctx.at },
    update: { revision, seenAt: ctx.at },
  });
  return { message: `已记下看到第 ${revision} 稿。` };
};
