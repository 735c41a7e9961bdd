import { ordinalAt } from '../ordinals.ts';
import { findingAt, issueName, lineOf, relate } from './context.ts';
import type { CheckContext, IssuePassages, Passage } from './context.ts';
import { sentencesOf } from './sentences.ts';
import type { CheckFinding } from './types.ts';

/** A sentence that two issues share by chance is shorter. */
const shortest = 36;

interface Place {
  order: number;
  passage: Passage;
  from: number;
  to: number;
}

/** The same long sentence under two issues: one finding for each pair of them. */
export function repeatedFindings(context: CheckContext): CheckFinding[] {
  const known = new Map<string, Place>();
  const pairs = new Set<string>();
  const findings: CheckFinding[] = [];
  for (const [order, issue] of context.issues.entries()) {
    for (const place of longSentences(issue, order)) {
      const key = place.passage.norm.slice(place.from, place.to).replace(/[\s,、:]/g, '');
      const first = known.get(key);
      if (!first) known.set(key, place);
      else if (first.order !== order && !pairs.has(`${first.order} ${order}`)) {
        pairs.add(`${first.order} ${order}`);
        findings.push(repeated(context, first, place));
      }
    }
  }
  return findings;
}

function longSentences(issue: IssuePassages, order: number): Place[] {
  return [...issue.measures, ...issue.progress].flatMap((passage) =>
    sentencesOf(passage.norm).flatMap(({ from, to, text }): Place[] => {
      const skip = ordinalAt(text)?.textFrom ?? 0;
      // A long title of a document is rightly the same wherever it is named.
      const own = (at: number): number => text.slice(at).replace(/《[^《》]{0,120}》/g, '').length;
      if (own(skip) < shortest) return [];
      // The same words may follow after a number of the issue's own. What bears a number itself may be one deed for both.
      const clauses = text.length > 600 ? '' : text;
      const starts = [skip, ...[...clauses.matchAll(/,/g)].map(({ index }) => index + 1).filter((at) => at > skip)];
      return starts
        .filter((at) => own(at) >= shortest && (at === skip || !/\d/.test(text.slice(at))))
        .map((at) => ({ order, passage, from: from + at, to }));
    }),
  );
}

function repeated(context: CheckContext, first: Place, place: Place): CheckFinding {
  const other = context.issues[first.order] as IssuePassages;
  const own = context.issues[place.order] as IssuePassages;
  return findingAt(context, place.passage, place.from, place.to, {
    code: 'repeated-passage',
    severity: 'warning',
    message: `${issueName(own)}的这句话与${issueName(other)}（第 ${lineOf(first.passage)} 行）一字不差。请写出针对本问题的措施，或确认确为同一件事。`,
    related: [relate(context, first.passage, first.from, first.to)],
  });
}
