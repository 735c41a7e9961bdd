import { namesFault, readsLikeMeasure } from './lexicon.ts';
import { opensWithIssue } from './markers.ts';
import type { Heading } from './outline.ts';
import type { Paragraph } from './paragraphs.ts';
import { headingWords } from './regions.ts';
import type { DocumentKind } from './regions.ts';

/** What a heading of the rectification part is. */
export type Verdict = 'part' | 'category' | 'issue' | 'measure';

interface Signals {
  /** A measure label stands somewhere below. */
  deepLabel: Set<Heading>;
  kind: DocumentKind;
  paragraphs: readonly Paragraph[];
}

/** Decides which numbered level holds the issues and which their measures. */
export function classify(
  headings: readonly Heading[],
  paragraphs: readonly Paragraph[],
  kind: DocumentKind,
): Map<Heading, Verdict> {
  const inPart = headings.filter((each) => each.region === 'rectification');
  const signals: Signals = { deepLabel: new Set(), kind, paragraphs };
  for (const heading of inPart.toReversed()) {
    const { parent } = heading;
    if (parent && (heading.hasLabel || signals.deepLabel.has(heading))) signals.deepLabel.add(parent);
  }
  const leanings = inPart.map((each) => (each.children.length === 0 ? null : judge(each, signals)));
  const votes = countVotes(inPart, leanings);
  const verdicts = new Map<Heading, Verdict>();
  for (const [index, heading] of inPart.entries()) {
    verdicts.set(heading, decide(heading, leanings[index] ?? null, votes, verdicts));
  }
  return verdicts;
}

/** A judgement with the certainty of a rule, or a leaning that the majority of the same style may overrule. */
interface Leaning {
  verdict: 'category' | 'issue';
  isSure: boolean;
}

function judge(heading: Heading, signals: Signals): Leaning {
  const { paragraphs, kind } = signals;
  // 整改措施：(1)…(2)… and then 整改完成情况： the last label belongs to the issue, not to its second measure.
  const labelled = heading.children.findIndex((child) => child.hasLabel || signals.deepLabel.has(child));
  if (heading.hasLabel && heading.children.length > 1 && labelled === heading.children.length - 1)
    return { verdict: 'issue', isSure: true };
  if (signals.deepLabel.has(heading)) return { verdict: 'category', isSure: true };
  if (heading.explicit === 'rectification') return { verdict: 'category', isSure: true };
  if (heading.hasLabel) return { verdict: 'issue', isSure: true };
  if (heading.children.some((child) => child.style === 'about')) return { verdict: 'category', isSure: true };
  if (kind === 'feedback') return { verdict: 'category', isSure: false };
  const children = heading.children.slice(0, 60);
  const share = (test: (child: Heading) => boolean): number => children.filter(test).length / children.length;
  const faults = share((child) => soundsLikeIssue(child, paragraphs));
  const actions = share(
    (child) => !soundsLikeIssue(child, paragraphs) && readsLikeDeed(headingWords(child, paragraphs)),
  );
  const ordered = share((child) => child.hasOrdinals || child.children.length > 0);
  const own = paragraphs[heading.at]?.norm.slice(heading.textFrom) ?? '';
  const isIssueLike = opensWithIssue(own) || /问题(?:的?整改[^。]{0,8})?$/.test(headingWords(heading, paragraphs));
  if (children.every((child) => child.style === 'circle')) return { verdict: 'issue', isSure: false };
  if (ordered >= 0.5 && !(isIssueLike && actions > 0.5)) return { verdict: 'category', isSure: false };
  if (isIssueLike && faults < 0.5) return { verdict: 'issue', isSure: false };
  return { verdict: faults >= actions ? 'category' : 'issue', isSure: false };
}

/** Something done, by its first word or by a number of what was done. */
const readsLikeDeed = (words: string): boolean => readsLikeMeasure(words) || /\d/.test(words);

/** Whether an entry names a fault in its first clause rather than something done about it. */
function soundsLikeIssue(heading: Heading, paragraphs: readonly Paragraph[]): boolean {
  const words = headingWords(heading, paragraphs);
  if (opensWithIssue(paragraphs[heading.at]?.norm.slice(heading.textFrom) ?? '')) return true;
  const clause = words.split(/[,]/)[0] ?? words;
  return (
    namesFault(clause) &&
    !/^(?:进一步|加强|建立|健全|完善|严格|开展|组织|制定|修订|强化|召开|及时|深入|全面|已|对照)/.test(clause)
  );
}

function countVotes(headings: readonly Heading[], leanings: readonly (Leaning | null)[]): Map<string, number> {
  const votes = new Map<string, number>();
  for (const [index, heading] of headings.entries()) {
    const leaning = leanings[index];
    if (!leaning) continue;
    const key = String(heading.rank);
    votes.set(key, (votes.get(key) ?? 0) + (leaning.verdict === 'issue' ? 1 : -1) * (leaning.isSure ? 2 : 1));
  }
  return votes;
}

function decide(
  heading: Heading,
  leaning: Leaning | null,
  votes: Map<string, number>,
  known: Map<Heading, Verdict>,
): Verdict {
  const above = heading.parent ? known.get(heading.parent) : undefined;
  if (above === 'issue' || above === 'measure') return 'measure';
  if (isPart(heading)) return 'part';
  if (!leaning) return 'issue';
  if (leaning.isSure) return leaning.verdict;
  const vote = votes.get(String(heading.rank)) ?? 0;
  return vote === 0 ? leaning.verdict : vote > 0 ? 'issue' : 'category';
}

/** A heading such as 二、反馈意见整改落实情况 opens the part; it is no category of issues. */
function isPart(heading: Heading): boolean {
  return (
    heading.explicit === 'rectification' &&
    (heading.parent === null || heading.parent.region !== 'rectification' || heading.children.length > 0)
  );
}
