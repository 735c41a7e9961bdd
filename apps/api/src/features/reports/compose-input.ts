import { REPORT_KINDS, type Actor } from '@rectify/domain';
import type { Tx } from '@rectify/db';
import type { ComposeInput, ReportFacts } from '@rectify/report-text';
import type { Ctx } from '../../context.ts';
import { issueScope } from '../access/scope.ts';
import { ledgerFigures, nameOfIssue, nonZeroFigures, stateOf, type LedgerFigure } from './ledger-figures.ts';
import { categoryPath, readLedger, type Ledger, type LedgerIssue } from './ledger.ts';
import type { Place, Subject } from './place.ts';

type Contact = ReportFacts['contact'];
type Kind = ReportFacts['kind'];

export interface CountedLedger extends Ledger {
  figures: LedgerFigure[];
}

/** The ledger of a report's subject with all its figures. */
export async function readCountedLedger(tx: Tx, subject: Subject): Promise<CountedLedger> {
  const ledger = await readLedger(tx, subject);
  return { ...ledger, figures: ledgerFigures(ledger, subject.inspectionId === null) };
}

/** Which of these issues exist for the actor. */
export async function visibleIssues(tx: Tx, actor: Actor, ids: Iterable<string>): Promise<Set<string>> {
  const rows = await tx.issue.findMany({
    where: { AND: [{ id: { in: [...ids] } }, issueScope(actor)] },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

const composeIssue = (ledger: Ledger, issue: LedgerIssue, isProgramme: boolean): ComposeInput['issues'][number] => ({
  id: issue.id,
  number: issue.number,
  title: issue.title,
  text: issue.text,
  kind: issue.kind,
  categoryPath: categoryPath(ledger, issue.categoryId),
  disclosure: issue.disclosure,
  ground: issue.ground,
  state: stateOf(issue),
  // Before the closure the statement is a claim that nobody outside the unit has verified.
  outcomeStatement: issue.status === 'closed' ? issue.outcomeStatement : null,
  measures: issue.measures.map(({ id, ordinal, text, isDone, asOf, progress }) => ({
    ...{ id, ordinal, text, isDone },
    progress: asOf === null || progress === null ? null : { asOf, text: progress },
  })),
  unitId: isProgramme ? issue.unitId : null,
});

interface Draftable {
  kind: Kind;
  place: Place;
  contact: Contact;
  ledger: CountedLedger;
  /** Issues that may become paragraphs. */
  included: ReadonlySet<string>;
}

/** What a draft is composed from: the issues that the writer may see, and figures over all of the ledger. */
export function composeInput(ctx: Pick<Ctx, 'today'>, draftable: Draftable): ComposeInput {
  const { kind, place, contact, ledger, included } = draftable;
  const isProgramme = place.inspectionId === null;
  return {
    kind,
    contact,
    unitName: place.unitName,
    regionName: place.regionName,
    programmeName: place.roundName,
    groupName: place.groupName,
    inspectionKind: place.inspectionKind,
    onSiteFrom: place.onSiteFrom,
    onSiteTo: place.onSiteTo,
    feedbackOn: place.feedbackOn,
    today: ctx.today,
    nonZeroFigures: nonZeroFigures(ledger.figures),
    issues: ledger.issues.filter(({ id }) => included.has(id)).map((issue) => composeIssue(ledger, issue, isProgramme)),
    ...(isProgramme && { units: ledger.units }),
  };
}

interface Projectable {
  row: { kind: Kind } & Contact;
  place: Place;
}

/** What a draft is held against when it is composed for its readers. */
export function projectFacts({ row, place }: Projectable, ledger: CountedLedger): ReportFacts {
  const { kind, phone, address, postcode, email } = row;
  const isProgramme = place.inspectionId === null;
  return {
    ...{ kind, contact: { phone, address, postcode, email } },
    // Stands in for a title that the audience may not read: never the draft's own.
    title: `${place.unitName}${REPORT_KINDS[kind]}`,
    unitName: place.unitName,
    regionName: place.regionName,
    programmeName: place.roundName,
    groupName: place.groupName,
    feedbackOn: place.feedbackOn,
    figures: ledger.figures,
    issues: ledger.issues.map((issue) => ({
      id: issue.id,
      number: issue.number,
      name: nameOfIssue(issue),
      disclosure: issue.disclosure,
      ground: issue.ground,
      state: stateOf(issue),
      unitId: isProgramme ? issue.unitId : null,
    })),
    ...(isProgramme && { units: ledger.units }),
  };
}
