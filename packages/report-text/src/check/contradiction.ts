import { findingAt, issueName, paragraphLimit, relate } from './context.ts';
import type { CheckContext, Passage } from './context.ts';
import { clauseStart, ofEarlierRounds, openWork } from './open-work.ts';
import { sentencesOf } from './sentences.ts';
import type { CheckFinding } from './types.ts';

const allDone =
  /(?:已经?|均已?|均|都已?|现已)?(?:全部|全面|悉数|尽数|一律)(?:完成)?(?:整改|销号|办结|清零|改到位|改完|见底)(?:完成|到位|完毕|销号|落实|清零)?(?!方案|措施|台账|清单|责任|工作|任务分解|计划)|(?:均|都|全部)(?:已经?)?(?:按期|如期)?(?:完成整改|整改完成|整改到位|整改完毕|完成销号|销号清零|清零|销号|办结|完成)|(?:已经?|现已)(?:全面|悉数)完成(?=[,。;]|$)|(?:完成率|整改率|办结率|销号率)(?:为|达到?|是|均为)?了?100(?:\.0{1,2})?%/g;
const whole = /问题|整改任务|整改事项|整改措施|反馈意见|完成率|整改率|办结率|销号率/;
/** What is yet to be, or only part of the whole. */
const notClaimed =
  /确保|力争|争取|直至|直到|推动|促进|督促|务必|做到(?!了)|实现|将|要求|保证|除|其余|其他|外,|未能|尚未|没有|如|若|对(?:已经?)?全部/;
const partOnly = /立行立改|点人?点?事|(?:第[一二三]|首)批|阶段/;
/** Papers that are complete are no problems that are solved. */
const ofPapers = /(?:方案|台账|清单|分工|计划|材料|资料)[^,。;问]{0,4}$/;

const ofPlans = /下一?步|今后|接下来|后续|计划|继续|对/;

/** 全部整改完成。 alone: a sentence that speaks of nothing else speaks of the whole. */
function isBare(before: string, words: string, after: string): boolean {
  return (
    /^(?:目前|现|现已|截[至止][^,]{0,14})?,?$/.test(before) &&
    /整改|销号/.test(words) &&
    /完成|到位|完毕|销号/.test(words) &&
    /^(?:[。;]|$)/.test(after)
  );
}

interface Claim {
  passage: Passage;
  from: number;
  to: number;
}

/** 10个问题现已整改到位: all there are, where nothing else is counted beside them. */
const countedDone =
  /(\d{1,4})[个项条](?:具体)?问题(?:目前|现)?已经?(?:按期|如期)?(?:整改到位|整改完成|完成整改|整改完毕|整改销号|销号)(?=[,。;]|$)/;
const onlySome = /正在|持续|尚|未|阶段|剩|其余|其中|基本|长期/;

function findCountedDone(context: CheckContext): Claim | null {
  const { claims } = context.parse;
  if (claims.some((each) => each.kind === 'issues-ongoing')) return null;
  const totals = claims.filter((each) => each.kind === 'issues-total').map((each) => each.value);
  for (const passage of context.frame) {
    if (!['preamble', 'overview', 'body'].includes(passage.section ?? '')) continue;
    for (const { from, text } of sentencesOf(passage.norm.slice(0, paragraphLimit))) {
      const found = countedDone.exec(text);
      if (!found || onlySome.test(text) || notClaimed.test(text) || ofEarlierRounds.test(text)) continue;
      if (partOnly.test(text) || /类|方面问题/.test(text) || Math.max(Number(found[1]), ...totals) !== Number(found[1]))
        continue;
      return { passage, from: from + found.index, to: from + found.index + found[0].length };
    }
  }
  return null;
}

/** Where the report says that everything is done. */
export function findAllDone(context: CheckContext): Claim | null {
  for (const passage of context.frame) {
    if (passage.section === 'contact' || passage.section === 'furniture') continue;
    // 三、成效与下一步: what is told there as done is claimed all the same.
    const isOfPlans = passage.section === 'next-steps';
    const norm = passage.norm.slice(0, paragraphLimit);
    if (!/全部|全面|悉数|尽数|一律|均|都|100/.test(norm)) continue;
    for (const found of norm.matchAll(allDone)) {
      const start = clauseStart(norm, found.index, '。;');
      const before = norm.slice(start, found.index);
      const clause = norm.slice(clauseStart(norm, found.index, '。;,'), found.index);
      if (
        notClaimed.test(clause) ||
        ofPapers.test(clause) ||
        ofEarlierRounds.test(before) ||
        partOnly.test(before) ||
        (isOfPlans && (!/已|均/.test(found[0]) || ofPlans.test(before))) ||
        (!whole.test(before + found[0]) && !isBare(before, found[0], norm.slice(found.index + found[0].length)))
      )
        continue;
      return { passage, from: Math.max(start, found.index - 40), to: found.index + found[0].length };
    }
  }
  return null;
}

/** 全部整改 beside an item that says it is not: one finding per item. */
export function contradictionFindings(context: CheckContext): CheckFinding[] {
  const claim = findAllDone(context) ?? findCountedDone(context);
  if (!claim) return [];
  const related = [relate(context, claim.passage, claim.from, claim.to)];
  const said = claim.passage.norm.slice(claim.from, claim.to);
  return context.issues.flatMap((issue) => {
    const found = openWork(issue, context.signedOn);
    if (!found) return [];
    const words = found.passage.norm.slice(found.from, found.to);
    return [
      findingAt(context, found.passage, found.from, found.to, {
        code: 'all-done-contradiction',
        severity: 'error',
        message: `${issueName(issue)}写着“${words}”，而第 ${related[0]?.line} 行称“${said}”。请改实总述，或更新该问题的进展。`,
        related,
      }),
    ];
  });
}
