import type { Prisma } from '@rectify/db';
import { mayReviewSecrecy, REPORT_TRANSITIONS, ROLES } from '@rectify/domain';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { ACTOR_FIELDS, toActor } from '../access/session.ts';
import type { Place } from './place.ts';
import { getReportCase } from './report-case.ts';

const MOST = 500;

const ofGroup = ({ groupId }: Place): Prisma.UserWhereInput[] =>
  groupId === null ? [] : [{ groups: { some: { groupId } } }];

/** Whom one may name for the 保密审查: in scope, in service, and not an author. */
export const listSecrecyReviewers: Operation<'listSecrecyReviewers'> = async (ctx, { params }) => {
  demand(ctx, 'report.write');
  const { facts, place } = await getReportCase(ctx.db, ctx.actor, params.id);
  const users = await ctx.db.user.findMany({
    where: {
      isDisabled: false,
      role: { in: [...REPORT_TRANSITIONS.passSecrecy.by] },
      // A unit's own people, its inspection group, and the office above it.
      OR: [{ unitId: place.unitId }, ...ofGroup(place), { role: 'office' }],
    },
    select: ACTOR_FIELDS,
    orderBy: [{ role: 'asc' }, { name: 'asc' }, { id: 'asc' }],
    take: MOST,
  });
  const asked = { ...facts, errorCount: 0, openWarningCount: 0 };
  return {
    items: users
      .map((user) => toActor(user, ''))
      .filter((person) => mayReviewSecrecy(person, asked))
      .map(({ id, name, role, unitName }) => ({ id, name, roleLabel: ROLES[role], unitName })),
  };
};
