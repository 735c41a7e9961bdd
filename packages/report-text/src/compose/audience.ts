import { canDisclose } from '@rectify/domain';
import type { Disclosure, WithholdGround } from '@rectify/domain';

import type { DraftParagraph, HiddenCount, ReportContent } from '../report-document.ts';
import type { IssueFact, ReportFacts } from './types.ts';

type Audience = ReportContent['audience'];

/** Why something is left out. */
export type HiddenReason = HiddenCount['ground'];

/** What one audience may read of a draft, and why it may not read the rest. */
export class Reading {
  readonly audience: Audience;
  readonly issues: ReadonlyMap<string, IssueFact>;
  /** Issues that are left out, with the reason; all others are shown. */
  readonly hiddenIssues = new Map<string, HiddenReason>();
  private readonly draft: readonly DraftParagraph[];
  private readonly droppedHeadings: ReadonlySet<DraftParagraph>;

  constructor(draft: readonly DraftParagraph[], facts: ReportFacts, audience: Audience) {
    this.audience = audience;
    this.draft = draft;
    this.issues = new Map(facts.issues.map((issue) => [issue.id, issue]));
    const openings = new Map<string, DraftParagraph>();
    for (const each of draft) if (each.kind === 'issue' && each.issueId !== null) openings.set(each.issueId, each);
    for (const issue of facts.issues) {
      const reason = this.hides(issue) ?? this.hidesOpening(openings.get(issue.id));
      if (reason !== null) this.hiddenIssues.set(issue.id, reason);
    }
    this.droppedHeadings = new Set(this.headingsToDrop());
  }

  isIssueShown(id: string): boolean {
    return this.issues.has(id) && !this.hiddenIssues.has(id);
  }

  /** Whether the audience reads the paragraph. */
  isShown(paragraph: DraftParagraph): boolean {
    return this.isOpen(paragraph) && !this.droppedHeadings.has(paragraph);
  }

  /** Why a paragraph of a shown issue, or of none, is left out; null where it is shown or goes with its issue. */
  textReason(paragraph: DraftParagraph): HiddenReason | null {
    if (paragraph.issueId !== null && !this.isIssueShown(paragraph.issueId)) return null;
    return this.hides(paragraph);
  }

  /** Whether its heading goes because nothing below it may be read. */
  isDroppedHeading(paragraph: DraftParagraph): boolean {
    return this.droppedHeadings.has(paragraph);
  }

  private isOpen(paragraph: DraftParagraph): boolean {
    // A paragraph never goes further than its issue, whatever the draft says; what nobody knows is not shown.
    if (paragraph.issueId !== null && !this.isIssueShown(paragraph.issueId)) return false;
    return this.hides(paragraph) === null;
  }

  private hides({
    disclosure,
    ground,
  }: {
    disclosure: Disclosure;
    ground: WithholdGround | null;
  }): HiddenReason | null {
    if (canDisclose(disclosure, this.audience)) return null;
    return disclosure === 'party' ? 'party' : (ground ?? 'other_sensitive');
  }

  /** An issue whose own paragraph may not be read, or that the draft leaves out, is not shown at all. */
  private hidesOpening(opening: DraftParagraph | undefined): HiddenReason | null {
    return opening ? this.hides(opening) : 'unlisted';
  }

  /** Headings with nothing left below them, and those whose issues are all left out: their words may tell of them. */
  private headingsToDrop(): DraftParagraph[] {
    return this.draft.filter((heading, at) => {
      if (heading.kind !== 'heading') return false;
      const below = this.blockOf(heading, at);
      if (!below.some((each) => each.kind !== 'heading' && this.isOpen(each))) return true;
      const issues = below.filter((each) => each.kind === 'issue');
      return issues.length > 0 && !issues.some((each) => this.isOpen(each));
    });
  }

  private blockOf(heading: DraftParagraph, at: number): DraftParagraph[] {
    const rest = this.draft.slice(at + 1);
    const end = rest.findIndex(
      ({ kind, level }) => (kind === 'heading' && level <= heading.level) || /^(?:contact|signatory|date)$/u.test(kind),
    );
    return end < 0 ? rest : rest.slice(0, end);
  }
}

/** Counts reasons in the order in which they first occur in the vocabulary of grounds. */
export function countReasons(reasons: Iterable<HiddenReason>): HiddenCount[] {
  const counts = new Map<HiddenReason, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([ground, count]) => ({ ground, count })).toSorted((a, b) => (a.ground < b.ground ? -1 : 1));
}
