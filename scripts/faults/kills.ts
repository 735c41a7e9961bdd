import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { closeDb, createDb, removeEmbedded, withSession } from '@rectify/db';
import { Book } from './book.ts';
import { checkFiles, type FileFindings } from './check-files.ts';
import { checkMarks, type Losses } from './check-marks.ts';
import { checkStates } from './check-states.ts';
import { killOn, type ReadyTimes } from './killing.ts';
import { type District, foundDistrict, handOutIssues } from './people.ts';
import { chanceOf, type Plan } from './plan.ts';
import { freePort, Product } from './product.ts';
import { writeOn } from './writer.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** Far fewer are needed: a life takes some twenty writes. */
const WRITES_PER_ISSUE = 8;

export interface KillReport {
  plan: Plan;
  acknowledged: number;
  /** Sent at least twice because no answer came. */
  repeated: number;
  unknown: number;
  refused: number;
  byKind: Record<string, number>;
  seconds: number;
  ready: ReadyTimes;
  losses: Losses;
  impossible: string[];
  files: FileFindings;
  chain: { isWhole: boolean; words: string };
  /** Answers that nothing here excuses, and ends of the server that were none of our kills. */
  failures: string[];
  crashes: number;
}

function verifyChain(dataDir: string): KillReport['chain'] {
  const args = ['--import', 'tsx', path.join(ROOT, 'scripts/lib/audit-verify.ts')];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: dataDir },
  });
  return { isWhole: status === 0, words: `${stdout}${stderr}`.trim() };
}

/** Districts that two writers share each, with issues for every writer. */
async function prepare(url: string, { writers, writes }: Plan) {
  const db = createDb(url, { poolSize: 4 });
  try {
    const districts: District[] = [];
    for (let number = 1; number <= Math.ceil(writers / 2); number += 1) {
      districts.push(await foundDistrict(db, `d${number}`));
    }
    const each = Math.ceil(writes / writers / WRITES_PER_ISSUE) + 2;
    const shares: { place: District; issues: string[] }[] = [];
    for (let writer = 0; writer < writers; writer += 1) {
      const place = districts[Math.floor(writer / 2)];
      if (!place) throw new Error('a writer without a district');
      shares.push({ place, issues: await handOutIssues(db, place, each) });
    }
    return shares.map(({ place, issues }, index) => ({ place, issues, others: shares[index ^ 1]?.issues ?? [] }));
  } finally {
    await closeDb(db);
  }
}

async function write(plan: Plan, product: Product, book: Book): Promise<ReadyTimes> {
  const chance = chanceOf(plan.seed);
  const shares = await prepare(product.addresses().url, plan);
  let isOver = false;
  const writing = shares.map((share, index) =>
    writeOn({
      ...share,
      ...{ port: product.port, book, chance: chanceOf(plan.seed + index + 1), isOver: () => isOver },
    }),
  );
  const killing = killOn(plan, product, book, chance).finally(() => (isOver = true));
  // A writer that fails ends the run, which would otherwise wait for its writes for ever.
  const [ready] = await Promise.all([Promise.race([killing, neverUnlessFailed(writing)]), ...writing]);
  return ready;
}

const neverUnlessFailed = (works: Promise<void>[]): Promise<never> =>
  new Promise((_resolve, reject) => {
    for (const work of works) work.catch(reject);
  });

async function judge(plan: Plan, product: Product, book: Book) {
  const { ownerUrl } = product.addresses();
  const [losses, impossible] = await withSession(ownerUrl, async (client) => [
    await checkMarks(client, book),
    await checkStates(client),
  ]);
  const files = await checkFiles(product.addresses().url, product.dataDir);
  const all = [...book.written.values()];
  const acknowledged = all.filter(({ fate }) => fate === 'acknowledged');
  const byKind: Record<string, number> = {};
  for (const { kind } of acknowledged) byKind[kind] = (byKind[kind] ?? 0) + 1;
  return {
    ...{ plan, losses, impossible, files, byKind, acknowledged: acknowledged.length },
    repeated: all.filter(({ isRepeated }) => isRepeated).length,
    unknown: all.filter(({ fate }) => fate === 'unknown').length,
    refused: all.filter(({ fate }) => fate === 'refused').length,
    chain: verifyChain(product.dataDir),
    failures: book.failures,
  };
}

/** Lets writers write while the server and its database are killed, and holds what is there against what was acknowledged. */
export async function runKills(plan: Plan, entry?: readonly string[]): Promise<KillReport> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rectify-faults-'));
  const product = new Product(path.join(folder, 'data'), await freePort(), {}, entry);
  const book = new Book(plan.seed);
  try {
    product.start();
    await product.ready();
    const startedAt = performance.now();
    const ready = await write(plan, product, book);
    const seconds = (performance.now() - startedAt) / 1000;
    await product.ready();
    return { ...(await judge(plan, product, book)), ready, seconds, crashes: product.crashes };
  } finally {
    await product.stop();
    // What the server said is worth keeping when something is to be explained.
    copyFileSync(product.logFile, path.join(ROOT, '.cache/faults-server.log'));
    await removeEmbedded(product.dataDir);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether nothing acknowledged was lost or doubled, and all is whole. */
export function isClean({ losses, impossible, files, chain, failures, crashes }: KillReport): boolean {
  const found = [...Object.values(losses).flat(), ...impossible, ...files.broken, ...files.orphans, ...failures];
  return found.length === 0 && chain.isWhole && crashes === 0;
}
