import { maskQuotes, readNumber } from '../characters.ts';
import { ordinalName } from '../number-names.ts';
import { ordinalAt } from '../ordinals.ts';
import { findingAt, issueName, paragraphLimit } from './context.ts';
import type { CheckContext, IssuePassages, Passage } from './context.ts';
import type { CheckFinding } from './types.ts';

/** 三中 where 三是 is due, but not 三中全会. */
const mistyped =
  /(?<=[。;])([一二三四五六七八九十]{1,2})([中事时市式试势示昰])(?!全会|学|心|级|午|医|院|小|间|[,。;])/g;
/** 三中增设2个班 is a school: only what reads as a measure without its 中 is a slip. */
const measureWords =
  /^(?:清|开展|组织|建立|制定|完善|修订|加|强化|对|将|把|落实|推|印发|督|严|健全|规范|召开|公|追|收|退|聘|聚焦|紧盯)/;
const again = /(?<=[。;])([一二三四五六七八九十]{1,2})是(?!否)/g;

/** Ordinals in the middle of a run-on measure, mistyped or said twice: what begins a measure of its own is known. */
export function runOnFindings(context: CheckContext): CheckFinding[] {
  return context.issues.flatMap((issue) => {
    const ordinals = issue.measures.map(({ norm }) => ordinalAt(norm));
    return issue.measures.flatMap((passage, order) => {
      const own = ordinals[order];
      if (own?.style !== 'shi' || own.value === null) return [];
      const next = ordinals[order + 1]?.value ?? null;
      return within(context, issue, passage, own.value, next);
    });
  });
}

function within(
  context: CheckContext,
  issue: IssuePassages,
  passage: Passage,
  value: number,
  next: number | null,
): CheckFinding[] {
  const norm = maskQuotes(passage.norm.slice(0, paragraphLimit));
  const typo = [...norm.matchAll(mistyped)].find(
    (each) =>
      readNumber(each[1] ?? '') === value + 1 &&
      (each[2] !== '中' || measureWords.test(norm.slice(each.index + each[0].length, each.index + each[0].length + 4))),
  );
  const right = ordinalName(value + 1);
  const typos =
    typo && next !== value + 1
      ? [
          findingAt(context, passage, typo.index, typo.index + typo[0].length, {
            code: 'ordinal-typo',
            severity: 'warning',
            message: `${issueName(issue)}的措施序号“${typo[0]}”疑为“${right}”。`,
            repair: { replacement: right, label: `改为“${right}”` },
          }),
        ]
      : [];
  const twice = [...norm.matchAll(again)].find((each) => readNumber(each[1] ?? '') === value);
  if (!twice) return typos;
  return [
    ...typos,
    findingAt(context, passage, twice.index, twice.index + twice[0].length, {
      code: 'ordinal-duplicate',
      severity: 'warning',
      message: `${issueName(issue)}的措施序号“${twice[0]}”写了两次，后一个疑为“${right}”。`,
    }),
  ];
}
