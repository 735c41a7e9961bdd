import type { Db } from '@rectify/db';
import type { Role } from '@rectify/domain';
import { makeToken } from '../../apps/api/src/features/access/cookies.ts';
import { buildWorld, type World } from '../../apps/api/src/testing.ts';

/** One district with the people of a life of an issue, each as the cookie of a session. */
export interface District {
  world: World;
  cookies: Record<'clerk' | 'office' | 'group' | 'liaison' | 'leader', string>;
}

const HOURS_12 = 43_200_000;

/** An account with a session that was opened without a sign-in: hashing passwords is not what is tried here. */
export async function openAccount(db: Db, name: string, role: Role, unitId: string) {
  const username = name.toLowerCase();
  const user = await db.user.create({
    data: {
      ...{ name, username, displayUsername: username, email: `${username}@rectify.invalid` },
      ...{ role, unitId, mustChangePassword: false },
    },
    select: { id: true },
  });
  const { token, hash } = makeToken();
  await db.session.create({
    data: { token: hash, userId: user.id, expiresAt: new Date(Date.now() + HOURS_12) },
  });
  return { id: user.id, cookie: `rectify-session=${token}` };
}

/** Founds a district; `mark` keeps its names apart from the others. */
export async function foundDistrict(db: Db, mark: string): Promise<District> {
  const world = await buildWorld(db, mark);
  const open = (name: string, role: Role, unitId: string) => openAccount(db, `${name}-${mark}`, role, unitId);
  const clerk = await open('clerk', 'office', world.officeUnitId);
  const office = await open('office', 'office', world.officeUnitId);
  const group = await open('group', 'group', world.officeUnitId);
  const liaison = await open('liaison', 'liaison', world.unitId);
  const leader = await open('leader', 'unit_leader', world.unitId);
  await db.groupMember.create({ data: { groupId: world.groupId, userId: group.id } });
  const cookies = {
    ...{ clerk: clerk.cookie, office: office.cookie, group: group.cookie },
    ...{ liaison: liaison.cookie, leader: leader.cookie },
  };
  return { world, cookies };
}

/** Issues that wait for their unit's plan, each with two measures; answers their ids. */
export async function handOutIssues(db: Db, { world }: District, count: number): Promise<string[]> {
  const { inspectionId, unitId: leadUnitId } = world;
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const last = await db.issue.aggregate({ where: { inspectionId }, _max: { position: true } });
  const start = last._max.position ?? 0;
  const rows = await db.issue.createManyAndReturn({
    data: numbers.map((number) => ({
      ...{ inspectionId, leadUnitId, status: 'issued' as const, position: start + number * 1024 },
      ...{ title: `固定资产管理不规范（${number}）`, text: '部分固定资产没有登记入账。' },
    })),
    select: { id: true },
  });
  const ids = rows.map(({ id }) => id);
  const texts = ['全面盘点并登记入账。', '修订资产管理制度。'];
  await db.measure.createMany({
    data: ids.flatMap((issueId) => texts.map((text, index) => ({ issueId, ordinal: index + 1, text }))),
  });
  return ids;
}
