export { isDatabaseAway, isStorageFull, isTooSlow, patiently } from './away.ts';
export { closeDb, createDb, type Db, type DbOptions, type Tx } from './client.ts';
export { copyOut } from './copy-out.ts';
export { directRows, directTransaction, type DirectTx, sharePool, poolStateOf } from './direct.ts';
export { createMigration, type NewMigration, SNAPSHOT_FILE } from './create-migration.ts';
export { assertDurable } from './durability.ts';
export {
  type EmbeddedOptions,
  type EmbeddedPostgres,
  findEmbedded,
  removeEmbedded,
  startEmbedded,
} from './embedded.ts';
export { ensureRole, holdLock, serviceRoleOf, waitForLock, withSession } from './embedded/sessions.ts';
export { DatabaseFault } from './fault.ts';
export { roleOf } from './grant-service.ts';
export type * from './generated/prisma/client.ts';
export { Prisma } from './generated/prisma/client.ts';
export { listen, type Listener, type ListenHandlers } from './listen.ts';
export { applyMigrations, diagnose, type MigrationState } from './migrate.ts';
export { diffSchemas } from './schema-engine.ts';
export { openPool, type PoolOptions } from './pool.ts';
export { type Standing, standingAgainst } from './standing.ts';
export { type DatabaseWatch, watchDatabase, type WatchOptions } from './watch.ts';
