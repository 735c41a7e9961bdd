import type { Prisma } from '@rectify/db';
import { pageNewestFirst } from '../../http/paging.ts';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { reportScope } from '../access/scope.ts';
import { presentRow, REPORT_ROW } from './present-row.ts';
import { turnWhere } from './turn.ts';

/** Reports in scope, the one begun last first. */
export const listReports: Operation<'listReports'> = async (ctx, { query }) => {
  demand(ctx, 'publication.read');
  const { state, kind, inspectionId, programmeId, turn } = query;
  const filter: Prisma.PublicReportWhereInput = {
    ...(state && { state }),
    ...(kind && { kind }),
    ...(inspectionId && { inspectionId }),
    ...(programmeId && { OR: [{ programmeId }, { inspection: { programmeId } }] }),
  };
  const mine = turn === 'mine' ? turnWhere(ctx.actor) : {};
  const page = await pageNewestFirst(query, ({ where, ...rest }) =>
    ctx.db.publicReport.findMany({
      where: { AND: [reportScope(ctx.actor), filter, mine, where] },
      include: REPORT_ROW,
      ...rest,
    }),
  );
  return { ...page, items: page.items.map((row) => presentRow(ctx, row)) };
};
