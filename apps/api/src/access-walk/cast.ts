import type { Role } from '@rectify/domain';
import { createHash, randomBytes } from 'node:crypto';
import { buildWorld, type TestApp, type World } from '../testing.ts';
import { addFeedback, buildThings, type Things } from './things.ts';
import { ACTORS, type ActorName, type Home, type Kind } from './matrix-types.ts';

export interface Cast {
  /** The two regions. */
  worlds: Readonly<Record<Home, World>>;
  /** The account of an actor; empty for nobody. */
  accountOf(actor: ActorName): string;
  /** A fresh session of the actor, so that nothing done in an earlier one matters. */
  cookieOf(actor: ActorName): Promise<string>;
  /** The id of a thing, a fresh one where each can be used once; null where there is none. */
  idOf(kind: Kind, place: Home | 'missing', actor: ActorName): Promise<string | null>;
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

async function openAccount(test: TestApp, name: string, role: Role, unitId: string, isDisabled = false) {
  const { id } = await test.db.user.create({
    data: {
      ...{ name, username: name.toLowerCase(), email: `${name}@rectify.invalid`.toLowerCase(), role, unitId },
      ...{ mustChangePassword: false, isDisabled },
    },
  });
  return id;
}

const placeOf = (actor: ActorName, here: World, there: World): string => {
  if (actor.startsWith('otherO')) return there.officeUnitId;
  if (actor === 'otherLiaison' || actor === 'otherLeader') return here.otherUnitId;
  return actor === 'liaison' || actor === 'leader' || actor === 'disabled' ? here.unitId : here.officeUnitId;
};

async function openAccounts(test: TestApp, here: World, there: World): Promise<ReadonlyMap<ActorName, string>> {
  const ids = new Map<ActorName, string>();
  for (const [actor, role] of Object.entries(ACTORS) as [ActorName, Role | null][]) {
    if (actor === 'anonymous') continue;
    const unitId = placeOf(actor, here, there);
    ids.set(actor, await openAccount(test, actor, role ?? 'liaison', unitId, actor === 'disabled'));
  }
  await test.db.groupMember.createMany({
    data: [
      { groupId: here.groupId, userId: ids.get('group') ?? '' },
      { groupId: here.otherGroupId, userId: ids.get('otherGroup') ?? '' },
    ],
  });
  return ids;
}

async function openSession(test: TestApp, userId: string) {
  const token = randomBytes(16).toString('hex');
  const expiresAt = new Date(Date.now() + 600_000);
  const { id } = await test.db.session.create({ data: { userId, token: hashOf(token), expiresAt } });
  return { id, cookie: `rectify-session=${token}` };
}

/** Two regions with everything that an operation can be about, and everyone who may try it. */
export async function buildCast(test: TestApp): Promise<Cast> {
  const [here, there] = [await buildWorld(test.db, '甲'), await buildWorld(test.db, '乙')];
  const accounts = await openAccounts(test, here, there);
  const liaisonThere = await openAccount(test, 'liaison-there', 'liaison', there.unitId);
  const memberThere = await openAccount(test, 'member-there', 'group', there.officeUnitId);
  const idOfActor = (actor: ActorName) => accounts.get(actor) ?? '';
  const things: Record<Home, Things> = {
    here: await buildThings(test, here, { liaison: idOfActor('liaison'), secrecyReviewer: idOfActor('group') }),
    elsewhere: await buildThings(test, there, { liaison: liaisonThere, secrecyReviewer: liaisonThere }),
  };
  const foreignSession = (await openSession(test, liaisonThere)).id;

  const special = async (kind: Kind, home: Home, actor: ActorName): Promise<string | null | undefined> => {
    const own = accounts.get(actor);
    if (kind === 'session' && home === 'here') return own ? (await openSession(test, own)).id : null;
    if (kind === 'session') return foreignSession;
    if (kind === 'feedback') return addFeedback(test, things[home].report);
    if (kind === 'account') return home === 'here' ? idOfActor('disabled') : liaisonThere;
    if (kind === 'member') return home === 'here' ? idOfActor('group') : memberThere;
    return undefined;
  };
  return {
    worlds: { here, elsewhere: there },
    accountOf: idOfActor,
    async cookieOf(actor) {
      const id = accounts.get(actor);
      return id ? (await openSession(test, id)).cookie : '';
    },
    async idOf(kind, place, actor) {
      if (place === 'missing') return null;
      const found = await special(kind, place, actor);
      return found === undefined ? things[place][kind as keyof Things] : found;
    },
  };
}
