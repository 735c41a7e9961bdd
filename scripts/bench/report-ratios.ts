import type { AuditFigures } from './audit.ts';
import type { Growth } from './growth.ts';
import type { Beside, Paced, Ratios } from './ratios.ts';
import { formatColumns } from './report.ts';

/** Memory of one process of the product, in megabytes. */
const MEMORY_TARGET = 300;
const SEARCH_TARGET = { factor: 10, p50: 20 };

const fixed = (value: number | null, digits = 2) => (value === null ? '—' : value.toFixed(digits));
const mark = (isMet: boolean) => (isMet ? '✓' : '✗');

/** A figure that was promised, and whether it was reached. */
export interface Verdict {
  title: string;
  isMet: boolean;
}

const besideVerdict = ({ title, connections, ratio, target }: Beside): Verdict[] =>
  target === null ? [] : [{ title: `${title}，${connections} 连接：${ratio} ≥ ${target}`, isMet: ratio >= target }];

const HEAD = [
  ...['项目', '连接', '本系统 次/秒', '裸服务 次/秒', '比值', '目标', ''],
  ...['本系统 p50', 'p99', '裸服务 p50', 'p99', '处理器 毫秒/次', '其中数据库', '裸服务', '其中数据库', '处理器比值'],
];

const whole = ({ server, database }: Paced) => (server === null ? null : server + (database ?? 0));

function besideRow(each: Beside): string[] {
  const { title, connections, ours, bare, ratio, costRatio, target } = each;
  return [
    ...[title, String(connections), String(ours.perSecond), String(bare.perSecond), fixed(ratio)],
    ...[target === null ? '—' : `≥${target}`, target === null ? '' : mark(ratio >= target)],
    ...[ours.p50, ours.p99, bare.p50, bare.p99, whole(ours), ours.database, whole(bare), bare.database].map((value) =>
      fixed(value),
    ),
    fixed(costRatio),
  ];
}

function trailLines({ trail }: Ratios): string[] {
  return trail.map(({ connections, with: sealed, without }) => {
    const cost = sealed.p50 - without.p50;
    return `审计记录的代价（裸服务，${connections} 连接）：每次 ${fixed(sealed.p50)} 毫秒，不记审计 ${fixed(without.p50)} 毫秒，差 ${fixed(cost)} 毫秒；处理器 ${fixed(whole(sealed))} 对 ${fixed(whole(without))} 毫秒`;
  });
}

const memoryLine = (peak: number | null, what: string) =>
  `${mark((peak ?? 0) < MEMORY_TARGET)} 本系统进程内存峰值（${what}）${peak ?? '未知'} MB，目标 <${MEMORY_TARGET} MB`;

/** The product beside the bare server. */
export const formatRatios = (ratios: Ratios): string =>
  [
    formatColumns([HEAD, ...ratios.cases.map(besideRow)], [0, 6]),
    ...trailLines(ratios),
    memoryLine(ratios.peakMemory, '对照'),
  ].join('\n');

const GROWTH_HEAD = ['项目', '小台账 p50', '大台账 p50', '倍数', '目标', ''];

/** How far the two-character search is ahead of the other plans. */
function searchVerdicts({ search, cases }: Growth): Verdict[] {
  const other = Math.min(search.scan, search.trigrams ?? search.scan);
  const factor = Math.round((other / search.grams) * 10) / 10;
  const p50 = cases.find(({ key }) => key === 'search')?.large.p50;
  return [
    {
      title: `两字检索比三元组或扫描快 ${factor} 倍，目标 ≥${SEARCH_TARGET.factor} 倍`,
      isMet: factor >= SEARCH_TARGET.factor,
    },
    ...(p50 === undefined
      ? []
      : [
          { title: `两字检索 p50 ${fixed(p50)} 毫秒，目标 <${SEARCH_TARGET.p50} 毫秒`, isMet: p50 < SEARCH_TARGET.p50 },
        ]),
  ];
}

/** The same on a small and a large ledger. */
export function formatGrowth(growth: Growth): string {
  const { search } = growth;
  const rows = growth.cases.map(({ title, small, large, factor, target }) => [
    ...[title, fixed(small.p50), fixed(large.p50), fixed(factor), `≤${target}`, mark(factor <= target)],
  ]);
  return [
    formatColumns([GROWTH_HEAD, ...rows], [0, 5]),
    `两字检索在大台账的数据库用时（少见词）：两字索引 ${fixed(search.grams)}，三元组索引 ${fixed(search.trigrams)}，逐行扫描 ${fixed(search.scan)} 毫秒；常见词：两字索引 ${fixed(search.common.grams)}，扫描 ${fixed(search.common.scan)} 毫秒`,
    ...searchVerdicts(growth).map(({ title, isMet }) => `${mark(isMet)} ${title}`),
    memoryLine(growth.peakMemory, '大台账'),
  ].join('\n');
}

/** The chain of the audit trail. */
export const formatAudit = ({ entries, perSecond, perProcessorSecond, target, findings, cost }: AuditFigures): string =>
  [
    `${mark(perSecond >= target)} 核验 ${entries} 条审计记录：每秒 ${perSecond} 条（每处理器秒 ${perProcessorSecond} 条），目标 ≥${target}；${findings} 处不符`,
    ...cost.map(
      ({ writers, sealed, unsealed, sealedPerSecond, unsealedPerSecond }) =>
        `封存的代价，${writers} 个同时写入：每次 ${fixed(sealed)} 毫秒，不封存 ${fixed(unsealed)} 毫秒；合计每秒 ${Math.round(sealedPerSecond)} 次，不封存 ${Math.round(unsealedPerSecond)} 次`,
    ),
  ].join('\n');

/** Everything that was promised of these figures. */
export function verdictsOf(ratios: Ratios | null, growth: Growth | null, audit: AuditFigures | null): Verdict[] {
  const peaks = [ratios?.peakMemory, growth?.peakMemory].filter((peak) => typeof peak === 'number');
  return [
    ...(ratios?.cases.flatMap(besideVerdict) ?? []),
    ...(growth?.cases.map(({ title, factor, target }) => ({
      title: `${title}，台账增大十倍：${factor} ≤ ${target}`,
      isMet: factor <= target,
    })) ?? []),
    ...(growth ? searchVerdicts(growth) : []),
    ...peaks.map((peak) => ({ title: `内存峰值 ${peak} MB < ${MEMORY_TARGET} MB`, isMet: peak < MEMORY_TARGET })),
    ...(audit
      ? [{ title: `核验每秒 ${audit.perSecond} 条 ≥ ${audit.target}`, isMet: audit.perSecond >= audit.target }]
      : []),
  ];
}
