import { chmodSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { chooseRunner } from './embedded/account.ts';
import { findBinaries } from './embedded/binaries.ts';
import { type Credentials, ensureCluster, loadCredentials, servicePasswordOf } from './embedded/cluster.ts';
import { dropPidFile, findPostmaster, launch, type Postmaster, shutDown } from './embedded/postmaster.ts';
import { connect, ensureDatabase, localUrl, serviceRoleOf, tryOwn } from './embedded/sessions.ts';
import { codeOf, DatabaseFault, messageOf } from './fault.ts';

const DATABASE = 'rectify';
const CLUSTER = 'postgres';
const START_TIMEOUT_MS = 60_000;
const OWN_TIMEOUT_MS = 1_500;
/** A port taken in the meantime, a server still going down: a second try may do. */
const PASSING_TROUBLE =
  /could not create any TCP\/IP sockets|lock file "postmaster.pid" already exists|shared memory block/;

export interface EmbeddedOptions {
  dataDir: string;
  /** False for throw-away data: nothing is forced to disk. */
  durable?: boolean;
  /** A free one when absent. */
  port?: number;
}

export interface EmbeddedPostgres {
  /** The application's database, signed in as a role that owns nothing: it may neither change the audit trail nor a table. */
  url: string;
  /** The same database, signed in as its owner: for migrations. */
  ownerUrl: string;
  /** The maintenance database, signed in as superuser: for creating and dropping databases. */
  adminUrl: string;
  /** Whether the server was found running, left behind by a program that was killed. */
  isAdopted: boolean;
  /** Shuts the server down; open transactions are rolled back. */
  stop(): Promise<void>;
}

interface Place {
  dataDir: string;
  clusterDir: string;
  durable: boolean;
  port: number | undefined;
  credentials: Credentials;
}

interface Server extends Postmaster {
  session: pg.Client;
  isAdopted: boolean;
}

/**
 * Starts PostgreSQL on a data folder, or takes over the one that a killed program left running there.
 * @throws DatabaseFault when another program uses the folder, or the server cannot be started.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const place = preparePlace(options);
  const server = await findOrLaunch(place);
  if (!(await tryOwn(server.session, OWN_TIMEOUT_MS))) {
    await server.session.end();
    throw new DatabaseFault(
      `已有一个整改通在使用此数据目录（${place.dataDir}）。请先停止它，或用 DATA_DIR 指定另一个目录。`,
    );
  }
  const passwords = { owner: place.credentials.appPassword, service: servicePasswordOf(place.credentials) };
  await ensureDatabase(server.session, DATABASE, passwords);
  const owning = keepOwning(place, server);
  return {
    ...urlsOf(place, server.port),
    isAdopted: server.isAdopted,
    stop: async () => {
      const { pid, session } = await owning.stop();
      // The session, and with it the lock, ends with the server: nobody can slip in between.
      await shutDown(pid);
      await session.end().catch(() => {});
    },
  };
}

/** The addresses of the server that runs on a data folder at this moment, whoever started it; null when none does. */
export function findEmbedded(dataDir: string): Pick<EmbeddedPostgres, 'url' | 'ownerUrl' | 'adminUrl'> | null {
  const place = preparePlace({ dataDir });
  const running = findPostmaster(place.clusterDir);
  return running && urlsOf(place, running.port);
}

/** Ends the server of a throw-away data folder, whoever started it, and deletes the folder. */
export async function removeEmbedded(dataDir: string): Promise<void> {
  const running = findPostmaster(path.join(dataDir, CLUSTER));
  if (running) await shutDown(running.pid);
  rmSync(dataDir, { recursive: true, force: true });
}

function preparePlace(options: EmbeddedOptions): Place {
  try {
    mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
    const dataDir = realpathSync(options.dataDir);
    return {
      dataDir,
      clusterDir: path.join(dataDir, CLUSTER),
      durable: options.durable ?? true,
      port: options.port,
      credentials: loadCredentials(dataDir),
    };
  } catch (error) {
    throw new DatabaseFault(
      `无法使用数据目录 ${options.dataDir}：${messageOf(error)}。请检查它的所有者与权限（也许上次是用另一个账号启动的），或用 DATA_DIR 指定另一个目录。`,
      { cause: error },
    );
  }
}

async function findOrLaunch(place: Place): Promise<Server> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const running = findPostmaster(place.clusterDir);
    const server = running ? await adopt(place, running) : await launchHere(place, deadline, place.port);
    if (server) return server;
    await sleep(200);
  }
  throw new DatabaseFault(
    `内置数据库一分钟内没有启动成功。请查看 ${logFile(place)}，或结束残留的 postgres 进程后再试。`,
  );
}

