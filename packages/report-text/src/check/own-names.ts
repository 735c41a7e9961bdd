import { maskQuotes } from '../characters.ts';
import { findingAt, lineOf, paragraphLimit, relate } from './context.ts';
import type { CheckContext, Passage } from './context.ts';
import type { CheckFinding } from './types.ts';

interface Place {
  passage: Passage;
  from: number;
  to: number;
}

const links = /[和与及暨]/g;
const suffixes =
  '集团有限责任公司|集团股份有限公司|集团有限公司|有限责任公司|股份有限公司|有限公司|服务中心|管理中心|委员会|局|院|学校|中心';
const declaration = new RegExp(
  `([\\u4e00-\\u9fff]{6,30}(?:${suffixes}))(?:党[组委])?\\((?:以下|下)?(?:简称|称)[:“"]{0,2}([\\u4e00-\\u9fff]{3,12})[”"]?\\)`,
  'g',
);

/** The reporting unit or a body with a declared short name, written in another way elsewhere in the text. */
export function ownNameFindings(context: CheckContext): CheckFinding[] {
  const passages = context.passages.filter((each) => each.section !== 'furniture');
  return [...linkVariants(context, passages), ...shortVariants(context, passages), ...boardVariants(context, passages)];
}

/** The company's own full name with or without a link word: 文化旅游集团有限公司, 文化和旅游集团有限公司. */
function linkVariants(context: CheckContext, passages: readonly Passage[]): CheckFinding[] {
  const full = /^.*公司/.exec(context.parse.unitName ?? '')?.[0].replace(/^中共/, '') ?? '';
  if (full.length < 8) return [];
  const plain = full.replace(links, '');
  return passages.flatMap((passage) => {
    const norm = maskQuotes(passage.norm.slice(0, paragraphLimit));
    return [...norm.matchAll(/公司/g)].flatMap(({ index }) => {
      const to = index + 2;
      for (const length of [full.length + 1, full.length - 1]) {
        const words = norm.slice(Math.max(0, to - length), to);
        const isOther = words.length === length && words.replace(links, '') === plain && words[0] === full[0];
        if (isOther) return [variant(context, { passage, from: to - length, to }, full, null)];
      }
      return [];
    });
  });
}

/** 区市场监督管理局(以下简称区市场监管局) and then 区市监局: another short name of the same body. */
function shortVariants(context: CheckContext, passages: readonly Passage[]): CheckFinding[] {
  const declared = passages.flatMap((passage) =>
    [...passage.norm.slice(0, paragraphLimit).matchAll(declaration)].map((found) => ({
      full: found[1] ?? '',
      short: found[2] ?? '',
      place: { passage, from: found.index, to: found.index + found[0].length },
    })),
  );
  return declared.slice(0, 12).flatMap(({ full, short, place }) => {
    const head = /^[省市区县镇]/.exec(short)?.[0];
    const last = short.at(-1) ?? '';
    if (head === undefined || last !== full.at(-1) || !/[局院]/.test(last)) return [];
    const others = new RegExp(
      `(?<![\\u4e00-\\u9fff])${head}[\\u4e00-\\u9fff]{2,6}?${last}|${head}[\\u4e00-\\u9fff]{2,4}${last}`,
      'g',
    );
    return passages.flatMap((passage) =>
      [...maskQuotes(passage.norm.slice(0, paragraphLimit)).matchAll(others)].flatMap((found) => {
        const words = found[0];
        if (words === short || full.endsWith(words) || short.endsWith(words) || !isWithin(words, full)) return [];
        return [variant(context, { passage, from: found.index, to: found.index + words.length }, short, place)];
      }),
    );
  });
}

/** 县卫健委 in a report of 县卫生健康局: a bureau is no commission. */
function boardVariants(context: CheckContext, passages: readonly Passage[]): CheckFinding[] {
  const [, level = '', core = ''] =
    /([省市区县])([^省市区县]{3,10})局(?:党组|党委)?$/.exec(context.parse.unitName ?? '') ?? [];
  if (core === '') return [];
  const board = new RegExp(`${level}([\\u4e00-\\u9fff]{2})委(?![员书党巡办宣政老机]|组织部)`, 'g');
  return passages.flatMap((passage) =>
    [...maskQuotes(passage.norm.slice(0, paragraphLimit)).matchAll(board)].flatMap((found) =>
      isWithin(found[1] ?? '', core)
        ? [
            variant(
              context,
              { passage, from: found.index, to: found.index + found[0].length },
              `${level}${core}局`,
              null,
            ),
          ]
        : [],
    ),
  );
}

/** Whether all signs of a short name stand in the full one, in order. */
function isWithin(short: string, full: string): boolean {
  let at = 0;
  for (const sign of short) {
    at = full.indexOf(sign, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function variant(
  context: CheckContext,
  { passage, from, to }: Place,
  right: string,
  declared: Place | null,
): CheckFinding {
  const words = passage.norm.slice(from, to);
  const where = declared ? `第 ${lineOf(declared.passage)} 行约定的简称` : '本单位全称';
  return findingAt(context, passage, from, to, {
    code: 'term-inconsistent',
    severity: 'warning',
    message: `“${words}”与${where}“${right}”像是同一个单位，名称不一致。请统一。`,
    repair: { replacement: right, label: `改为“${right}”` },
    ...(declared ? { related: [relate(context, declared.passage, declared.from, declared.to)] } : {}),
  });
}
