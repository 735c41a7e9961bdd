import type { Operation } from '../../http/route.ts';
import { notFound } from '../../http/errors.ts';
import { demand } from '../../http/permission.ts';
import { readCountedLedger, visibleIssues } from './compose-input.ts';
import { getReportCase } from './report-case.ts';

/** What a figure counts; issues beyond the reader's scope are counted together, without their names. */
export const getReportFigure: Operation<'getReportFigure'> = async (ctx, { params }) => {
  demand(ctx, 'publication.read');
  const { place } = await getReportCase(ctx.db, ctx.actor, params.id);
  const { figures } = await readCountedLedger(ctx.db, place);
  const figure = figures.find(({ key }) => key === params.key);
  if (!figure) throw notFound();
  const { key, label, text, unit, scope, items } = figure;
  const visible = await visibleIssues(
    ctx.db,
    ctx.actor,
    items.flatMap(({ issueId }) => issueId ?? []),
  );
  const shown = items.filter(({ issueId }) => issueId === null || visible.has(issueId));
  const hidden = items.length - shown.length;
  return {
    ...{ key, label, text, unit, scope },
    items: [
      ...shown.map(({ issueId, name, share }) => ({ issueId, name, share })),
      ...(hidden > 0 ? [{ issueId: null, name: `另有 ${hidden} 项不在您的查看范围内`, share: null }] : []),
    ],
  };
};
