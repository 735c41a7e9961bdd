import { maskQuotes } from '../characters.ts';
import { paragraphLimit } from './context.ts';
import type { CheckContext, Passage } from './context.ts';
import { findAllDone } from './contradiction.ts';
import { ofEarlierRounds } from './open-work.ts';
import { sentencesOf } from './sentences.ts';
import { summaries } from './typed-numbers.ts';

interface Stretch {
  passage: Passage;
  from: number;
  to: number;
}

const finished = '(?:整改|销号|办结|完成|解决|落实)(?:完成|到位|完毕|销号|整改)?';
const whole = '(?:反馈|指出|所有|全部|上述|以上|各项)';
const sayings: readonly RegExp[] = [
  // 反馈的6个问题已整改, 5项问题全部销号, 所有问题均已整改完毕
  new RegExp(
    `(?:${whole}(?:意见)?的?[^,。;]{0,10}?|(?<=^|,)(?:目前,?)?(?:\\d{1,4}|[二两三四五六七八九十百]{1,5})[个项条])的?(?:反馈)?(?:具体)?问题,?(?:目前|现)?,?(?:(?:均|都|全部)已?经?|已经?(?:全部)?)(?:按期|如期|按要求)?${finished}(?:了)?(?:整改)?(?:工作|任务)?(?=$|,)`,
  ),
  // 目前已办结全部反馈问题
  /(?:已经?|现已)?(?:办结|完成|整改|销号)了?(?:全部|所有)(?:的)?(?:反馈)?(?:的)?(?:\d{1,4}[个项条])?(?:反馈)?问题/,
  // 目前已全部整改到位
  new RegExp(
    `(?<=^|,)(?:(?:截[至止][^,]{0,14}|目前|现),?)?(?:均|都|全部)?已(?:经)?(?:全部|均)(?:整改|销号|办结)(?:完成|到位|完毕|销号)?(?=$|,)`,
  ),
];
const ofPart = /(?:本|该|此|这)类|[^大个]类问题|(?:^|[^个])方面(?:的)?(?:反馈)?问题|领域/;
const notClaimed =
  /确保|力争|争取|直至|直到|务必|将|要求|保证|除|其余|其他|另外|未能|没有|如|若|立行立改|点人|点事|批|阶段|方面|类问题|领域/;

/** A category that is done is counted for itself. */
const isOfPart = ({ passage, to }: Stretch): boolean =>
  ofPart.test(/[^。;]*$/.exec(maskQuotes(passage.norm).slice(0, to))?.[0] ?? '');

/** Every place where a summary says that the whole is done, also in words that need a ledger to be told from others. */
export function findAllDoneOfWhole(context: CheckContext): Stretch[] {
  const first = findAllDone(context);
  const found: Stretch[] = first && !isOfPart(first) ? [first] : [];
  for (const passage of summaries(context)) {
    if (passage.section === 'next-steps') continue;
    const norm = maskQuotes(passage.norm.slice(0, paragraphLimit));
    for (const { from, text } of sentencesOf(norm)) {
      for (const saying of sayings) {
        const match = saying.exec(text);
        if (!match) continue;
        const before = text.slice(0, match.index);
        const clause = /[^,]*$/.exec(before)?.[0] ?? '';
        if (notClaimed.test(clause + match[0]) || ofEarlierRounds.test(before) || ofPart.test(before)) continue;
        // 目前已全部整改到位 after a category or other things speaks of those.
        if (saying === sayings[2] && !/^(?:[^,]*(?:反馈|共)[^,]*问题[^,]*|截[至止][^,]*|目前|现)?,?$/.test(before))
          continue;
        const place = { passage, from: from + match.index, to: from + match.index + match[0].length };
        if (found.some((each) => each.passage === passage && each.from < place.to && each.to > place.from)) continue;
        found.push(place);
        break;
      }
    }
  }
  return found;
}
