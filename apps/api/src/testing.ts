import os from 'node:os';
import path from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import supertest from 'supertest';
import { closeDb, createDb, type Db } from '@rectify/db';
import type { Role } from '@rectify/domain';
import { createTestDatabase, type TestDatabase } from '@rectify/testing/database';
import { BEYOND_RATES } from '@rectify/testing/rates';
import { createApp, type Application } from './app.ts';
import type { Deps } from './context.ts';
import { readSettings } from './env.ts';
import { singleSignOnOf } from './deps.ts';
import { hashPassword, setPassword } from './features/access/passwords.ts';
import { stopBackups } from './features/backups/run-backup.ts';
import { localFileStore } from './file-store.ts';
import { createLog } from './log.ts';

export const PASSWORD = 'Test-Password-1';
// Hashes that tests make cost next to nothing.
const CHEAP = { N: 1024, r: 8, p: 1 };
const SECRET = 'test-only-0123456789-0123456789-0123';
/** The instant at which tests begin; noon in Shanghai on 2024-06-03, a Monday. */
export const NOW = new Date('2024-06-03T04:00:00Z');

export type Agent = ReturnType<typeof supertest.agent>;

export interface TestApp {
  app: Application;
  deps: Deps;
  db: Db;
  /** Its addresses for other roles than the application's. */
  database: TestDatabase;
  /** Moves the clock of the application. */
  setNow(now: Date | string): void;
  /** An agent with the session of a new account of this role, and the account's id. */
  as(role: Role, unitId: string, name?: string): Promise<{ agent: Agent; id: string; username: string }>;
  close(): Promise<void>;
}

let sequence = 0;

let cheapHash: Promise<string> | undefined;

/** A new account that signs in with the password of all tests. */
export async function createAccount(db: Db, who: { role: Role; unitId: string; name: string }) {
  const username = `t${(sequence += 1)}-${who.role.replaceAll('_', '-')}`;
  const email = `${username}@rectify.invalid`;
  const data = { ...who, username, displayUsername: username, email, mustChangePassword: false };
  const { id } = await db.user.create({ data });
  cheapHash ??= hashPassword(PASSWORD, CHEAP);
  const hash = await cheapHash;
  await db.$transaction((tx) => setPassword(tx, id, hash));
  return { id, username };
}

/** The whole application in this process over a database of its own, with a clock that stands still. `environment`: its settings. */
export async function createTestApp(environment: Record<string, string> = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rectify-test-'));
  const db = createDb(database.url, { poolSize: 6 });
  const settings = readSettings({
    ...{ NODE_ENV: 'test', DATA_DIR: folder, LOG_LEVEL: 'error', ...BEYOND_RATES, ...environment },
  });
  let now = NOW;
  const deps: Deps = {
    db,
    databaseUrl: database.url,
    secret: SECRET,
    now: () => now,
    files: localFileStore(path.join(folder, 'files')),
    settings,
    singleSignOn: singleSignOnOf(settings),
    log: createLog({ LOG_LEVEL: (process.env['TEST_LOG_LEVEL'] ?? 'error') as 'error' }),
  };
  const app = createApp(deps, path.join(folder, 'web'));
  return {
    app,
    deps,
    db,
    database,
    setNow(value) {
      now = new Date(value);
    },
    async as(role, unitId, name = '测试员') {
      const { id, username } = await createAccount(db, { role, unitId, name });
      const agent = supertest.agent(app);
      await agent.post('/api/session').send({ username, password: PASSWORD }).expect(200);
      return { agent, id, username };
    },
    async close() {
      await stopBackups();
      await closeDb(db);
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface World {
  regionId: string;
  officeUnitId: string;
  unitId: string;
  otherUnitId: string;
  programmeId: string;
  groupId: string;
  otherGroupId: string;
  inspectionId: string;
}

async function createUnit(
  db: Db,
  name: string,
  kind: 'region' | 'department' | 'inspection_office',
  parent: { id: string; path: string } | null,
) {
  const unit = await db.unit.create({ data: { name, kind, parentId: parent?.id ?? null, path: '-' } });
  const unitPath = `${parent?.path ?? '/'}${unit.id}/`;
  return db.unit.update({ where: { id: unit.id }, data: { path: unitPath } });
}

/** A region with its inspection office, two units, a programme with two groups, and one inspection. */
export async function buildWorld(db: Db, mark = `${(sequence += 1)}`): Promise<World> {
  const region = await createUnit(db, `云州市${mark}`, 'region', null);
  const office = await createUnit(db, '区委巡察办', 'inspection_office', region);
  const unit = await createUnit(db, '区文旅局', 'department', region);
  const other = await createUnit(db, '区住建局', 'department', region);
  const programme = await db.programme.create({
    data: {
      name: `第八轮巡察${mark}`,
      kind: 'round',
      unitId: region.id,
      planDays: 15,
      planDayKind: 'working',
      rectificationMonths: 3,
      planLevels: ['unit_leader', 'group'],
      closureLevels: ['unit_leader', 'group', 'office'],
      yellowDays: 20,
      orangeDays: 10,
      reportCadence: 'biweekly',
      reportWeekday: 5,
    },
  });
  const group = await db.inspectionGroup.create({ data: { programmeId: programme.id, name: '第一巡察组' } });
  const otherGroup = await db.inspectionGroup.create({ data: { programmeId: programme.id, name: '第二巡察组' } });
  const inspection = await db.inspection.create({
    data: {
      programmeId: programme.id,
      unitId: unit.id,
      groupId: group.id,
      kind: 'routine',
      feedbackOn: new Date('2024-05-16T00:00:00Z'),
    },
  });
  return {
    regionId: region.id,
    officeUnitId: office.id,
    unitId: unit.id,
    otherUnitId: other.id,
    programmeId: programme.id,
    groupId: group.id,
    otherGroupId: otherGroup.id,
    inspectionId: inspection.id,
  };
}
