import { canDisclose, rateOf, sumOutcomes, type ReportKind } from '@rectify/domain';
import type { LedgerFacts } from '@rectify/report-text';
import { stateOf } from './ledger-figures.ts';
import { categoryPath, type Ledger, type LedgerIssue } from './ledger.ts';
import type { Place } from './place.ts';
import type { StoredParagraph } from './stored-draft.ts';

/** A report with more issues than this does not exist; a mistyped number must not make a list of millions. */
const FARTHEST = 5000;

export type Audience = 'public' | 'party';

interface Composition {
  kind: ReportKind;
  place: Place;
  paragraphs: readonly StoredParagraph[];
}

/**
 * Whether the audience finds the issue: by the ledger, and by the paragraph that names it. One that the draft just
 * leaves out is missing from a 整改通报, while a 阶段成效 tells of some issues only.
 */
function isExpected(issue: LedgerIssue, { kind, paragraphs }: Composition, audience: Audience): boolean {
  if (!canDisclose(issue.disclosure, audience)) return false;
  const own = paragraphs.find((paragraph) => paragraph.kind === 'issue' && paragraph.issueId === issue.id);
  return own ? canDisclose(own.disclosure, audience) : kind === 'final';
}

/** Every text of an issue, so that none of it slips into what its readers may not see. */
const textsOf = ({ title, text, outcomeStatement, measures }: LedgerIssue): string[] =>
  [title, text, outcomeStatement, ...measures.flatMap((measure) => [measure.text, measure.progress])].filter(
    (each) => each !== null,
  );

function countsOf(issues: readonly LedgerIssue[]) {
  const count = (state: ReturnType<typeof stateOf>) => issues.filter((issue) => stateOf(issue) === state).length;
  const measures = issues.flatMap((issue) => issue.measures);
  const sums = sumOutcomes(issues.flatMap(({ outcomes }) => outcomes));
  return {
    issuesTotal: issues.length,
    issuesCompleted: count('completed'),
    issuesStaged: count('staged'),
    issuesUnfinished: count('unfinished'),
    measuresTotal: measures.length,
    measuresDone: measures.filter(({ isDone }) => isDone).length,
    systemsEstablished: sums.systemsEstablished,
    moneyCents: sums.moneyCents,
    peopleHandled: sums.peopleHandled,
    trainingsHeld: sums.trainingsHeld,
  };
}

/** Parts that a text may name as well as the whole: categories, units, ways of dealing with persons, sums of money. */
function subtotalsOf(ledger: Ledger): NonNullable<LedgerFacts['subtotals']> {
  const { issues, units } = ledger;
  const byCategory = new Map<string, { title: string; own: LedgerIssue[] }>();
  for (const issue of issues) {
    for (const { id, title } of categoryPath(ledger, issue.categoryId)) {
      const group = byCategory.get(id) ?? { title, own: [] };
      group.own.push(issue);
      byCategory.set(id, group);
    }
  }
  const parts = [
    ...[...byCategory.values()].map(({ title, own }) => ({ name: title, ...countsOf(own) })),
    ...units.map(({ id, name }) => ({ name, ...countsOf(issues.filter(({ unitId }) => unitId === id)) })),
  ].filter(({ issuesTotal }) => issuesTotal > 0);
  const outcomes = issues.flatMap((issue) => issue.outcomes);
  const byForm = Object.values(sumOutcomes(outcomes).peopleByForm).map((people) => ({
    name: null,
    peopleHandled: people,
  }));
  const sums = issues
    .map((issue) => sumOutcomes(issue.outcomes).moneyCents)
    .filter((cents) => cents > 0)
    .map((moneyCents) => ({ name: null, moneyCents }));
  return [...parts, ...byForm, ...sums];
}

