import { readNumber } from '../characters.ts';
import { findingAt, issueName, paragraphLimit, relate } from './context.ts';
import type { CheckContext, IssuePassages, Passage } from './context.ts';
import { sentencesOf } from './sentences.ts';
import type { CheckFinding } from './types.ts';

/** A rate or a number of one named thing, promised or delivered. */
interface Level {
  passage: Passage;
  from: number;
  to: number;
  name: string;
  unit: string;
  value: number;
}

const percent = '(百分之(?:百|[一二三四五六七八九十]{1,3})|\\d{1,3}(?:\\.\\d{1,2})?%)';
const rate = new RegExp(
  `([\\u4e00-\\u9fff]{2,18}率)(?:均|都|要|须|应|力争|争取|确保|保持)?(?:不低于|达到?|为|实现|保持在?)(?:了)? ?${percent}`,
  'g',
);
const thing = '[\\u4e00-\\u9fff“”]{4,24}?';
const unit = '([个处家所座次场期条名户台套])';
const promisedThing = new RegExp(`(${thing})(?:总数|数量)?(?:不少于|不低于|至少) ?(\\d{1,4}) ?${unit}`, 'g');
const deliveredThing = new RegExp(
  `(?:建成|建设|建立|完成|新建|新增|培育|打造|开展|举办|组织|配备|设立|实现)(?:了)?(${thing})(?:共|仅)? ?(\\d{1,4}) ?${unit}`,
  'g',
);
/** The less of these the better. */
const harmful = /漏损|投诉|逾期|不良|空置|闲置|死亡|事故|差错|错误|违规|发案|退件|失业|负债|返工|重复|流失|信访|占比/;
const promising = /不低于|不少于|至少|目标|要求|承诺|确保|力争|争取|须|应当|计划/;
const partly = /其中|首批|第[一二三]批|上半年|第?[一二三四1-4]季度|先期|正在|剩余|其余|再|又|每|较|同比|由|从/;

/** A promised rate or number of one thing that the same issue delivers less of, in whatever words. */
export function levelFindings(context: CheckContext, issue: IssuePassages): CheckFinding[] {
  const own = [...issue.problems, ...issue.measures, ...issue.progress, ...issue.notes].sort(
    (a, b) => a.index - b.index || a.from - b.from,
  );
  if (!own.some(({ norm }) => /率[^,。;]{0,8}(?:\d|百分之)|不少于|不低于|至少/.test(norm))) return [];
  const [pair] = [...shrunkRates(own, context.signedOn), ...shrunkThings(own, context.signedOn)];
  return pair ? [finding(context, issue, ...pair)] : [];
}

function levels(passage: Passage, pattern: RegExp, accepts: (sentence: string) => boolean): Level[] {
  // 整改目标: in front of a passage says what it is.
  const label = /[^。;]{0,8}$/.exec(passage.paragraph.norm.slice(0, passage.from))?.[0] ?? '';
  return sentencesOf(passage.norm.slice(0, paragraphLimit)).flatMap(({ from, text }) =>
    !/\d|百分之/.test(text) || !accepts(from === 0 ? label + text : text)
      ? []
      : [...text.matchAll(pattern)].flatMap((found): Level[] => {
          const [whole, name = '', written = '', counter = '%'] = found;
          const value = valueOf(written);
          if (value === null) return [];
          return [
            { passage, from: from + found.index, to: from + found.index + whole.length, name, unit: counter, value },
          ];
        }),
  );
}

function valueOf(written: string): number | null {
  if (written === '百分之百') return 100;
  return written.startsWith('百') ? readNumber(written.slice(3)) : Number(written.replace('%', ''));
}

/** A promise for a day after the signature is not due yet. */
function isDue(sentence: string, signedOn: string | null): boolean {
  const [, year = '', month = '', end = ''] = /(20\d\d) ?年(?:(\d{1,2}) ?月|([底末]))?/.exec(sentence) ?? [];
  if (year === '' || signedOn === null) return true;
  if (month === '' && end === '') return year <= signedOn.slice(0, 4);
  return `${year}-${(month || '12').padStart(2, '0')}` <= signedOn.slice(0, 7);
}

function shrunkRates(own: readonly Passage[], signedOn: string | null): [Level, Level][] {
  const promised = own.flatMap((each) => levels(each, rate, (text) => promising.test(text) && isDue(text, signedOn)));
  const reached = own.flatMap((each) => levels(each, rate, (text) => !promising.test(text)));
  return promised.flatMap((before): [Level, Level][] => {
    if (harmful.test(before.name)) return [];
    const same = reached.filter((each) => isBehind(each, before) && tail(each.name, before.name) >= 5);
    const best = Math.max(...same.map((each) => each.value));
    const [after] = same;
    return after && best < before.value ? [[before, after]] : [];
  });
}

function shrunkThings(own: readonly Passage[], signedOn: string | null): [Level, Level][] {
  const promised = own.flatMap((each) =>
    levels(each, promisedThing, (text) => !/每|其中/.test(text) && isDue(text, signedOn)),
  );
  const made = own.flatMap((each) =>
    levels(each, deliveredThing, (text) => !partly.test(text) && !promising.test(text)),
  );
  return promised.flatMap((before): [Level, Level][] => {
    const same = made.filter(
      (each) => each.unit === before.unit && isBehind(each, before) && tail(each.name, before.name) >= 4,
    );
    const sum = same.reduce((all, each) => all + each.value, 0);
    const [after] = same;
    return after && sum < before.value ? [[before, after]] : [];
  });
}

const isBehind = (after: Level, before: Level): boolean =>
  after.passage.index > before.passage.index || (after.passage === before.passage && after.from > before.to);

/** How many last signs two names share. */
function tail(one: string, other: string): number {
  let length = 0;
  while (length < Math.min(one.length, other.length) && one.at(-1 - length) === other.at(-1 - length)) length += 1;
  return length;
}

function finding(context: CheckContext, issue: IssuePassages, before: Level, after: Level): CheckFinding {
  const words = (each: Level): string => each.passage.norm.slice(each.from, each.to);
  return findingAt(context, after.passage, after.from, after.to, {
    code: 'target-shrunk',
    severity: 'warning',
    message: `${issueName(issue)}承诺“${words(before)}”，落实只有“${words(after)}”。请核实是否兑现，没有兑现的要说明。`,
    related: [relate(context, before.passage, before.from, before.to)],
  });
}
