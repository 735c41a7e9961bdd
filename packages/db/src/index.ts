export { createDb, type Db, type DbOptions, type Tx } from './client.ts';
export { createMigration, type NewMigration, SNAPSHOT_FILE } from './create-migration.ts';
export { type EmbeddedOptions, type EmbeddedPostgres, removeEmbedded, startEmbedded } from './embedded.ts';
export { withSession } from './embedded/sessions.ts';
export { DatabaseFault } from './fault.ts';
export type * from './generated/prisma/client.ts';
export { Prisma } from './generated/prisma/client.ts';
export { applyMigrations, diagnose, type MigrationState } from './migrate.ts';
export { diffSchemas } from './schema-engine.ts';
