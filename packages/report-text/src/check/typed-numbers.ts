import { maskQuotes } from '../characters.ts';
import { matchClaims } from '../claims.ts';
import { paragraphLimit } from './context.ts';
import type { CheckContext, Passage } from './context.ts';
import { namesAnother, namesSeveral, nearestPart, partNames, plainName, scopesOf } from './ledger-scope.ts';
import type { Scope } from './ledger-scope.ts';
import {
  anySystem,
  ofThisKind,
  planned,
  readIssues,
  readMeasures,
  readMoney,
  readRate,
  readSystems,
  scopeBefore,
  statusKinds,
  systemVerb,
} from './number-kinds.ts';
import type { Found, NumberKind, TypedNumber } from './number-kinds.ts';
import { isPlain, kinds, placeOf, token, toValue } from './number-place.ts';
import type { Place } from './number-place.ts';
import {
  bare,
  isFedBack,
  isForeign,
  isOfMeetings,
  isOfTasks,
  isRest,
  statusOf,
  topicOf,
  withoutSubject,
} from './number-words.ts';
import type { Topic } from './number-words.ts';
import { ofEarlierRounds } from './open-work.ts';
import { sentencesOf } from './sentences.ts';
import type { Sentence } from './sentences.ts';
import { labelledTotals, plainNumerals, rewordings } from './written-totals.ts';

/** What one sentence is read with. */
interface Reading {
  context: CheckContext;
  passage: Passage;
  sentence: number;
  names: ReadonlySet<string>;
  /** Under which heading. */
  scope: Scope;
  /** From where on a sentence speaks of an earlier day than the one behind it. */
  isPast: (at: number) => boolean;
  /** What the last number of the sentences before counts. */
  last: NumberKind | null;
}

const otherInspection = /(?:中央|国家|省委|市委)[^,]{0,6}巡视[^,]{0,8}(?:反馈|指出|问题)/;
const thisRound = /^.*(?:本|此)[轮次]/;

/** Another round, another year, another inspection or another unit. */
function isElsewhere({ before, tail, clause }: Place, { context, names }: Reading): boolean {
  const words = before.replace(thisRound, '') + tail;
  // 8月底调度时,已完成11项
  if (/\d月[^,。]{0,8}时,/.test(words)) return true;
  if (ofEarlierRounds.test(words) || namesAnother(clause, context, names)) return true;
  if (otherInspection.test(words) && !context.parse.title?.includes('巡视')) return true;
  const [, year] = /(20\d\d)年(?:度)?[^,。]{0,8}(?:巡察|巡视)/.exec(words) ?? [];
  const own = [context.onSiteFrom, context.feedbackOn, context.signedOn].flatMap((day) => day?.slice(0, 4) ?? []);
  return year !== undefined && own.length > 0 && !own.includes(year);
}

function isOfOthers(place: Place, own: Topic): boolean {
  const { head, tail, clause } = place;
  if (isFedBack(head, clause)) return false;
  if (isForeign(/[^,]*$/.exec(place.before)?.[0] ?? '') || isForeign(tail.slice(0, 10))) return true;
  return own !== 'measures' && isOfTasks(clause + tail.slice(0, 4));
}

