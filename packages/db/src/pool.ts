import pg from 'pg';

export interface PoolOptions {
  /** Connections at once. */
  size: number;
  /** As the server lists its connections. */
  name: string;
  /** Told of connections that broke, in use or not; the pool replaces them. */
  onBroken(fault: Error): void;
}

/** A pool for a library that brings statements of its own; whoever opens it ends it. */
export function openPool(databaseUrl: string, { size, name, onBroken }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: size, application_name: name });
  pool.on('error', onBroken);
  pool.on('connect', (client) => void client.on('error', onBroken));
  return pool;
}