/** Numbers below the last that no issue has, as after a withdrawal; every unit's issues are numbered for themselves. */
function absentNumbers(issues: readonly LedgerIssue[]): number[] {
  const byUnit = new Map<string, Set<number>>();
  for (const { unitId, number } of issues) {
    if (number !== null) byUnit.set(unitId, (byUnit.get(unitId) ?? new Set()).add(number));
  }
  return [...byUnit.values()].flatMap((given) => {
    const last = Math.min(Math.max(...given), FARTHEST);
    return Array.from({ length: last }, (_, step) => step + 1).filter((each) => !given.has(each));
  });
}

/** Headings of the ledger below which none of these issues stands: others may go on without their numbers. */
function headingsWithout(ledger: Ledger, shown: readonly LedgerIssue[]): string[] {
  const needed = new Set(shown.flatMap(({ categoryId }) => categoryPath(ledger, categoryId).map(({ id }) => id)));
  return [...ledger.categories.values()].filter(({ id }) => !needed.has(id)).map(({ title }) => title);
}

/** What the ledger says, to be held against every number of a text; all of it is taken to be shown. */
export function countedFacts(
  place: Pick<Place, 'inspectionId' | 'feedbackOn' | 'onSiteFrom'>,
  ledger: Ledger,
): LedgerFacts {
  const { issues } = ledger;
  const counts = countsOf(issues);
  return {
    feedbackOn: place.feedbackOn,
    signedOn: null,
    onSiteFrom: place.onSiteFrom,
    ...counts,
    unitsTotal: new Set(issues.map(({ unitId }) => unitId)).size,
    subtotals: subtotalsOf(ledger),
    completionRateBasisPoints: rateOf(counts.issuesCompleted, issues.length),
    // Several inspections number their issues each for itself.
    issueNumbers: place.inspectionId === null ? [] : issues.flatMap(({ number }) => number ?? []),
    hiddenNumbers: [],
    absentNumbers: absentNumbers(issues),
    hiddenHeadings: headingsWithout(ledger, issues),
  };
}

const SHARED = 10;

/**
 * What must not be said, without the words that the ledger itself puts into this composition: two issues are often
 * told in the same words, and what stands under a shown one gives nothing of the other away.
 */
function secretTexts(secret: readonly string[], open: readonly string[]): string[] {
  const known = new Set<string>();
  for (const text of open) for (let at = 0; at + SHARED <= text.length; at += 1) known.add(text.slice(at, at + SHARED));
  return secret.flatMap((text) => {
    const isOpen = Array.from({ length: text.length }, () => false);
    for (let at = 0; at + SHARED <= text.length; at += 1) {
      if (known.has(text.slice(at, at + SHARED))) isOpen.fill(true, at, at + SHARED);
    }
    const kept = Array.from({ length: text.length }, (_, at) => (isOpen[at] ? '\n' : (text[at] ?? ''))).join('');
    return kept.split(/\n+/u).filter((each) => each !== '');
  });
}

/** The same for one composition of a draft, with what that composition must not say. */
export function composedFacts(
  composition: Composition,
  ledger: Ledger,
  audience: Audience,
  texts: { hidden: readonly string[]; composed: readonly string[]; headings: readonly string[] },
): LedgerFacts {
  const isHidden = (issue: LedgerIssue) => !isExpected(issue, composition, audience);
  const hidden = ledger.issues.filter(isHidden);
  const shown = ledger.issues.filter((issue) => !isHidden(issue));
  const isSecret = ({ disclosure }: LedgerIssue) => !canDisclose(disclosure, audience);
  const secret = hidden.filter(isSecret);
  const secretWords = [...secret.flatMap(textsOf), ...texts.hidden];
  // What a shown issue says is open, but for those of its paragraphs that are not shown.
  const open = shown.flatMap(textsOf).filter((each) => !texts.hidden.some((own) => own.includes(each)));
  return {
    ...countedFacts(composition.place, ledger),
    hiddenNumbers: hidden.flatMap(({ number }) => number ?? []),
    hiddenHeadings: [...headingsWithout(ledger, shown), ...texts.headings],
    withheldTexts: secretTexts(secretWords, texts.composed),
    withheldWords: {
      titles: secret.map(({ title }) => title),
      texts: secretWords,
      shown: [...texts.composed, ...open],
    },
  };
}
