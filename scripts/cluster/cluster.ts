import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startEmbedded } from '@rectify/db';
import { SERVER_FLAGS } from '../lib/server-flags.mjs';
import { startChild, untilReady, type Child } from './child.ts';
import { findNginx, writeNginxSettings } from './nginx.ts';
import { freePorts } from './ports.ts';
import { startSmallProxy } from './small-proxy.ts';
import { makeCertificates } from './tls.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** More than nginx keeps an idle connection to the application. */
const STOP_DELAY_MS = '4000';

export interface Database {
  url: string;
  ownerUrl: string;
}

export interface ClusterOptions {
  /** Everything of the cluster lies here: database, files, keys, settings of the proxy. */
  dataDir: string;
  /** An embedded one in `dataDir` when absent. */
  database?: Database;
  /** Arguments of Node that start the server; the built one when absent. */
  entry?: readonly string[];
  /** Of the proxy; a free one when absent. */
  port?: number;
  /** Settings beside those that make it a cluster. */
  env?: Readonly<Record<string, string>>;
  /** False to do without nginx even where there is one. */
  useNginx?: boolean;
}

export interface Member extends Child {
  /** Past the proxy. */
  address: string;
}

export interface Cluster {
  /** The one address, over TLS. */
  address: string;
  /** PEM file of the authority under which the address is certified. */
  ca: string;
  proxy: 'nginx' | 'small';
  /** The settings that nginx runs with. */
  nginxConf: string | null;
  database: Database;
  apis: readonly Member[];
  worker: Member;
  /** Starts one more process of a role on the same database. */
  add(role: 'api' | 'worker'): Promise<Member>;
  stop(): Promise<void>;
}

type Undo = (() => Promise<unknown>)[];

async function openDatabase({ database, dataDir }: ClusterOptions, undo: Undo): Promise<Database> {
  if (database) return database;
  const embedded = await startEmbedded({ dataDir: path.join(dataDir, 'database') });
  undo.push(() => embedded.stop());
  return embedded;
}

/** Made once for each place: with another one every second factor would have to be set up again. */
function keptSecret(dataDir: string, name: string): string {
  const file = path.join(dataDir, name);
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

/** The settings that all processes share; the worker alone gets the owner's address. */
function sharedSettings({ dataDir, env }: ClusterOptions, database: Database, address: string) {
  return {
    // What a shell has set for another run is not meant for this one.
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    TRUST_PROXY: '1',
    LOG_LEVEL: 'info',
    STOP_DELAY_MS,
    DATA_DIR: path.join(dataDir, 'data'),
    DATABASE_URL: database.url,
    PUBLIC_URL: address,
    SESSION_SECRET: keptSecret(dataDir, 'session-secret'),
    AUDIT_SIGNING_KEY: keptSecret(dataDir, 'audit-signing-key'),
    ...env,
  };
}

async function startProxy(
  options: ClusterOptions,
  tls: Awaited<ReturnType<typeof makeCertificates>>,
  ports: number[],
  undo: Undo,
) {
  const [https = 0, http = 0, first = 0, second = 0] = ports;
  const nginx = options.useNginx === false ? null : findNginx();
  if (!nginx) {
    undo.push(await startSmallProxy(tls, https, [first, second]));
    return null;
  }
  const file = writeNginxSettings(nginx, options.dataDir, {
    ...{ API_1: `127.0.0.1:${first}`, API_2: `127.0.0.1:${second}`, PUBLIC_HOST: `127.0.0.1:${https}` },
    ...{ HTTP_LISTEN: `127.0.0.1:${http}`, HTTPS_LISTEN: `127.0.0.1:${https}` },
    ...{ TLS_CERTIFICATE: tls.certificate, TLS_KEY: tls.key },
  });
  const child = startChild(
    'nginx',
    nginx,
    ['-c', file, '-g', 'daemon off;'],
    { PATH: '/usr/bin:/bin' },
    options.dataDir,
  );
  undo.push(() => child.stop('SIGQUIT'));
  return file;
}

/** Starts PostgreSQL, two api processes, a worker and a proxy with TLS before them, all on this machine. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const undo: Undo = [];
  const stop = async () => {
    for (const each of undo.splice(0).toReversed()) await each();
  };
  try {
    mkdirSync(options.dataDir, { recursive: true });
    const database = await openDatabase(options, undo);
    const tls = await makeCertificates(options.dataDir);
    const [free = 0, ...others] = await freePorts(4);
    const ports = [options.port ?? free, ...others];
    const address = `https://127.0.0.1:${ports[0]}`;
    const shared = sharedSettings(options, database, address);
    const entry = options.entry ?? [...SERVER_FLAGS, '--enable-source-maps', path.join(ROOT, 'apps/api/dist/main.js')];
    const members: Child[] = [];
    undo.push(() => Promise.all(members.map((each) => each.stop())));
    const start = async (role: 'api' | 'worker', port: number, more: Record<string, string> = {}): Promise<Member> => {
      const env = { ...shared, ...more, ROLE: role, PORT: String(port) };
      const child = startChild(role, process.execPath, [...entry], env, ROOT);
      members.push(child);
      const member = { ...child, address: `http://127.0.0.1:${port}` };
      await untilReady(child, `${member.address}/readyz`);
      return member;
    };
    // The worker first: it alone may bring the database up to date.
    const [workerPort = 0] = await freePorts(1);
    const worker = await start('worker', workerPort, { MIGRATION_DATABASE_URL: database.ownerUrl });
    const apis = await Promise.all(ports.slice(2).map((port) => start('api', port)));
    const nginxConf = await startProxy(options, tls, ports, undo);
    return {
      ...{ address, ca: tls.ca, nginxConf, database, apis, worker, stop },
      proxy: nginxConf ? 'nginx' : 'small',
      add: async (role) => start(role, (await freePorts(1))[0] ?? 0),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
