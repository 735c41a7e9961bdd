import { request, type APIRequestContext } from '@playwright/test';
import type { Role } from '@rectify/domain';
import { DEFAULT_RULE_PROFILE } from '@rectify/domain';
import { call } from './api.ts';
import { BASE_URL } from './machine.ts';
import { demo, type Person } from './people.ts';

export interface Cast {
  unit: { id: string; name: string };
  programme: { id: string; name: string };
  group: { id: string; name: string };
  office: Person;
  reviewer: Person;
  liaison: Person;
  leader: Person;
}

/** A connection without a window, on which this person has signed in. */
export async function connectAs({ username, password }: Person): Promise<APIRequestContext> {
  const connection = await request.newContext({ baseURL: BASE_URL });
  await call(connection, 'signIn', { body: { username, password } });
  return connection;
}

let founded = 0;

/** A unit, an inspection group and their people, so that what a journey does touches no other journey. */
export async function foundCast(name: string): Promise<Cast> {
  founded += 1;
  const number = `${String(Date.now()).slice(-6)}${process.env.TEST_WORKER_INDEX ?? 0}${founded}`;
  const office = demo('office');
  const [admin, chief] = await Promise.all([connectAs(demo('admin')), connectAs(office)]);
  const { items: units } = await call(admin, 'listUnits');
  const home = units.find((each) => each.name === '区委巡察办')!;
  const unit = await call(admin, 'createUnit', {
    body: { name: `${name}${number}`, kind: 'township', parentId: home.parentId },
  });
  const account = (kind: string, title: string, role: Role, unitId: string) =>
    openAccount(admin, { username: `${kind}-${number}`, name: `${name}${title}`, role, unitId });
  const [liaison, leader, reviewer] = await Promise.all([
    account('liaison', '联络员', 'liaison', unit.id),
    account('leader', '负责人', 'unit_leader', unit.id),
    account('group', '巡察员', 'group', home.id),
  ]);
  const programme = await call(chief, 'createProgramme', {
    body: {
      name: `${name}巡察轮次${number}`,
      kind: 'round',
      profile: {
        ...DEFAULT_RULE_PROFILE,
        planLevels: [...DEFAULT_RULE_PROFILE.planLevels],
        closureLevels: [...DEFAULT_RULE_PROFILE.closureLevels],
      },
    },
  });
  const group = await call(chief, 'createGroup', {
    params: { id: programme.id },
    body: { name: `${name}巡察组`, memberIds: [reviewer.id] },
  });
  await Promise.all([admin.dispose(), chief.dispose()]);
  return { unit, programme, group, office, reviewer, liaison, leader };
}

/** Opens an account and replaces its one-time password, as its owner would. */
async function openAccount(
  admin: APIRequestContext,
  body: { username: string; name: string; role: Role; unitId: string },
) {
  const { account, oneTimePassword } = await call(admin, 'createAccount', { body });
  const owner = await connectAs({ username: body.username, password: oneTimePassword });
  const password = 'Kettle-Marsh-2026';
  await call(owner, 'changePassword', { body: { current: oneTimePassword, next: password } });
  await owner.dispose();
  return { id: account.id, username: body.username, password };
}
