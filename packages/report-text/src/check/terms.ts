import { maskQuotes } from '../characters.ts';
import { findingAt, lineOf, paragraphLimit, relate } from './context.ts';
import type { CheckContext, Passage } from './context.ts';
import type { CheckFinding } from './types.ts';

/** The full name of a body as it stands in the text: 海岳区 + 住房和城乡建设 + 局. */
interface Name {
  place: string;
  core: string;
  suffix: string;
  passage: Passage;
  from: number;
  to: number;
}

const named =
  /([\u4e00-\u9fff]{0,3}[省市区县镇])([\u4e00-\u9fff]{5,14}?)(局|委员会|办公室|服务中心|管理中心|有限公司)/g;
const links = /[和与及暨]/g;

/** One body under two names that differ in a link word or in the order of its signs. */
export function termFindings(context: CheckContext): CheckFinding[] {
  const groups = new Map<string, Map<string, Name[]>>();
  for (const name of context.passages.flatMap(namesOf)) {
    const key = `${name.place} ${[...name.core.replace(links, '')].toSorted().join('')} ${name.suffix}`;
    const group = groups.get(key) ?? new Map<string, Name[]>();
    groups.set(key, group);
    group.set(name.core, [...(group.get(name.core) ?? []), name]);
  }
  return [...groups.values()].flatMap((group) => (group.size < 2 ? [] : variants(context, group)));
}

function namesOf(passage: Passage): Name[] {
  if (passage.section === 'furniture') return [];
  const norm = maskQuotes(passage.norm.slice(0, paragraphLimit));
  const names: Name[] = [];
  for (const found of norm.matchAll(named)) {
    const [whole, before = '', body = '', suffix = ''] = found;
    // The nearest 市 or 区 begins the name: 云州市海岳区住房… is a body of the district.
    const nested = Math.max(...[...'省市区县镇'].map((level) => body.lastIndexOf(level)));
    const core = body.slice(nested + 1);
    const place = nested >= 0 ? body.slice(Math.max(0, nested - 2), nested + 1) : before.slice(-3);
    if (core.length < 5) continue;
    const to = found.index + whole.length;
    names.push({ place, core, suffix, passage, from: to - suffix.length - core.length - place.length, to });
  }
  return names;
}

/** The name used most often, first of all the first one, is taken for the right one. */
function variants(context: CheckContext, group: Map<string, Name[]>): CheckFinding[] {
  const [usual = [], ...others] = [...group.values()].toSorted((a, b) => b.length - a.length);
  const [right] = usual;
  if (!right) return [];
  const full = right.place + right.core + right.suffix;
  return others.flat().map((each) =>
    findingAt(context, each.passage, each.from, each.to, {
      code: 'term-inconsistent',
      severity: 'warning',
      message: `“${each.place}${each.core}${each.suffix}”与第 ${lineOf(right.passage)} 行的“${full}”像是同一个单位，名称不一致。请以机构全称为准统一。`,
      repair: { replacement: full, label: `改为“${full}”` },
      related: [relate(context, right.passage, right.from, right.to)],
    }),
  );
}
