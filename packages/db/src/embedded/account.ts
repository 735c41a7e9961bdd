import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseFault } from '../fault.ts';
import type { Binaries } from './binaries.ts';

// PostgreSQL refuses to run as root. Started by root, its programs run as another account, which must be able
// to reach both the programs and the data folder, even where a folder above them is closed to others (0700).

export interface Account {
  uid: number;
  gid: number;
}

/** One way of running PostgreSQL's programs. */
export interface Runner {
  /** Who must own the data folder; null: whoever runs this process. */
  owner: Account | null;
  wrap(file: string, args: string[]): { file: string; args: string[]; identity: { uid?: number; gid?: number } };
}

/** Surroundings of PostgreSQL's programs: nothing of ours may change how they behave. */
export const CLEAN_ENV: NodeJS.ProcessEnv = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LANG: 'C', LC_ALL: 'C' };

const direct: Runner = { owner: null, wrap: (file, args) => ({ file, args, identity: {} }) };

/**
 * Chooses how to run PostgreSQL on a data folder inside `dataDir`, trying from least to most privilege.
 * @throws DatabaseFault when run by root and no way leads to the folder.
 */
export function chooseRunner(binaries: Binaries, dataDir: string, clusterDir: string): Runner {
  if (process.getuid?.() !== 0) return direct;
  const account = ownerOf(clusterDir) ?? findAccount();
  const runner = candidates(account).find((candidate) => canReach(candidate, binaries, dataDir));
  if (runner) return runner;
  throw new DatabaseFault(
    `PostgreSQL 不允许以 root 运行，而其他账号进不到数据目录 ${dataDir} 或程序目录。` +
      '请把 DATA_DIR 设为其他账号能进入的目录（例如 /var/lib/rectify），或改用普通账号启动，或设置 DATABASE_URL 使用已有的数据库。',
  );
}

function candidates(account: Account): Runner[] {
  return [
    asAccount(account),
    withCapability(account, 'dac_read_search'),
    withCapability(account, 'dac_override'),
    inUserNamespace(account),
  ];
}

function asAccount(account: Account): Runner {
  return { owner: account, wrap: (file, args) => ({ file, args, identity: account }) };
}

function withCapability(account: Account, capability: string): Runner {
  const flags = [
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    '--clear-groups',
    `--inh-caps=+${capability}`,
    `--ambient-caps=+${capability}`,
    // Without it access(2), with which PostgreSQL looks for its own program, leaves the capability out of account.
    '--securebits=+no_setuid_fixup',
  ];
  return { owner: account, wrap: (file, args) => ({ file: 'setpriv', args: [...flags, file, ...args], identity: {} }) };
}

/** Inside, the account's number stands for root outside: the folder stays root's own. */
function inUserNamespace(account: Account): Runner {
  const flags = ['--user', `--map-user=${account.uid}`, `--map-group=${account.gid}`];
  return {
    owner: { uid: 0, gid: 0 },
    wrap: (file, args) => ({ file: 'unshare', args: [...flags, file, ...args], identity: {} }),
  };
}

function canReach(runner: Runner, binaries: Binaries, dataDir: string): boolean {
  const probe = mkdtempSync(path.join(dataDir, '.probe-'));
  try {
    if (runner.owner) chownSync(probe, runner.owner.uid, runner.owner.gid);
    const script = 'cd -- "$1" && : > file && "$2" --version 2>&1';
    const { file, args, identity } = runner.wrap('/bin/sh', ['-c', script, 'sh', probe, binaries.postgres]);
    const result = spawnSync(file, args, { ...identity, cwd: '/', env: CLEAN_ENV, encoding: 'utf8', timeout: 10_000 });
    return result.status === 0 && !result.stdout.includes('invalid binary');
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

/** An ordinary user's folder started by root stays that user's. */
function ownerOf(clusterDir: string): Account | null {
  const stat = statSync(clusterDir, { throwIfNoEntry: false });
  return stat && stat.uid !== 0 ? { uid: stat.uid, gid: stat.gid } : null;
}

function findAccount(): Account {
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const entry = lines.find(([name]) => name === 'postgres') ?? lines.find(([name]) => name === 'nobody');
  return { uid: Number(entry?.[2] ?? 65_534), gid: Number(entry?.[3] ?? 65_534) };
}
