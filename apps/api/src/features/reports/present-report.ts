import { allowedReportActions, may, REPORT_ACTIONS, type ReportAction } from '@rectify/domain';
import type { Answer, Endpoints } from '@rectify/contract';
import type { Ctx } from '../../context.ts';
import { demand } from '../../http/permission.ts';
import type { Operation } from '../../http/route.ts';
import { namesOf } from '../issues/people.ts';
import { readCountedLedger, type CountedLedger } from './compose-input.ts';
import { examine } from './judge.ts';
import { presentParagraphs } from './present-paragraph.ts';
import { presentRow, REPORT_ROW } from './present-row.ts';
import { mergeLedger } from './recompose.ts';
import { getReportCase, type ReportCase } from './report-case.ts';
import { readVisibility } from './visibility.ts';

type Detail = Answer<Endpoints['getReport']>;
type NameOf = Awaited<ReturnType<typeof namesOf>>;

const OWN_STEPS: Readonly<Record<string, string>> = { publish: '发布', holdUp: '暂缓发布' };
const stepLabel = (action: string) => OWN_STEPS[action] ?? REPORT_ACTIONS[action as ReportAction] ?? '办理';

const UNDER_WAY: ReadonlySet<string> = new Set(['drafting', 'signing', 'secrecy_review', 'approving']);

/** What the actor may do now; the draft is examined only where something depends on it. */
async function actionsOf(ctx: Ctx, report: ReportCase, ledger: CountedLedger): Promise<Detail['allowedActions']> {
  const isExamined = UNDER_WAY.has(report.row.state) && report.draft !== null;
  const { errorCount, openWarningCount } = isExamined
    ? await examine(ctx.db, report, ledger)
    : { errorCount: 0, openWarningCount: 0 };
  const facts = { ...report.facts, errorCount, openWarningCount };
  return allowedReportActions(ctx.actor, facts).map(({ action, reason }) => ({
    action,
    label: REPORT_ACTIONS[action],
    ...(reason !== undefined && { reason }),
  }));
}

/** How many paragraphs would change if the draft were brought up to the ledger; the day of signing is none. */
async function countChanges(ctx: Ctx, report: ReportCase, ledger: CountedLedger): Promise<number> {
  const mayEdit = may(ctx.actor.role, 'report.write') && report.row.state === 'drafting';
  if (!mayEdit || report.draft === null) return 0;
  const dates = new Set(report.draft.paragraphs.filter(({ kind }) => kind === 'date').map(({ id }) => id));
  const { added, changed, removed } = await mergeLedger(ctx.db, ctx, report, ledger);
  return [...added, ...changed, ...removed].filter((id) => !dates.has(id)).length;
}

const presentSteps = ({ row }: ReportCase, nameOf: NameOf): Detail['steps'] =>
  row.steps.map(({ id, round, action, note, revision, doneBy, doneAt }) => ({
    ...{ id, round, note, revision, label: stepLabel(action) },
    by: doneBy === null ? '定时发布' : nameOf(doneBy),
    at: doneAt.toISOString(),
  }));

async function readVersions(ctx: Ctx, reportId: string) {
  return ctx.db.publicReportVersion.findMany({
    where: { reportId },
    omit: { content: true },
    orderBy: { version: 'desc' },
  });
}

type Versions = Awaited<ReturnType<typeof readVersions>>;

const presentVersions = ({ row }: ReportCase, versions: Versions, nameOf: NameOf): Detail['versions'] =>
  versions.map(({ version, title, digest, correction, publishedBy, publishedAt }) => ({
    ...{ version, title, digest, correction },
    publishedBy: nameOf(publishedBy),
    publishedAt: publishedAt.toISOString(),
    isInForce: version === row.currentVersion && row.withdrawnAt === null,
  }));

/** The draft's paragraphs that the reader may see, and how many there are beside them. */
async function presentDraft(ctx: Ctx, { draft }: ReportCase, ledger: CountedLedger) {
  const paragraphs = draft?.paragraphs ?? [];
  const isVisible = await readVisibility(ctx.db, ctx.actor, paragraphs);
  const shown = paragraphs.filter(isVisible);
  return {
    revision: draft?.number ?? 0,
    paragraphs: presentParagraphs(shown, ledger),
    hiddenParagraphs: paragraphs.length - shown.length,
  };
}

async function readBeside(ctx: Ctx, { row }: ReportCase) {
  const mark = { reportId_userId: { reportId: row.id, userId: ctx.actor.id } };
  return {
    listed: await ctx.db.publicReport.findUniqueOrThrow({ where: { id: row.id }, include: REPORT_ROW }),
    versions: await readVersions(ctx, row.id),
    sight: await ctx.db.reportSight.findUnique({ where: mark }),
    openComments: await ctx.db.reportComment.count({ where: { reportId: row.id, resolvedAt: null } }),
  };
}

/** A report as its page in the staff application shows it; throws `not_found`. */
export async function presentReport(ctx: Ctx, id: string): Promise<Detail> {
  const report = await getReportCase(ctx.db, ctx.actor, id);
  const { row } = report;
  const ledger = await readCountedLedger(ctx.db, report.place);
  const { listed, versions, sight, openComments } = await readBeside(ctx, report);
  const authorIds = report.facts.authorIds;
  const nameOf = await namesOf(ctx.db, [
    ...authorIds,
    row.secrecyReviewerId,
    ...row.steps.map(({ doneBy }) => doneBy),
    ...versions.map(({ publishedBy }) => publishedBy),
  ]);
  return {
    ...presentRow(ctx, listed),
    ...(await presentDraft(ctx, report, ledger)),
    version: row.version,
    contact: { phone: row.phone, address: row.address, postcode: row.postcode, email: row.email },
    figures: ledger.figures.map(({ key, label, text, unit, scope }) => ({ key, label, text, unit, scope })),
    allowedActions: await actionsOf(ctx, report, ledger),
    authors: authorIds.map(nameOf),
    secrecyReviewer:
      row.secrecyReviewerId === null ? null : { id: row.secrecyReviewerId, name: nameOf(row.secrecyReviewerId) },
    returnCount: row.returnCount,
    heldUp: row.heldUp,
    withdrawn: row.withdrawnAt && { at: row.withdrawnAt.toISOString(), reason: row.withdrawnReason ?? '' },
    ledgerChanges: await countChanges(ctx, report, ledger),
    seenRevision: sight?.revision ?? null,
    openComments,
    steps: presentSteps(report, nameOf),
    versions: presentVersions(report, versions, nameOf),
  };
}

/** One report with its draft, its steps and its versions. */
export const getReport: Operation<'getReport'> = async (ctx, { params }) => {
  demand(ctx, 'publication.read');
  return presentReport(ctx, params.id);
};
