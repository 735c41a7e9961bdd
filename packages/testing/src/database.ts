import { randomBytes } from 'node:crypto';
import { DatabaseFault, roleOf, withSession } from '@rectify/db';

/** How the global set-up tells the test processes where the server is. */
export const SERVER_VARIABLE = 'RECTIFY_TEST_SERVER';

export interface TestServer {
  /** Signed in as someone who may create databases. */
  adminUrl: string;
  /** Signed in as the owner of the test databases. */
  ownerUrl: string;
  /** Signed in as the application is, which owns nothing. */
  appUrl: string;
  /** The migrated database from which the others are copied. */
  template: string;
}

export interface TestDatabase {
  /** Signed in as the application. */
  url: string;
  /** Signed in as the owner of the tables. */
  ownerUrl: string;
  /** Signed in as someone who may do everything. */
  adminUrl: string;
  /** Removes the database, whoever is still connected to it. */
  drop(): Promise<void>;
}

/** A database of one's own with all migrations applied and no rows, copied from the template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = currentServer();
  return create(server, server.template);
}

/** A database of one's own without any table, signed in as its owner. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const database = await create(currentServer(), 'template0');
  return { ...database, url: database.ownerUrl };
}

async function create(server: TestServer, template: string): Promise<TestDatabase> {
  const name = `rectify_t_${randomBytes(6).toString('hex')}`;
  await withSession(server.adminUrl, async (admin) => {
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER "${roleOf(server.ownerUrl)}"`);
    // What is granted on a database itself is not copied with it.
    await admin.query(`GRANT CREATE ON DATABASE ${name} TO "${roleOf(server.appUrl)}"`);
  });
  return {
    url: databaseUrl(server.appUrl, name),
    ownerUrl: databaseUrl(server.ownerUrl, name),
    adminUrl: databaseUrl(server.adminUrl, name),
    drop: () =>
      withSession(
        server.adminUrl,
        async (admin) => void (await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
      ),
  };
}

function currentServer(): TestServer {
  const value = process.env[SERVER_VARIABLE];
  if (!value) throw new DatabaseFault('没有测试数据库：请通过 vitest 的 api 项目运行（globalSetup 会启动它）。');
  return JSON.parse(value) as TestServer;
}

/** The address of another database on the same server, signed in as the same role. */
export function databaseUrl(address: string, name: string): string {
  const url = new URL(address);
  url.pathname = `/${name}`;
  return url.href;
}
