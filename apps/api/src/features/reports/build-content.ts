import type { PublicContent } from '@rectify/contract';
import type { CalendarDay, ClosureResult, IssueStatus, MeasureStatus } from '@rectify/domain';

/** What the ledger holds of an issue that may be shown to the public. */
export interface PublicIssue {
  number: number | null;
  title: string;
  text: string;
  status: IssueStatus;
  closureResult: ClosureResult | null;
  outcomeStatement: string | null;
  categoryId: string | null;
  categoryPath: string[];
  measures: { ordinal: number; text: string; status: MeasureStatus }[];
}

export interface ContentHead {
  title: string;
  unitName: string;
  programmeName: string;
  groupName: string;
  onSiteFrom: CalendarDay | null;
  onSiteTo: CalendarDay | null;
  feedbackOn: CalendarDay | null;
  publishedOn: CalendarDay;
  contact: PublicContent['contact'];
}

/** How many issues stand how, all of the inspection: numbers, without a word about which. */
export interface Totals {
  total: number;
  closed: number;
  staged: number;
}

/** How an issue stands, in words for the public: the steps of a review are an inside matter. */
function stateOf({ status, closureResult }: PublicIssue): string {
  if (status !== 'closed') return '正在整改';
  return closureResult === 'staged' ? '阶段性完成，持续整改' : '已完成整改';
}

function presentIssue(issue: PublicIssue) {
  const { number, title, text, measures } = issue;
  return {
    ...{ number, title, text },
    state: stateOf(issue),
    measures: measures.map(({ ordinal, text: words, status }) => ({
      ordinal,
      text: words,
      state: status === 'done' ? '已完成' : '正在推进',
    })),
    // Before the closure the statement is a claim that nobody outside the unit has verified.
    outcome: issue.status === 'closed' ? issue.outcomeStatement : null,
  };
}

/** The content of a public page from the issues that may be shown, in the order of the feedback. */
export function buildContent(head: ContentHead, totals: Totals, issues: readonly PublicIssue[]): PublicContent {
  const groups = new Map<string | null, PublicContent['categories'][number]>();
  for (const issue of issues) {
    const group = groups.get(issue.categoryId) ?? { path: issue.categoryPath, issues: [] };
    group.issues.push(presentIssue(issue));
    groups.set(issue.categoryId, group);
  }
  return { ...head, totals: { ...totals, shown: issues.length }, categories: [...groups.values()] };
}