/** Null while the server is still starting or going down. */
async function adopt(place: Place, running: Postmaster): Promise<Server | null> {
  let session: pg.Client;
  try {
    session = await connect(adminUrl(place, running.port));
  } catch (error) {
    if (codeOf(error) === '28P01') throw foreign(place, running.pid, error);
    return null;
  }
  const { rows } = await session.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
  if (isSameFolder(rows[0]?.folder ?? '', place.clusterDir)) return { ...running, session, isAdopted: true };
  await session.end();
  dropPidFile(place.clusterDir);
  return null;
}

function foreign(place: Place, pid: number, cause: unknown): DatabaseFault {
  return new DatabaseFault(
    `数据目录 ${place.dataDir} 中的数据库（进程 ${pid}）不认本目录的密码文件 database.json。请恢复该文件，或用 DATA_DIR 指定另一个目录。`,
    { cause },
  );
}

function isSameFolder(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}

/** Null after a passing trouble. */
async function launchHere(place: Place, deadline: number, port?: number): Promise<Server | null> {
  const binaries = await findBinaries();
  const runner = chooseRunner(binaries, place.dataDir, place.clusterDir);
  ensureCluster({ ...place, runner, initdb: binaries.initdb, superuserPassword: place.credentials.superuserPassword });
  chmodSync(place.clusterDir, 0o700);
  const started = await launch(runner, binaries.postgres, { ...place, port, logFile: logFile(place) });
  while (Date.now() < deadline) {
    const failure = started.exited();
    if (failure !== null) {
      if (PASSING_TROUBLE.test(failure)) return null;
      throw new DatabaseFault(
        `内置数据库没能启动（数据目录 ${place.dataDir}）：\n${failure}\n请检查磁盘空间与目录权限；日志在 ${logFile(place)}。`,
      );
    }
    const running = findPostmaster(place.clusterDir);
    const server = running?.port === started.port ? await adopt(place, running) : null;
    if (server) return { ...server, isAdopted: false };
    await sleep(50);
  }
  return null;
}

/** Milliseconds between two looks at a server that is gone. */
const RETURN_MS = 250;

/**
 * A crash of one of its processes makes the server drop all sessions: come back and lock again. One that is gone
 * altogether is started anew on the same port, where the application's connections look for it.
 */
function keepOwning(place: Place, server: Server): { stop: () => Promise<Server> } {
  const stopping = new AbortController();
  let current = server;
  let returning: Promise<void> = Promise.resolve();
  const watch = (client: pg.Client) => {
    client.once('end', () => {
      if (!stopping.signal.aborted) returning = comeBack();
    });
  };
  const comeBack = async () => {
    while (!stopping.signal.aborted) {
      await sleep(RETURN_MS, undefined, { ref: false, signal: stopping.signal }).catch(() => {});
      const next = stopping.signal.aborted ? null : await findAgain(place, current).catch(() => null);
      if (!next) continue;
      current = next;
      watch(next.session);
      await tryOwn(next.session, OWN_TIMEOUT_MS).catch(() => false);
      return;
    }
  };
  watch(current.session);
  return {
    async stop() {
      stopping.abort();
      await returning;
      return current;
    },
  };
}

/** Null while the server is coming up or going down. */
async function findAgain(place: Place, lost: Server): Promise<Server | null> {
  const running = findPostmaster(place.clusterDir);
  return running ? adopt(place, running) : launchHere(place, Date.now() + START_TIMEOUT_MS, lost.port);
}

function urlsOf(place: Place, port: number) {
  const { credentials } = place;
  const service = { user: serviceRoleOf(DATABASE), password: servicePasswordOf(credentials) };
  return {
    url: localUrl({ port, ...service, database: DATABASE }),
    ownerUrl: localUrl({ port, user: DATABASE, password: credentials.appPassword, database: DATABASE }),
    adminUrl: adminUrl(place, port),
  };
}

function adminUrl(place: Place, port: number): string {
  return localUrl({ port, user: 'postgres', password: place.credentials.superuserPassword, database: 'postgres' });
}

function logFile(place: Place): string {
  return path.join(place.dataDir, 'postgres.log');
}
