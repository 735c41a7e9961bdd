import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { DatabaseFault } from '@rectify/db';
import { at } from '../lib/root.mjs';
import { measureAudit, type AuditFigures } from './audit.ts';
import { measureGrowth, type Growth } from './growth.ts';
import { measureLedger } from './ledger-cases.ts';
import { addLedger, connectTo, fillLedger, type LedgerSize } from './ledger.ts';
import { openPlace, type Place } from './place.ts';
import { measureRatios, type Ratios, type Setting } from './ratios.ts';
import { databaseTime, formatTable, formatTexts, isMet, seqScans, type Result } from './report.ts';
import { formatAudit, formatGrowth, formatRatios, verdictsOf } from './report-ratios.ts';
import { sampleReport } from './public-reports.ts';
import { measureTexts, type TextSpeed } from './texts-speed.ts';

const PASSWORD = 'Bench-Password-1';
const PARTS = ['ratios', 'growth', 'audit', 'ledger', 'texts'] as const;
type Part = (typeof PARTS)[number];

const say = (text: string) => process.stdout.write(`${text}\n`);

function numberSetting(name: string, fallback: number): number {
  const value = Number(process.env[name] ?? fallback);
  if (!Number.isInteger(value) || value < 1)
    throw new DatabaseFault(`${name} 应为正整数，现在是“${process.env[name]}”。`);
  return value;
}

/** The parts that BENCH_ONLY names, or all. */
function chosenParts(): ReadonlySet<Part> {
  const names = process.env['BENCH_ONLY']?.split(',') ?? [];
  const wrong = names.find((name) => !PARTS.some((part) => part === name));
  if (wrong !== undefined) throw new DatabaseFault(`BENCH_ONLY 可选 ${PARTS.join('、')}，没有“${wrong}”。`);
  return new Set(names.length === 0 ? PARTS : PARTS.filter((part) => names.includes(part)));
}

/** What the figures depend on. */
async function describeMachine(client: pg.Client | null) {
  const cpus = os.cpus();
  const machine = {
    node: process.version,
    processors: `${cpus.length} × ${cpus[0]?.model.trim() ?? '?'}`,
    load: os.loadavg().map((value) => value.toFixed(1)),
  };
  if (!client) return machine;
  const { rows } = await client.query<{ version: string; size: string; issueSize: string }>(
    `SELECT version(), pg_size_pretty(pg_database_size(current_database())) AS size, pg_size_pretty(pg_total_relation_size('issue')) AS "issueSize"`,
  );
  const counts = await client.query<{ name: string; rows: number }>(
    `SELECT relname AS name, n_live_tup::int AS rows FROM pg_stat_user_tables WHERE n_live_tup > 0 ORDER BY n_live_tup DESC`,
  );
  const live = Object.fromEntries(counts.rows.map(({ name, rows: count }) => [name, count]));
  return { ...machine, ...rows[0], rows: live };
}

interface Figures {
  machine: Awaited<ReturnType<typeof describeMachine>> | null;
  ratios: Ratios | null;
  growth: Growth | null;
  audit: AuditFigures | null;
  ledger: Result[];
  texts: TextSpeed[];
}

function writeResults(figures: Figures): string {
  const folder = at('.cache', 'bench');
  mkdirSync(folder, { recursive: true });
  const now = new Date();
  const file = path.join(folder, `${now.toISOString().slice(0, 19).replaceAll(':', '')}.json`);
  const ledger = figures.ledger.map((result) => ({
    isMet: isMet(result),
    databaseTime: databaseTime(result),
    seqScans: seqScans(result),
    ...result,
  }));
  writeFileSync(file, `${JSON.stringify({ at: now.toISOString(), ...figures, ledger }, null, 1)}\n`);
  return file;
}

const sizeOf = (issues: number, progress: number): LedgerSize => ({
  ...{ issues, progress },
  reports: numberSetting('BENCH_REPORTS', Math.max(100, Math.round(issues / 10))),
});

