import type { Tx } from '@rectify/db';
import type { Endpoints, Input } from '@rectify/contract';
import type { Ctx } from '../../context.ts';
import { demand } from '../../http/permission.ts';
import type { Operation } from '../../http/route.ts';
import { record } from '../audit/record.ts';
import { readCountedLedger } from './compose-input.ts';
import { titleOf } from './create-report.ts';
import { applyChange, startEditing, type Editing } from './edit-paragraphs.ts';
import { judge } from './judge.ts';
import { presentParagraph } from './present-paragraph.ts';
import { draftOf, holdReport, lastStepAt, type ReportCase } from './report-case.ts';
import { writeDraft } from './stored-draft.ts';
import { auditOf, changeRow } from './take-step.ts';
import { readVisibility } from './visibility.ts';

type Body = Input<Endpoints['saveDraft']>['body'];

async function startOn(tx: Tx, ctx: Ctx, report: ReportCase): Promise<Editing> {
  const ledger = await readCountedLedger(tx, report.place);
  const keys = new Set(ledger.figures.map(({ key }) => key));
  const disclosures = new Map(ledger.issues.map(({ id, disclosure }) => [id, disclosure]));
  return startEditing(draftOf(report), {
    version: report.row.version + 1,
    isVisible: await readVisibility(tx, ctx.actor, draftOf(report).paragraphs),
    // An issue that left the ledger is not spoken of any more.
    ledgerDisclosure: (issueId) => (issueId === null ? null : (disclosures.get(issueId) ?? 'withheld')),
    isFigure: (key) => keys.has(key),
  });
}

/** Contact details that were given; what was not given stays. */
const contactData = (contact: Body['contact']) =>
  Object.fromEntries(Object.entries(contact ?? {}).filter(([, value]) => value !== undefined));

/** What the writer needs to go on: the paragraphs that changed, and the order of all that they may see. */
function answerOf(
  ctx: Ctx,
  { paragraphs, touched, ledgerDisclosure, isVisible }: Editing,
  version: number,
  revision: number,
) {
  return {
    ...{ version, revision, savedAt: ctx.at.toISOString() },
    paragraphs: paragraphs
      .filter(({ id }) => touched.has(id))
      .map((paragraph) => presentParagraph(paragraph, ledgerDisclosure(paragraph.issueId))),
    order: paragraphs.filter(isVisible).map(({ id }) => id),
  };
}

async function write(tx: Tx, ctx: Ctx, id: string, { changes, contact }: Body) {
  const report = await holdReport(tx, ctx.actor, id);
  await judge(tx, ctx, report, 'editReport');
  const draft = draftOf(report);
  const editing = await startOn(tx, ctx, report);
  for (const change of changes) applyChange(editing, change);
  const { paragraphs, touched } = editing;
  const isChanged = touched.size > 0 || paragraphs.length !== draft.paragraphs.length || contact !== undefined;
  if (!isChanged) return answerOf(ctx, editing, report.row.version, draft.number);
  const dismissed = [...editing.dismissed];
  const number = await writeDraft(tx, ctx, id, draft, lastStepAt(report), { paragraphs, dismissed });
  await changeRow(tx, report, { title: titleOf(paragraphs, report.row.title), ...contactData(contact) });
  // One entry for a sitting, not for every pause in typing; but each for what changes more than wording.
  if (number !== draft.number || contact || changes.some(({ op }) => op === 'disclose' || op === 'remove')) {
    const after = { ...auditOf(report), 修订: `第 ${number} 稿`, 改动: `${changes.length} 处` };
    await record(tx, ctx, { action: 'saveDraft', objectKind: 'report', objectId: id, after });
  }
  return answerOf(ctx, editing, editing.version, number);
}

/** Saves changes to a draft: all of them, or none where someone else was first at one of the paragraphs. */
export const saveDraft: Operation<'saveDraft'> = async (ctx, { params, body }) => {
  demand(ctx, 'report.write');
  return ctx.db.$transaction(async (tx) => write(tx, ctx, params.id, body));
};
