import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { closeDb, createDb, type Db, removeEmbedded, startEmbedded, type EmbeddedPostgres } from '@rectify/db';
import { foundDistrict, handOutIssues, type District } from './people.ts';
import type { Chance } from './plan.ts';
import { freePort, Product } from './product.ts';

/** What a scenario found: `faults` is empty when all is as it should be. */
export interface Finding {
  faults: string[];
  /** What was seen, in words for the table. */
  seen: string;
  figures: Record<string, number | string | boolean>;
}

/** Where a scenario is played: a folder of its own and things that are put away afterwards. */
export class Stage {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'rectify-faults-'));
  readonly chance: Chance;
  private readonly undo: (() => Promise<void> | void)[] = [];

  constructor(chance: Chance) {
    this.chance = chance;
  }

  /** Put away in the reverse order, whatever happens. */
  later(work: () => Promise<void> | void): void {
    this.undo.unshift(work);
  }

  async clear(): Promise<void> {
    for (const work of this.undo) await work();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The server with its own database. `prepare` comes before the first start. */
  async openProduct(env: Record<string, string> = {}, prepare: (dataDir: string) => void = () => {}): Promise<Product> {
    const dataDir = path.join(this.folder, 'data');
    mkdirSync(dataDir, { mode: 0o700 });
    this.later(() => removeContents(dataDir));
    prepare(dataDir);
    const product = new Product(dataDir, await freePort(), env);
    this.later(async () => void (await product.stop()));
    product.start();
    await product.ready();
    return product;
  }

  /** A PostgreSQL that the server does not own and cannot start by itself. */
  async openDatabase(port?: number): Promise<EmbeddedPostgres> {
    const dataDir = path.join(this.folder, 'database');
    const postgres = await startEmbedded({ dataDir, ...(port && { port }) });
    if (port === undefined) this.later(() => removeEmbedded(dataDir));
    return postgres;
  }

  /** The server over such a database. */
  openBeside({ url, ownerUrl }: EmbeddedPostgres, env: Record<string, string> = {}): Promise<Product> {
    return this.openProduct({ DATABASE_URL: url, MIGRATION_DATABASE_URL: ownerUrl, ...env });
  }

  async openDb(url: string): Promise<Db> {
    const db = createDb(url, { poolSize: 3 });
    this.later(() => closeDb(db));
    return db;
  }

  /** A district with issues to write about. */
  async found(url: string, issues: number): Promise<{ db: Db; place: District; issues: string[] }> {
    const db = await this.openDb(url);
    const place = await foundDistrict(db, 's');
    return { db, place, issues: await handOutIssues(db, place, issues) };
  }

  /** A small disk of its own at this folder; answers false where that is not allowed. */
  mountSmall(folder: string, megabytes: number): boolean {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', folder]);
    if (status !== 0) return false;
    this.later(() => void spawnSync('umount', ['-l', folder]));
    return true;
  }
}

async function removeContents(dataDir: string): Promise<void> {
  await removeEmbedded(dataDir).catch(() => {});
}

/** Whether small disks can be mounted here; else why not. */
export function whyNoMount(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux to mount a small disk';
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rectify-mount-'));
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], {
    encoding: 'utf8',
  });
  if (status === 0) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
  return status === 0 ? null : `cannot mount a small disk here: ${stderr.trim()}`;
}
