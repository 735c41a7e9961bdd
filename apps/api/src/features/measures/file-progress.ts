import { dateOf } from '../../days.ts';
import type { Operation } from '../../http/route.ts';
import { Fault } from '../../http/errors.ts';
import { changeIssue } from '../issues/change.ts';
import { nameOf } from './write-measure.ts';

/** Files progress on a measure; entries are never changed, a correction is a new one that points at the old. */
export const fileProgress: Operation<'fileProgress'> = async (ctx, { params, body }) =>
  changeIssue(ctx, { measureId: params.id }, undefined, async ({ tx, issue, act, audit }) => {
    const { asOf, text, correctsId } = body;
    await act('fileProgress', { measureId: params.id, asOf, note: text });
    if (correctsId) {
      const corrected = await tx.progressEntry.findFirst({
        where: { id: correctsId, measureId: params.id },
        select: { corrected: { select: { id: true } } },
      });
      if (!corrected) throw new Fault('invalid', '没有找到要更正的那条进展，请刷新页面后重选。');
      if (corrected.corrected.length > 0) throw new Fault('conflict', '这条进展已经更正过，请更正最新的一条。');
    }
    const entry = await tx.progressEntry.create({
      data: {
        issueId: issue.row.id,
        measureId: params.id,
        asOf: dateOf(asOf),
        text,
        correctsId: correctsId ?? null,
        createdBy: ctx.actor.id,
        createdAt: ctx.at,
      },
    });
    const after = { 措施: nameOf(issue, params.id), 截至日期: asOf, 进展: text, ...(correctsId && { 更正: '是' }) };
    await audit({ action: 'fileProgress', objectKind: 'measure', objectId: entry.id, after });
  });