/** What a counted thing is: by its own noun, or by what the sentence spoke of before. */
function judge(place: Place, topic: Topic, counter: string, { names }: Reading): Topic {
  const { head, tail, unit } = place;
  const own: Topic = topicOf(head, tail);
  const named = scopeBefore.exec(head)?.[1]?.replace(/^(?:其中|涉及|反馈|属于|包括)+/, '');
  const isKnown = named !== undefined && names.has(plainName(named));
  const joined = /[^,:;\d]*$/.exec(place.before)?.[0] ?? '';
  if (namesSeveral(joined, names)) return 'other';
  if (named !== undefined && !isKnown && (own === 'issues' || topic === 'issues')) return 'other';
  const said = withoutParts(withoutSubject(head), names);
  if (own === 'issues' && statusOf(head) !== null && !bare.test(said)) return 'other';
  if (own !== null) return own;
  // 工程6个: a thing of its own.
  const isSaidOf =
    bare.test(tail) || (/(?:完成|整改|销号)的$/.test(head) && /^(?:已|均|都|逐|将|正|要|仍|全部)/.test(tail));
  if (!(bare.test(said) && isSaidOf) && !(isKnown && topic === 'issues'))
    return topic === 'systems' && systemVerb.test(head) ? topic : 'other';
  // 制定措施10条,已完成整改3个: another counter, or a word of issues, and it is issues again.
  if (topic === 'measures' && (unit !== counter || /整改|销号|办结/.test(head + tail))) return 'issues';
  return topic ?? (statusOf(head + tail) !== null || isRest.test(head) ? 'issues' : 'other');
}

function withoutParts(head: string, names: ReadonlySet<string>): string {
  const name = nearestPart(head, names);
  return name === null ? head : head.replace(name, '').replace(/^(其中|涉及)?(?:方面|类|领域|层面)/, '$1');
}

function readCounted(value: number, place: Place, [topic, own]: [Topic, Topic], reading: Reading): Found[] {
  if (topic === 'issues') return readIssues(value, place, own === 'issues', reading.names);
  if (topic === 'measures') return readMeasures(value, place, own);
  return topic === 'systems' ? readSystems(value, place, own) : [];
}

/** 正在整改39项,其中6项长期推进: some of those, not all that are open. */
const isSplit = (kind: NumberKind, last: NumberKind | null): boolean =>
  kind === 'issues-lasting'
    ? last !== 'issues' && last !== 'issues-done'
    : (kind === last && kind.startsWith('issues-')) || (kind === 'issues-open' && last === 'issues-lasting');

/** The numbers of one sentence, each with what it counts. */
function readSentence(reading: Reading, { from, text: written }: Sentence, start: Topic): [TypedNumber[], Topic] {
  const { passage, sentence, names } = reading;
  const text = written.replaceAll(kinds, (each) => '◇'.repeat(each.length));
  const matches = [...text.matchAll(token)];
  const found: TypedNumber[] = [];
  let topic: Topic = start === 'meetings' ? null : start;
  let counter = '';
  for (const [order, match] of matches.entries()) {
    const place = placeOf(text, matches, order);
    const { head, tail, clause, unit } = place;
    const at = { from: from + match.index, to: from + match.index + match[0].length };
    if (isElsewhere(place, reading) || reading.isPast(at.from)) {
      topic = 'other';
      continue;
    }
    const near = nearestPart(place.before, names);
    const base = { passage, sentence, slack: 0, isOfPart: false, share: null, isSum: false, unit, ...at };
    const add = (all: readonly Found[]): void => {
      const own = reading.scope ?? (ofThisKind.test(place.before) ? { part: null } : null);
      const scope = near === null ? own : { part: near };
      found.push(...all.map((each) => ({ ...base, scope, ...each })));
    };
    if (match.groups?.['rate'] !== undefined) {
      if (topic !== 'other' || order === 0) add(readRate(match[0], place));
      continue;
    }
    const value = toValue(place.written);
    // 完成一项、销号一项 counts nothing; 10余项 is no exact number.
    if (value === null || place.written === '一' || /^[余多几]/.test(match[0].slice(place.written.length))) continue;
    if (unit.endsWith('元')) {
      add(readMoney(value, place));
      continue;
    }
    if (!/^[个项条件家部]$/.test(unit)) continue;
    if (unit === '家' || /^(?:责任|被巡察|被巡视)?单位/.test(tail)) {
      if (/^(?:共|问题)?涉及$/.test(head) && /^(?:责任|被巡察|被巡视)?单位(?:$|[,。])/.test(tail))
        add([{ kind: 'units', value }]);
      if (!/问题/.test(head)) topic = 'other';
      continue;
    }
    const own = topicOf(head, tail);
    if (isOfOthers(place, own) || /分别/.test(place.before)) {
      topic = isOfMeetings(clause) ? 'meetings' : 'other';
      continue;
    }
    topic = judge(place, topic, counter, reading);
    if (own !== null) counter = unit;
    const counted = readCounted(value, place, [topic, own], reading);
    const last = found.findLast((each) => !each.isOfPart)?.kind ?? reading.last;
    if (/其中/.test(head) && counted.some(({ kind }) => isSplit(kind, last))) {
      topic = 'other';
      continue;
    }
    // 发现问题7个: not those of the feedback, and what follows is about them.
    if (topic === 'issues' && own === 'issues' && counted.length === 0) topic = 'other';
    const orKind = last ?? 'issues';
    add(counted.map((each) => (each.isOfPart && each.kind === 'issues' ? { ...each, orKind } : each)));
  }
  return [found, topic];
}

