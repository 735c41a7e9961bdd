import { randomUUID } from 'node:crypto';
import { ROLES } from '@rectify/domain';
import type { Deps } from '../context.ts';
import { systemCtx } from '../first-run.ts';
import { hashPassword, setPassword } from '../features/access/passwords.ts';
import { record } from '../features/audit/record.ts';
import { CITY, DEMO_ACCOUNTS, DEMO_PASSWORD, DEMO_UNITS, type DemoUsername } from './people.ts';

export interface District {
  /** Ids of units by name. */
  unitIds: ReadonlyMap<string, string>;
  /** Ids of accounts by username. */
  userIds: ReadonlyMap<DemoUsername, string>;
}

interface UnitRow {
  id: string;
  name: string;
  kind: (typeof DEMO_UNITS)[number]['kind'];
  parentId: string | null;
  path: string;
  sortOrder: number;
}

function planUnits(): UnitRow[] {
  const rootId = randomUUID();
  const rows: UnitRow[] = [
    { id: rootId, name: CITY, kind: 'region', parentId: null, path: `/${rootId}/`, sortOrder: 0 },
  ];
  for (const [index, { name, kind, parent }] of DEMO_UNITS.entries()) {
    const above = rows.findLast((row) => row.name === parent);
    if (!above) throw new Error(`${name} comes before ${parent}`);
    const id = randomUUID();
    rows.push({ id, name, kind, parentId: above.id, path: `${above.path}${id}/`, sortOrder: index + 1 });
  }
  return rows;
}

/**
 * Writes the units, the accounts and the mark that this is demo data, all at once: a start that is cut off later
 * still finds accounts that it can name.
 */
export async function foundDistrict(deps: Deps, at: Date): Promise<District> {
  const ctx = systemCtx(deps, at);
  const hash = await hashPassword(DEMO_PASSWORD);
  const units = planUnits();
  const unitIds = new Map(units.map((unit) => [unit.name, unit.id]));
  const unitIdOf = (name: string) => {
    const id = unitIds.get(name);
    if (!id) throw new Error(`no unit ${name}`);
    return id;
  };
  const users = DEMO_ACCOUNTS.map((account) => ({ ...account, id: randomUUID(), unitId: unitIdOf(account.unit) }));
  await deps.db.$transaction(async (tx) => {
    await tx.unit.createMany({ data: units });
    await tx.user.createMany({
      data: users.map(({ id, username, name, role, unitId }) => ({
        ...{ id, username, name, role, unitId },
        displayUsername: username,
        email: `${username}@rectify.invalid`,
        mustChangePassword: false,
      })),
    });
    for (const user of users) await setPassword(tx, user.id, hash);
    await record(tx, systemCtx(deps), {
      action: 'seedDemo',
      objectKind: 'system',
      note: '以下为演示数据，单位、人员、事项均为虚构，办理时间按情景推演。',
    });
    await record(
      tx,
      ctx,
      ...units.map(
        ({ id, name }) => ({ action: 'createUnit', objectKind: 'unit', objectId: id, after: { 名称: name } }) as const,
      ),
      ...users.map(({ id, name, username, role, unit }) => {
        const after = { 姓名: name, 用户名: username, 角色: ROLES[role], 单位: unit, 停用: '否' };
        return { action: 'createAccount', objectKind: 'account', objectId: id, after } as const;
      }),
    );
  });
  return { unitIds, userIds: new Map(users.map((user) => [user.username, user.id])) };
}