/** The parts that share the one large ledger. */
async function measureFirst(place: Place, parts: ReadonlySet<Part>, setting: Setting, figures: Figures): Promise<void> {
  const size = sizeOf(numberSetting('BENCH_ISSUES', 100_000), numberSetting('BENCH_PROGRESS', 5));
  say(`写入测试数据：${size.issues} 个问题`);
  await fillLedger(place, size, PASSWORD, say);
  const client = await connectTo(place);
  try {
    if (parts.has('ratios')) {
      say('与裸 node:http + pg 对照');
      figures.ratios = await measureRatios(place, client, setting);
    }
    if (parts.has('ledger')) figures.ledger = await measureLedger(place, client, PASSWORD, say);
    figures.machine = await describeMachine(client);
  } finally {
    await client.end();
  }
}

async function measureTwoLedgers(place: Place, setting: Setting): Promise<Growth | null> {
  const issues: Growth['issues'] = [
    numberSetting('BENCH_SMALL_ISSUES', 20_000),
    numberSetting('BENCH_LARGE_ISSUES', 200_000),
  ];
  say(`写入大小两个台账：${issues.join(' 与 ')} 个问题`);
  const [small, large] = await Promise.all([
    addLedger(place, 'bench_small', sizeOf(issues[0], 2), PASSWORD, () => {}),
    addLedger(place, 'bench_large', sizeOf(issues[1], 2), PASSWORD, () => {}),
  ]);
  if (!small || !large) {
    say('BENCH_DATABASE_URL 指向的服务器上不另建数据库，略过大小台账的比较。');
    return null;
  }
  return measureGrowth(small, large, issues, setting);
}

async function measureParts(place: Place, parts: ReadonlySet<Part>): Promise<Figures> {
  const figures: Figures = { machine: null, ratios: null, growth: null, audit: null, ledger: [], texts: [] };
  const seconds = numberSetting('BENCH_SECONDS', 2);
  const setting: Setting = { password: PASSWORD, seconds, only: process.env['BENCH_CASE'], say };
  if (parts.has('ratios') || parts.has('ledger')) await measureFirst(place, parts, setting, figures);
  if (parts.has('growth')) figures.growth = await measureTwoLedgers(place, setting);
  if (parts.has('audit')) {
    say('核验审计链');
    const entries = numberSetting('BENCH_AUDIT_ENTRIES', 200_000);
    const chain = await addLedger(place, 'bench_chain', sizeOf(100, 1), PASSWORD, () => {});
    if (chain) figures.audit = await measureAudit(chain.ownerUrl, entries);
  }
  if (parts.has('texts')) {
    say('解析、体检、生成文件');
    figures.texts = await measureTexts(sampleReport());
  }
  figures.machine ??= await describeMachine(null);
  return figures;
}

function printFigures(figures: Figures): void {
  const { machine, ratios, growth, audit, ledger, texts } = figures;
  say(`\n${machine?.processors}，负载 ${machine?.load.join(' ')}；Node ${machine?.node}`);
  if (ratios) {
    say('\n与裸 node:http + pg 发同样语句对照（三次取中，交替测量；用时为客户端毫秒）：');
    say(formatRatios(ratios));
  }
  if (growth)
    say(`\n台账从 ${growth.issues[0]} 到 ${growth.issues[1]} 个问题（1 连接，客户端毫秒）：\n${formatGrowth(growth)}`);
  if (audit) say(`\n${formatAudit(audit)}`);
  if (ledger.length > 0) {
    say('\n以下为服务端用时，单位毫秒；p50、p99、最大为 1 个连接时；“数据库”为各条语句的规划与执行时间之和');
    say(formatTable(ledger));
  }
  if (texts.length > 0) say(`\n文字处理，单位毫秒：\n${formatTexts(texts)}`);
  const missed = [
    ...verdictsOf(ratios, growth, audit).filter((verdict) => !verdict.isMet),
    ...ledger.filter((result) => !isMet(result)),
  ];
  say(
    missed.length > 0 ? `\n未达标 ${missed.length} 项：${missed.map(({ title }) => title).join('；')}` : '\n全部达标。',
  );
}

async function main(): Promise<void> {
  const parts = chosenParts();
  const place = await openPlace();
  let tidied: Promise<void> | null = null;
  const tidyUp = () => (tidied ??= place.remove());
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void tidyUp().finally(() => process.exit(130)));
  try {
    const figures = await measureParts(place, parts);
    printFigures(figures);
    say(`明细（含执行计划）：${path.relative(at(), writeResults(figures))}`);
  } finally {
    await tidyUp();
  }
}

await main().catch((error: unknown) => {
  console.error(error instanceof DatabaseFault ? error.message : error);
  process.exitCode = 1;
});