const respective =
  /([^,;:]{4,40}?)(?:的?(?:问题|数量))?分别(?:为|是|有|达)?((?:[^,;]{0,2}\d{1,5} ?[个项条件][,、和及]?){2,6})/;

/** 已完成、阶段性完成、未完成的分别为18个、2个、39个. */
function readRespective(reading: Reading, { from, text }: Sentence): TypedNumber[] {
  const match = respective.exec(text);
  if (!match || isForeign(text) || ofEarlierRounds.test(text)) return [];
  const [whole, said = '', listed = ''] = match;
  const names = said.split(/[、和与及]/);
  const values = [...listed.matchAll(/(\d{1,5}) ?([个项条件])/g)];
  if (names.length !== values.length || !names.every((each) => isPlain(each))) return [];
  const start = from + match.index + whole.length - listed.length;
  return values.flatMap((value, order): TypedNumber[] => {
    const [words, written = '', unit = ''] = value;
    const status = statusOf(names[order] ?? '');
    if (status === null) return [];
    const at = start + value.index;
    const base = { passage: reading.passage, sentence: reading.sentence, slack: 0, isOfPart: false, share: null };
    const place = { isSum: false, unit, scope: reading.scope, from: at, to: at + words.length };
    return [{ ...base, ...place, kind: statusKinds[status], value: Number(written) }];
  });
}

/** Totals in a wording, or without the counter, that other numbers do not have. */
function readTotals(reading: Reading, sentence: Sentence, topic: Topic): TypedNumber[] {
  const { context, passage, scope, names, isPast } = reading;
  const base = { passage, scope, sentence: reading.sentence, slack: 0, isOfPart: false, share: null, isSum: false };
  const labelled = labelledTotals(sentence).flatMap((each): TypedNumber[] => {
    const before = sentence.text.slice(0, each.from - sentence.from);
    const isOther = isForeign(before) || ofEarlierRounds.test(before) || namesAnother(before, context, names);
    return isOther || isPast(each.from) ? [] : [{ ...base, ...each }];
  });
  const reworded = rewordings(sentence).flatMap(({ text, ranges }) =>
    readSentence(reading, { ...sentence, text }, topic)[0].flatMap((each): TypedNumber[] => {
      const range = ranges.get(each.from - sentence.from);
      return each.kind === 'issues' && range !== undefined ? [{ ...each, range }] : [];
    }),
  );
  return [...labelled, ...reworded];
}

const claimKinds: Readonly<Partial<Record<string, NumberKind>>> = {
  people: 'people',
  meetings: 'trainings',
  'systems-established': 'systems',
};

const anyTraining =
  /^(?:召开|开展|组织|举办)(?:开展|举办|了|各类|各项|专题|业务|集中|干部|教育|相关|学习|巡察整改|整改)*培训(?:班|共|共计)?$/;

