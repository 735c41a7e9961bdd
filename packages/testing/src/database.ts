import { randomBytes } from 'node:crypto';
import { DatabaseFault, withSession } from '@rectify/db';

/** How the global set-up tells the test processes where the server is. */
export const SERVER_VARIABLE = 'RECTIFY_TEST_SERVER';

export interface TestServer {
  /** Signed in as someone who may create databases. */
  adminUrl: string;
  /** Signed in as the owner of the test databases. */
  appUrl: string;
  /** The migrated database from which the others are copied. */
  template: string;
}

export interface TestDatabase {
  url: string;
  /** Removes the database, whoever is still connected to it. */
  drop(): Promise<void>;
}

/** A database of one's own with all migrations applied and no rows, copied from the template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return create(currentServer(), currentServer().template);
}

/** A database of one's own without any table. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return create(currentServer(), 'template0');
}

async function create(server: TestServer, template: string): Promise<TestDatabase> {
  const name = `rectify_t_${randomBytes(6).toString('hex')}`;
  const owner = decodeURIComponent(new URL(server.appUrl).username);
  await withSession(server.adminUrl, (admin) =>
    admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER "${owner}"`),
  );
  return {
    url: databaseUrl(server, name),
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

/** The address of another database on the test server, signed in as its owner. */
export function databaseUrl(server: TestServer, name: string): string {
  const url = new URL(server.appUrl);
  url.pathname = `/${name}`;
  return url.href;
}
