import { findingAt, paragraphLimit } from './context.ts';
import type { CheckContext, Passage, Remark } from './context.ts';
import { sentencesOf } from './sentences.ts';
import type { CheckFinding } from './types.ts';

/** A counted thing of a sentence: 已完成41项 is the label 已完成, the value 41 and the unit 项. */
interface Count {
  label: string;
  value: number;
  unit: string;
  tail: string;
  from: number;
  to: number;
}

const counted =
  /((?:20\d{2}年|\d{1,2}月)?[^,、:()\d]{0,20})(?<![\d.])(\d{1,7}(?:\.\d{1,4})?) ?(人次|万元|[个项件条处人份家名户起次辆台宗笔张所栋])(?!以上|左右|多)(?=([^,、:()\d]{0,12}))/g;
const totalCue =
  /(?:共|合计|总计|累计|梳理|清理|排查|发现|收到|核清|清查|查找|查摆|反馈|提出|核查|摸排|统计|追缴|清退|收回|清收|处理|问责|制定|细化|明确|提出)[^,]{0,16}$/;
const done =
  /^(?:其中)?,?(?:目前)?(?:已|均已|现已)?(?:全部)?(?:按期)?(?:完成|整改|办结|采纳|销号|解决|处置|化解|答复|办理)(?:完成|到位|整改|销号|办结)?(?:的)?(?:有)?$/;
const undone =
  /^(?:其中|尚有|还有|仍有)?(?:正在|持续|仍在|阶段性|基本|尚未|未|暂未|长期|限期|停产|停业)(?:推进|整改|完成|办结|采纳|解决|办理|坚持|处置|化解|答复)?(?:完成|整改|办结|的)?(?:有)?$/;
const remainder = /其余|余下|剩余|剩下|另外/;

/** Parts that do not add up to their total, and rates that do not follow from their numbers. */
export function sumFindings(context: CheckContext): CheckFinding[] {
  return context.passages.flatMap((passage) => {
    const norm = passage.norm.slice(0, paragraphLimit);
    if (!/\d/.test(norm)) return [];
    return sentencesOf(norm).flatMap(({ from, text }) => {
      if (text.length > 600 || !/\d/.test(text)) return [];
      const counts = countsOf(text, from);
      return [...sumOf(context, passage, counts), ...rateOf(context, passage, text, from, counts)];
    });
  });
}

function countsOf(text: string, offset: number): Count[] {
  return [...text.matchAll(counted)].flatMap((found): Count[] => {
    const [whole, label = '', value = '', unit = '', tail = ''] = found;
    // 3个方面6个问题: the kinds are no part of the sum.
    if (/^(?:方面|大类|类|环节|层面)/.test(tail) || label.endsWith('第')) return [];
    const from = offset + found.index + label.length;
    return [
      {
        label: label.trim(),
        value: Number(value),
        unit,
        tail,
        from,
        to: offset + found.index + whole.length,
      },
    ];
  });
}

function sumOf(context: CheckContext, passage: Passage, counts: readonly Count[]): CheckFinding[] {
  for (const [order, total] of counts.entries()) {
    if (!totalCue.test(total.label) || done.test(total.label)) continue;
    const parts: Count[] = [];
    for (const part of counts.slice(order + 1)) {
      // 其中7月20处、8月20处,已整改38处: how far the whole is, no further part.
      if (parts.length > 0 && isState(part.label) && !isState(parts[0]?.label ?? '') && !nature.test(part.label)) break;
      // The next total begins parts of its own: 工地46个,发现128个,其中…
      if (parts.length > 0 && part.label.startsWith('其中')) break;
      if (part.unit !== total.unit || /(?:共|合计|总计)$/.test(part.label)) break;
      parts.push(part);
    }
    const certainty = judge(passage.norm.slice(total.to, parts.at(-1)?.to ?? total.to), parts);
    const sum = Number(parts.reduce((all, each) => all + each.value, 0).toFixed(4));
    if (certainty === null || sum === total.value || (certainty === 'above' && sum < total.value)) continue;
    return [sumFinding(context, passage, total, parts, sum, certainty !== 'exact')];
  }
  return [];
}

const isState = (label: string): boolean =>
  done.test(label) || undone.test(label) || /^(?:其中)?(?:目前)?,?已/.test(label);

const nature =
  /^(?:其中)?(?:属于)?(?:立行立改|立知立改|即知即改|限期整改|分阶段整改|长期坚持|长期整改|持续整改)(?:类|的|事项|任务|措施)?(?:有)?$/;
