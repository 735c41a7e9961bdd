import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import * as engineGlue from '@prisma/schema-engine-wasm/schema_engine_bg';

// Prisma's schema engine as WebAssembly from npm: nothing is downloaded at run time, no server is needed.

const ENGINE = '@prisma/schema-engine-wasm/schema_engine_bg';
const PRETENDED_VERSION = 180_000;
const TEXT_COLUMN = 7;
const INT_COLUMN = 0;

/** The SQL that turns a database of the old schema (null: an empty one) into one of the new schema. */
export async function diffSchemas(oldSchema: string | null, newSchema: string): Promise<string> {
  const engine = await openEngine(newSchema);
  try {
    const { stdout } = await engine.diff({
      from:
        oldSchema === null
          ? { tag: 'empty' }
          : { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: oldSchema }] },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: newSchema }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout ?? '';
  } finally {
    engine.free();
  }
}

let loaded: Promise<void> | null = null;

async function openEngine(schema: string): Promise<engineGlue.SchemaEngine> {
  loaded ??= loadWasm();
  await loaded;
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: 'offline',
    connect: async () => offlineAdapter(),
    connectToShadowDb: async () => offlineAdapter(),
  });
  return engineGlue.SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => {}, factory);
}

async function loadWasm(): Promise<void> {
  const folder = path.dirname(createRequire(import.meta.url).resolve(ENGINE));
  const bytes = readFileSync(path.join(folder, 'schema_engine_bg.wasm'));
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) },
  });
  const glue = engineGlue as unknown as WebAssembly.ModuleImports & {
    __wbg_set_wasm(exports: WebAssembly.Exports): void;
  };
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
}

/** Comparing two schema files asks a server only for its version: this stands in for one. */
function offlineAdapter(): SqlDriverAdapter {
  return {
    provider: 'postgres',
    adapterName: 'offline',
    queryRaw: async () => ({
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [TEXT_COLUMN, TEXT_COLUMN, INT_COLUMN],
      rows: [['t', 'PostgreSQL 18.0', PRETENDED_VERSION]],
    }),
    executeRaw: async () => 0,
    executeScript: async () => {},
    startTransaction: async () => Promise.reject(new Error('offline')),
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
    dispose: async () => {},
  };
}
