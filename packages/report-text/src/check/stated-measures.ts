import { locate } from '../paragraphs.ts';
import { findingIn } from './context.ts';
import type { CheckContext } from './context.ts';
import type { CheckFinding } from './types.ts';

/** 反馈问题3个: the number behind the word. */
const listed = (norm: string): number =>
  Number(/(?:反馈|指出)(?:的)?(?:具体)?问题 ?(\d{1,3}) ?[个项条]/.exec(norm)?.[1]);

/**
 * A stated number of measures against the counted measures of the text, where there is no ledger to ask. Only of a
 * text that lists all its issues, each with counted measures; a note, because measures may have been put together.
 */
export function statedMeasureFindings(context: CheckContext): CheckFinding[] {
  const { claims, issues } = context.parse;
  if (context.ledger !== null || issues.length < 2) return [];
  const isWhole =
    claims.some((each) => each.kind === 'issues-total' && each.value === issues.length) ||
    context.frame.some(({ norm }) => listed(norm) === issues.length);
  const stated = claims.filter((each) => each.kind === 'measures-total');
  const [claim] = stated;
  const isCounted = issues.every(
    (each) => each.measures.length > 0 && each.measures.every(({ ordinal }) => ordinal !== null),
  );
  const count = issues.reduce((all, each) => all + each.measures.length, 0);
  if (!isWhole || !isCounted || stated.length !== 1 || !claim || claim.value === count) return [];
  const paragraph = context.paragraphs.find(
    (each) => each.line <= claim.line && claim.line <= each.lastLine && each.text.includes(claim.quote),
  );
  if (!paragraph) return [];
  const from = locate(paragraph, paragraph.text.indexOf(claim.quote)).offset;
  return [
    findingIn(context, from, Math.min(context.text.length, from + claim.quote.length), {
      code: 'claim-mismatch',
      severity: 'note',
      message: `文中称整改措施共 ${claim.value} ${claim.unit}，正文列出的是 ${count} 条。归并、节选的不用改；逐条列出的请核对。`,
    }),
  ];
}
