import { canDisclose, rateOf, sumOutcomes, type ReportKind } from '@rectify/domain';
import type { LedgerFacts } from '@rectify/report-text';
import { stateOf } from './ledger-figures.ts';
import type { Ledger, LedgerIssue } from './ledger.ts';
import type { Place } from './place.ts';
import type { StoredParagraph } from './stored-draft.ts';

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

/** What the ledger says, to be held against every number of a text; all of it is taken to be shown. */
export function countedFacts(
  place: Pick<Place, 'inspectionId' | 'feedbackOn' | 'onSiteFrom'>,
  ledger: Ledger,
): LedgerFacts {
  const { issues } = ledger;
  const count = (state: ReturnType<typeof stateOf>) => issues.filter((issue) => stateOf(issue) === state).length;
  const measures = issues.flatMap((issue) => issue.measures);
  const sums = sumOutcomes(issues.flatMap(({ outcomes }) => outcomes));
  return {
    feedbackOn: place.feedbackOn,
    signedOn: null,
    onSiteFrom: place.onSiteFrom,
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
    completionRateBasisPoints: rateOf(count('completed'), issues.length),
    // Several inspections number their issues each for itself.
    issueNumbers: place.inspectionId === null ? [] : issues.flatMap(({ number }) => number ?? []),
    hiddenNumbers: [],
  };
}

const ORDINAL = /^\s*[一二三四五六七八九十]{1,3}是/u;
const sentencesOf = (text: string) => text.split(/(?<=[。；！？\n])/u).map((each) => each.replace(ORDINAL, '').trim());

/** What must not be said; a sentence that stands under a shown issue as well gives nothing away. */
function secretTexts(secret: readonly string[], shown: readonly string[]): string[] {
  const open = new Set(shown.flatMap(sentencesOf));
  return secret.flatMap((text) => {
    const sentences = sentencesOf(text);
    const kept = sentences.filter((sentence) => !open.has(sentence));
    if (kept.length === sentences.length) return [text];
    return kept.filter((sentence) => sentence !== '');
  });
}

/** The same for one composition of a draft, with what that composition must not say. */
export function composedFacts(
  composition: Composition,
  ledger: Ledger,
  audience: Audience,
  hiddenTexts: readonly string[],
): LedgerFacts {
  const isHidden = (issue: LedgerIssue) => !isExpected(issue, composition, audience);
  const hidden = ledger.issues.filter(isHidden);
  const isSecret = ({ disclosure }: LedgerIssue) => !canDisclose(disclosure, audience);
  const secret = hidden.filter(isSecret).flatMap(textsOf);
  const shown = ledger.issues.filter((issue) => !isHidden(issue)).flatMap(textsOf);
  return {
    ...countedFacts(composition.place, ledger),
    hiddenNumbers: hidden.flatMap(({ number }) => number ?? []),
    withheldTexts: secretTexts([...secret, ...hiddenTexts], shown),
  };
}
