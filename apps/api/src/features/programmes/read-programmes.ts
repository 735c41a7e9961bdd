import type { Tx } from '@rectify/db';
import { may } from '@rectify/domain';
import type { SignedIn } from '../../context.ts';
import { notFound } from '../../http/errors.ts';
import { pageNewestFirst } from '../../http/paging.ts';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { inspectionScope, programmeScope } from '../access/scope.ts';
import { groupFields, presentGroup } from './groups.ts';
import { presentProgramme, programmeFields } from './present-programme.ts';

/** One programme that exists for the actor; throws `not_found`. */
export async function getProgrammeRow(tx: Tx, actor: SignedIn, id: string) {
  const row = await tx.programme.findFirst({
    where: { AND: [{ id }, programmeScope(actor)] },
    include: programmeFields(actor),
  });
  if (!row) throw notFound();
  return row;
}

/** The programmes that the actor sees, the newest first. */
export const listProgrammes: Operation<'listProgrammes'> = async (ctx, { query }) => {
  demand(ctx, 'programme.read');
  const page = await pageNewestFirst(query, ({ where, ...rest }) =>
    ctx.db.programme.findMany({
      where: { AND: [where, programmeScope(ctx.actor)] },
      include: programmeFields(ctx.actor),
      ...rest,
    }),
  );
  return {
    ...page,
    items: page.items.map((row) => presentProgramme(ctx.actor, row)),
    canCreate: may(ctx.actor.role, 'programme.write'),
  };
};

/** One programme with its inspection groups: all of them for the office, else those that work with the actor's inspections. */
export const getProgramme: Operation<'getProgramme'> = async (ctx, { params }) => {
  demand(ctx, 'programme.read');
  const row = await getProgrammeRow(ctx.db, ctx.actor, params.id);
  const { actor } = ctx;
  const seesAll = actor.role === 'office' || actor.role === 'observer';
  const own = { OR: [{ id: { in: [...actor.groupIds] } }, { inspections: { some: inspectionScope(actor) } }] };
  const groups = await ctx.db.inspectionGroup.findMany({
    where: { programmeId: row.id, ...(!seesAll && own) },
    include: groupFields(actor),
    orderBy: { id: 'asc' },
  });
  return { ...presentProgramme(actor, row), groups: groups.map(presentGroup) };
};