/** What only the wording of a whole clause tells: persons, trainings, papers. */
function readClauses(passage: Passage, norm: string, sentences: readonly Sentence[], scope: Scope): TypedNumber[] {
  return matchClaims(norm).flatMap((claim): TypedNumber[] => {
    const kind = claimKinds[claim.kind];
    const words = norm.slice(claim.from, claim.to);
    if (!kind || claim.unit.startsWith('余')) return [];
    if (kind === 'trainings' && (!/培训/.test(words) || /会/.test(words))) return [];
    const clause = /[^,。;:]*$/.exec(norm.slice(0, claim.from))?.[0] ?? '';
    if (ofEarlierRounds.test(clause + words) || planned.test(clause) || /废止|清理/.test(clause)) return [];
    const number = new RegExp(`(?:\\d+|[一二两三四五六七八九十百]+) ?${claim.unit}`).exec(
      norm.slice(claim.numberAt, claim.to),
    );
    const to = claim.numberAt + (number?.[0].length ?? 1);
    const sentence = sentences.findIndex((each) => each.from <= claim.numberAt && claim.numberAt < each.to);
    const said = words.slice(0, claim.numberAt - claim.from);
    const isShare = (kind === 'trainings' && !anyTraining.test(said)) || (kind === 'systems' && !anySystem.test(said));
    const base = { passage, sentence, slack: 0, scope, isOfPart: false, isSum: false };
    const share = isShare ? 'noun' : null;
    return [{ ...base, share, kind, value: claim.value, unit: claim.unit, from: claim.numberAt, to }];
  });
}

const spoken: ReadonlySet<string | null> = new Set(['preamble', 'overview', 'rectification', 'next-steps']);

/** Paragraphs that speak of the whole, or of a category as a whole. */
export function summaries(context: CheckContext): Passage[] {
  const isLoose = context.issues.length === 0;
  return context.frame.filter(({ section }) => spoken.has(section) || (isLoose && section === 'body'));
}

/** A lead that names a part: 党的建设方面。反馈问题21项. */
function leadScope(text: string, names: ReadonlySet<string>): Scope {
  const part = /\d/.test(text) || text.length > 30 ? null : nearestPart(text, names);
  return part !== null && text.replace(/^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．是]+/, '').startsWith(part)
    ? { part }
    : null;
}

function readPassage(context: CheckContext, passage: Passage, names: ReadonlySet<string>, under: Scope): TypedNumber[] {
  const norm = plainNumerals(maskQuotes(passage.norm.slice(0, paragraphLimit)));
  if (!/[\d一二两三四五六七八九十]/.test(norm)) return [];
  const sentences = sentencesOf(norm);
  const since = [...norm.matchAll(/截[至止]/g)].map(({ index }) => index);
  const isPast = (at: number): boolean => at > (since[0] ?? Infinity) && at < (since.at(-1) ?? 0);
  const found: TypedNumber[] = [];
  let topic: Topic = null;
  let scope = under;
  let last: NumberKind | null = null;
  for (const [order, sentence] of sentences.entries()) {
    scope = leadScope(sentence.text, names) ?? scope;
    const reading = { context, passage, sentence: order, names, scope, isPast, last };
    const [numbers, next] = readSentence(reading, sentence, topic);
    found.push(...numbers, ...readRespective(reading, sentence), ...readTotals(reading, sentence, topic));
    topic = next;
    last = found.findLast((each) => !each.isOfPart)?.kind ?? null;
  }
  const more = readClauses(passage, norm, sentences, under).filter(
    (each) => !found.some((other) => other.from < each.to && other.to > each.from),
  );
  return [...found, ...more].sort((a, b) => a.from - b.from);
}

/** Every number of the summaries that counts what the ledger counts; read only where there is a ledger to compare with. */
export function readTypedNumbers(context: CheckContext): TypedNumber[] {
  const names = partNames(context.ledger?.subtotals ?? []);
  const scopes = scopesOf(context, names);
  return summaries(context).flatMap((passage) => readPassage(context, passage, names, scopes.get(passage) ?? null));
}