/** Marks of which each thing bears one: 方面, years. */
const disjoint: readonly RegExp[] = [
  nature,
  /(?:方面|领域|层面)(?:的)?(?:问题)?(?:有|共)?$/,
  /^20\d{2}年(?:度)?(?:的)?$/,
];

/** Whether parts must make up the whole (exact), may not exceed it (above), or may overlap (null). */
function judge(between: string, parts: readonly Count[]): 'exact' | 'likely' | 'above' | null {
  if (parts.length < 2) return null;
  const labels = parts.map((each) => each.label.replace(/^其中[,:]?/, ''));
  const isSexes = parts.length === 2 && /男/.test(labels[0] ?? '') && /女/.test(labels[1] ?? '');
  if (isSexes) return 'exact';
  const [first = ''] = labels;
  if (done.test(first) && labels.slice(1).every((each) => undone.test(each))) return 'exact';
  if (remainder.test(labels.at(-1) ?? '') && /其中/.test(between)) return 'exact';
  if (parts.length >= 3 && /其中/.test(between) && disjoint.some((each) => labels.every((label) => each.test(label))))
    return 'likely';
  // People and money are counted by several marks at once; papers, cases and kinds of income by one.
  const isMoney = labels.every((each) =>
    /(?:费|租金|利息|税|欠款|货款|工程款|贷款|收入|补贴|补助|津贴|奖金|押金|保证金)$/.test(each),
  );
  const isOneMark = parts.length >= 3 && /其中/.test(between) && (isMoney || !/人|名|元|户/.test(parts[0]?.unit ?? ''));
  return isOneMark ? 'above' : null;
}

function sumFinding(
  context: CheckContext,
  passage: Passage,
  total: Count,
  parts: readonly Count[],
  sum: number,
  isDoubtful: boolean,
): CheckFinding {
  const shown = parts.map((each) => each.value).join(' + ');
  const remark: Remark = {
    code: 'sum-mismatch',
    severity: isDoubtful ? 'warning' : 'error',
    message: `合计写 ${total.value} ${total.unit}，分项相加是 ${sum} ${total.unit}（${shown}）。请核对分项和合计。`,
  };
  return findingAt(context, passage, total.from, parts.at(-1)?.to ?? total.to, remark);
}

const rate = /(?:完成率|整改率|办结率|销号率|采纳率|化解率)(?:为|达到?|是)?了?(\d{1,3}(?:\.\d{1,3})?)%/;

/** 已完成17个,正在推进4个: where the sentence names no whole, what is done and what is not make it up. */
function wholeOf(counts: readonly Count[], at: number): Count | undefined {
  const [part, rest, more] = counts.slice(at, at + 3);
  if (!part || !rest || !undone.test(rest.label) || rest.unit !== part.unit || more?.unit === part.unit)
    return undefined;
  return { ...part, value: part.value + rest.value };
}

function rateOf(
  context: CheckContext,
  passage: Passage,
  text: string,
  offset: number,
  counts: readonly Count[],
): CheckFinding[] {
  const found = rate.exec(text);
  const at = counts.findIndex((each) => done.test(each.label));
  const part = counts[at];
  const total = counts[at - 1] ?? wholeOf(counts, at);
  if (!found || !total || !part || total.unit !== part.unit || total.value === 0) return [];
  const before = counts.filter((each) => each.unit === total.unit && each.to < offset + found.index);
  const written = Number(found[1]);
  const decimals = (found[1] ?? '').split('.')[1]?.length ?? 0;
  // Rounded or cut off, with or without what is done by stages.
  const staged = before.filter((each) => /阶段|基本/.test(each.label)).reduce((all, each) => all + each.value, 0);
  const fits = [part.value, part.value + staged].some(
    (each) => Math.abs((each / total.value) * 100 - written) < 10 ** -decimals,
  );
  if (fits || before.length > 2 + (staged > 0 ? 1 : 0) + 1) return [];
  const exact = ((part.value / total.value) * 100).toFixed(Math.max(1, decimals));
  return [
    findingAt(context, passage, offset + found.index, offset + found.index + found[0].length, {
      code: 'sum-mismatch',
      severity: 'error',
      message: `“${found[0]}”与前文的数字不符：${part.value} ÷ ${total.value} 约为 ${exact}%。请核对。`,
    }),
  ];
}
