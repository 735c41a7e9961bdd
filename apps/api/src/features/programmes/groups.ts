import type { Prisma } from '@rectify/db';
import type { SignedIn } from '../../context.ts';
import { inspectionScope } from '../access/scope.ts';

/** An inspection group with its members and the number of its inspections that the actor sees. */
export const groupFields = (actor: SignedIn) =>
  ({
    members: { select: { user: { select: { id: true, name: true } } }, orderBy: { userId: 'asc' } },
    _count: { select: { inspections: { where: inspectionScope(actor) } } },
  }) satisfies Prisma.InspectionGroupInclude;

export type GroupRow = Prisma.InspectionGroupGetPayload<{ include: ReturnType<typeof groupFields> }>;

/** An inspection group as the API gives it. */
export const presentGroup = ({ id, version, name, members, _count }: GroupRow) => ({
  ...{ id, version, name },
  members: members.map((member) => member.user),
  inspectionCount: _count.inspections,
});

/** An inspection group as the audit trail shows it. */
export const auditOfGroup = ({ name, members }: GroupRow) => ({
  名称: name,
  成员: members.map((member) => member.user.name).join('、') || '（无）',
});
