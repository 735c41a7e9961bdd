import type { Tx } from '@rectify/db';
import type { Ctx } from '../../context.ts';
import { Fault, notFound, stale } from '../../http/errors.ts';
import type { Operation } from '../../http/route.ts';
import { demand } from '../../http/permission.ts';
import { programmeScope } from '../access/scope.ts';
import { record } from '../audit/record.ts';
import { auditOfGroup, groupFields, presentGroup } from './groups.ts';
import { getProgrammeRow } from './read-programmes.ts';
import { withFreeName } from './unique-name.ts';

async function getGroup(tx: Tx, ctx: Ctx, id: string) {
  const group = await tx.inspectionGroup.findFirst({
    where: { id, programme: programmeScope(ctx.actor) },
    include: groupFields(ctx.actor),
  });
  if (!group) throw notFound();
  return group;
}

/** Refuses members who are not 巡察组 accounts of the jurisdiction: a membership opens the group's inspections to them. */
async function demandMembers(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<void> {
  const found = await tx.user.count({
    where: {
      id: { in: [...ids] },
      role: 'group',
      isDisabled: false,
      unit: { path: { startsWith: ctx.actor.jurisdictionPath ?? '-' } },
    },
  });
  if (found === ids.length) return;
  throw new Fault('invalid', '所选成员中有人不是本地区可用的“巡察组”账号，请重新选择。', {
    errors: [{ field: 'memberIds', message: '只能选择本地区的巡察组账号' }],
  });
}

/** Opens an inspection group in a programme. */
export const createGroup: Operation<'createGroup'> = async (ctx, { params, body }) => {
  demand(ctx, 'programme.write');
  const memberIds = [...new Set(body.memberIds)];
  return withFreeName('巡察组', () =>
    ctx.db.$transaction(async (tx) => {
      const programme = await getProgrammeRow(tx, ctx.actor, params.id);
      await demandMembers(tx, ctx, memberIds);
      const { id } = await tx.inspectionGroup.create({
        data: {
          programmeId: programme.id,
          name: body.name,
          members: { create: memberIds.map((userId) => ({ userId })) },
        },
        select: { id: true },
      });
      const group = await getGroup(tx, ctx, id);
      await record(tx, ctx, {
        action: 'createGroup',
        objectKind: 'group',
        objectId: id,
        after: { 轮次: programme.name, ...auditOfGroup(group) },
      });
      return presentGroup(group);
    }),
  );
};

async function setMembers(
  tx: Tx,
  ctx: Ctx,
  groupId: string,
  present: readonly string[],
  wanted: readonly string[],
): Promise<void> {
  const added = wanted.filter((id) => !present.includes(id));
  await demandMembers(tx, ctx, added);
  await tx.groupMember.deleteMany({ where: { groupId, userId: { notIn: [...wanted] } } });
  await tx.groupMember.createMany({ data: added.map((userId) => ({ groupId, userId })) });
}

/** Changes an inspection group's name and members; who leaves it loses sight of its inspections at once. */
export const updateGroup: Operation<'updateGroup'> = async (ctx, { params, body }) => {
  demand(ctx, 'programme.write');
  const { version, name, memberIds } = body;
  return withFreeName('巡察组', () =>
    ctx.db.$transaction(async (tx) => {
      const before = await getGroup(tx, ctx, params.id);
      const { count } = await tx.inspectionGroup.updateMany({
        where: { id: before.id, version },
        data: { ...(name !== undefined && { name }), version: { increment: 1 } },
      });
      if (count === 0) throw stale();
      if (memberIds)
        await setMembers(
          tx,
          ctx,
          before.id,
          before.members.map((member) => member.user.id),
          [...new Set(memberIds)],
        );
      const after = await getGroup(tx, ctx, before.id);
      await record(tx, ctx, {
        action: 'updateGroup',
        objectKind: 'group',
        objectId: before.id,
        before: auditOfGroup(before),
        after: auditOfGroup(after),
      });
      return presentGroup(after);
    }),
  );
};
