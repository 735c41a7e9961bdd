import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  ChainVerifier,
  isGenuine,
  keyIdOf,
  readCheckpoint,
  tellFinding,
  type Checkpoint,
  type Verdict,
  type Witness,
} from '@rectify/audit-chain';
import { DatabaseFault, withSession } from '@rectify/db';
import { onSnapshot, verifyDatabase } from '../../apps/api/src/features/audit/chain/read-chain.ts';
import { verifyFile } from '../../apps/api/src/features/audit/chain/verify-file.ts';
import { withDatabase } from './with-database.ts';

const USAGE = `用法：npm run audit:verify -- [--checkpoint 文件或文件夹]… [--file 导出文件] [--key 公钥]
  不带 --file 时核验数据库：DATABASE_URL 指定的，或 DATA_DIR 里内置的。
  退出码：0 完整；1 发现不符；2 没能核验。`;

/** Whole; tampered with; could not be told. */
const EXIT = { whole: 0, tampered: 1, unknown: 2 } as const;
const TOLD = 200;
const say = (text: string) => process.stdout.write(`${text}\n`);

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        file: { type: 'string' },
        checkpoint: { type: 'string', multiple: true, default: [] },
        key: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch {
    throw new DatabaseFault(USAGE);
  }
}

const filesOf = (place: string): string[] => {
  try {
    if (!statSync(place).isDirectory()) return [place];
    return readdirSync(place)
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .toSorted()
      .map((name) => path.join(place, name));
  } catch {
    throw new DatabaseFault(`读不到检查点 ${place}。请检查路径。`);
  }
};

function readWitnesses(places: readonly string[], key: string | undefined): Witness[] {
  return places.flatMap(filesOf).map((file) => {
    const checkpoint = readCheckpoint(readFileSync(file, 'utf8'));
    if (!checkpoint) throw new DatabaseFault(`${file} 不是审计检查点。`);
    return { name: path.basename(file), checkpoint, isGenuine: isGenuine(checkpoint, key) };
  });
}

function tellProgress(checked: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r已核验 ${checked} 条…`);
}

async function verifyTables(witnesses: readonly Witness[]): Promise<Verdict> {
  return withDatabase((url) =>
    withSession(url, async (client) => {
      const verifier = new ChainVerifier({ witnesses });
      await onSnapshot(client, () => verifyDatabase(client, verifier, tellProgress));
      return verifier.finish();
    }),
  );
}

function tellWitness({ seq, at, publicKey }: Checkpoint): string {
  return `第 ${seq} 条，${at}，密钥 ${keyIdOf(publicKey)}`;
}

function tell(verdict: Verdict, witnesses: readonly Witness[], seconds: number): number {
  const { count, head, findings, unnamed, agreed } = verdict;
  const speed = Math.round(count / Math.max(seconds, 0.001));
  say(`共 ${count} 条，用时 ${seconds.toFixed(1)} 秒（每秒 ${speed} 条）。`);
  if (head) say(`末尾：第 ${head.seq} 条，哈希 ${head.hash}`);
  for (const { checkpoint } of agreed) say(`与检查点一致：${tellWitness(checkpoint)}`);
  for (const finding of findings.slice(0, TOLD)) say(`✗ ${tellFinding(finding)}`);
  const more = unnamed + Math.max(0, findings.length - TOLD);
  if (more > 0) say(`✗ 另有 ${more} 处不符，没有逐条列出。`);
  if (findings.length > 0) {
    say('\n结论：审计记录被动过。请保留现场，不要重启或修复，并取外存的检查点再核验一次。');
    return EXIT.tampered;
  }
  if (agreed.length > 0) say('\n结论：完整，且与外存的检查点一致。');
  else
    say(
      `\n结论：链条前后相符。${witnesses.length === 0 ? '没有给出外存的检查点' : '给出的检查点都不在范围内'}，` +
        '末尾是否被截去、整条链是否被数据库所有者重算，本次无法判断；请用 --checkpoint 带上外存的检查点。',
    );
  return EXIT.whole;
}

async function run(): Promise<number> {
  const given = readArguments();
  if (given.help) {
    say(USAGE);
    return EXIT.whole;
  }
  const witnesses = readWitnesses(given.checkpoint, given.key);
  const begun = performance.now();
  if (!given.file) {
    const verdict = await verifyTables(witnesses);
    return tell(verdict, witnesses, (performance.now() - begun) / 1000);
  }
  const verdict = await verifyFile(given.file, witnesses, tellProgress);
  if (!verdict) throw new DatabaseFault(`${given.file} 不是本系统导出的审计文件，或第一行被改动。`);
  if (verdict.after > 0n) say(`文件从第 ${verdict.after + 1n} 条开始，之前的不在其中。`);
  for (const { name, checkpoint } of verdict.beyond)
    say(`${name}（第 ${checkpoint.seq} 条）不在文件范围内，没有比对。`);
  return tell(verdict, witnesses, (performance.now() - begun) / 1000);
}

try {
  process.exitCode = await run();
} catch (error) {
  const isKnown = error instanceof DatabaseFault || (error as NodeJS.ErrnoException).code === 'ENOENT';
  console.error(isKnown ? (error as Error).message : error);
  process.exitCode = EXIT.unknown;
}
