import type { KillReport } from './kills.ts';
import type { Verdict } from './scenarios.ts';

const sorted = (times: readonly number[]) => times.toSorted((one, other) => one - other);
const at = (times: readonly number[], share: number) => sorted(times)[Math.ceil(times.length * share) - 1] ?? 0;
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;

export interface Ready {
  count: number;
  p50: number;
  max: number;
}

/** Middle and worst of some times. */
export const readyOf = (times: readonly number[]): Ready => ({
  ...{ count: times.length, p50: at(times, 0.5), max: at(times, 1) },
});

const listed = (words: readonly string[]) => words.slice(0, 20).map((each) => `      ${each}`);
const told = (words: readonly string[]) => (words.length === 0 ? '0' : `${words.length} ✗`);

const rowOf = (name: string, times: readonly number[], limit: number | null) => {
  const { count, p50, max } = readyOf(times);
  if (count === 0) return [];
  const verdict = limit === null ? '' : max < limit ? ` (under ${limit / 1000} s ✓)` : ` (over ${limit / 1000} s ✗)`;
  return [`  ready after ${name.padEnd(22)} p50 ${seconds(p50)}, max ${seconds(max)}, ${count} times${verdict}`];
};

/** The table of the killing. */
export function tellKills(report: KillReport): string {
  const { plan, losses, files, ready, byKind } = report;
  const kinds = Object.entries(byKind).map(([kind, count]) => `${kind} ${count}`);
  const found = [...Object.values(losses).flat(), ...report.impossible, ...report.failures];
  return [
    `Killing (seed ${plan.seed}): ${report.acknowledged} acknowledged writes by ${plan.writers} writers in ${report.seconds.toFixed(0)} s`,
    `  ${kinds.join(', ')}`,
    `  repeated after a lost answer     ${report.repeated}; never answered ${report.unknown}; refused ${report.refused}`,
    `  acknowledged and missing         ${told(losses.missing)}`,
    `  there twice                      ${told(losses.twice)}`,
    `  there by half (imports)          ${told(losses.halves)}`,
    `  lost updates                     ${told(losses.lostUpdates)}`,
    `  impossible states                ${told(report.impossible)}`,
    `  evidence without its file        ${told(files.broken)} of ${files.evidence}`,
    `  files without a row              ${told(files.orphans)} (kills left ${files.leftByKills}, which the sweep took)`,
    `  audit chain                      ${report.chain.isWhole ? 'whole' : 'BROKEN ✗'}`,
    `  answers of 500 and other faults  ${told(report.failures)}`,
    `  ends of the server by itself     ${report.crashes}`,
    ...rowOf('kill -9 of the server', ready.server, 2_000),
    ...rowOf('… of all of PostgreSQL', ready.database, 5_000),
    ...rowOf('… of both', ready.both, null),
    ...listed(found),
    ...(report.chain.isWhole ? [] : [report.chain.words]),
  ].join('\n');
}

/** One line for a scenario, and what is wrong below it. */
export function tellVerdict({ name, skipped, faults, seen, seconds: taken }: Verdict): string {
  if (skipped) return `– ${name}: skipped, ${skipped}`;
  if (faults.length === 0) return `✓ ${name} (${taken.toFixed(0)} s): ${seen}`;
  return [`✗ ${name} (${taken.toFixed(0)} s): ${seen}`, ...listed(faults)].join('\n');
}
