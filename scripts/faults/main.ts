import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isClean, type KillReport, runKills } from './kills.ts';
import { type Plan, readPlan } from './plan.ts';
import { readyOf, tellKills, tellVerdict } from './report.ts';
import { playAll } from './scenarios.ts';

const FILE = path.resolve(import.meta.dirname, '../../.cache/faults.json');
const LIMITS = { server: 2_000, database: 5_000 } as const;
const KILLING = 'killing';

const isInTime = ({ ready }: KillReport) =>
  (['server', 'database'] as const).every((victim) => readyOf(ready[victim]).max < LIMITS[victim]);

async function kill(plan: Plan): Promise<KillReport | null> {
  if (plan.only.length > 0 && !plan.only.includes(KILLING)) return null;
  const report = await runKills(plan);
  console.log(tellKills(report));
  return report;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const load = os.loadavg();
const plan = readPlan();
console.log(`seed ${plan.seed}; load of the machine ${load.map((each) => each.toFixed(1)).join(' ')}`);
const kills = await kill(plan);
const verdicts = await playAll(plan, (verdict) => console.log(tellVerdict(verdict)));
mkdirSync(path.dirname(FILE), { recursive: true });
writeFileSync(FILE, `${JSON.stringify({ at: new Date(), load, kills, verdicts }, null, 2)}\n`);
const isGood = (!kills || (isClean(kills) && isInTime(kills))) && verdicts.every(({ faults }) => faults.length === 0);
process.exitCode = isGood ? 0 : 1;
