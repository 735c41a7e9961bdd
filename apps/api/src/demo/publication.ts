import type { ReportKind, WithholdGround } from '@rectify/domain';
import type { Ctx } from '../context.ts';
import { approveReport } from '../features/reports/approve-report.ts';
import { createReport } from '../features/reports/create-report.ts';
import { passSecrecy } from '../features/reports/pass-secrecy.ts';
import { getReport } from '../features/reports/present-report.ts';
import { checkReport } from '../features/reports/read-check.ts';
import { saveDraft } from '../features/reports/save-draft.ts';
import { signReport } from '../features/reports/sign-report.ts';
import { startCorrection } from '../features/reports/start-correction.ts';
import { submitReport } from '../features/reports/submit-report.ts';
import { tickFinding } from '../features/reports/tick-finding.ts';
import { withdrawReport } from '../features/reports/withdraw-report.ts';

/** A report as it goes through its steps; its id is there once it has been drafted. */
export interface DemoReport {
  id: string;
}

type Detail = Awaited<ReturnType<typeof getReport>>;
type Paragraph = Detail['paragraphs'][number];

const query = undefined;

const read = (ctx: Ctx, { id }: DemoReport) => getReport(ctx, { params: { id }, query, body: undefined });

const versionOf = async (ctx: Ctx, report: DemoReport) => (await read(ctx, report)).version;

/** Drafts a report out of the ledger. */
export async function draft(
  ctx: Ctx,
  report: DemoReport,
  kind: ReportKind,
  subject: { inspectionId: string } | { programmeId: string },
): Promise<void> {
  report.id = (await createReport(ctx, { params: undefined, query, body: { kind, ...subject } })).id;
}

/** Changes the words of paragraphs as an editor would. */
export async function reword(ctx: Ctx, report: DemoReport, edit: (paragraph: Paragraph) => string | null) {
  const { paragraphs } = await read(ctx, report);
  const changes = paragraphs.flatMap((paragraph) => {
    const text = edit(paragraph);
    const { id: paragraphId, version } = paragraph;
    return text === null || text === paragraph.text ? [] : [{ op: 'write' as const, paragraphId, version, text }];
  });
  await saveDraft(ctx, { params: { id: report.id }, query, body: { changes } });
}

/** Gives the address and the telephone that readers may turn to, and puts them into the text. */
export async function giveContact(ctx: Ctx, report: DemoReport) {
  const contact = {
    phone: '000-00000123（工作日）',
    address: '云州市海岳区望海路0号',
    postcode: '000000',
    email: 'zhenggai@haiyue.invalid',
  };
  await saveDraft(ctx, { params: { id: report.id }, query, body: { changes: [], contact } });
}

/** Keeps a paragraph of a shown issue from the public, with its ground. */
export async function keepInside(
  ctx: Ctx,
  report: DemoReport,
  isMeant: (paragraph: Paragraph) => boolean,
  ground: WithholdGround,
) {
  const paragraph = (await read(ctx, report)).paragraphs.findLast(isMeant);
  if (!paragraph) throw new Error('no paragraph to keep inside');
  const { id: paragraphId, version } = paragraph;
  const change = { op: 'disclose' as const, paragraphId, version, disclosure: 'party' as const, ground };
  await saveDraft(ctx, { params: { id: report.id }, query, body: { changes: [change] } });
}

/** Answers for the warnings of the 通报体检 that remain after reading them. */
export async function answerWarnings(ctx: Ctx, { id }: DemoReport) {
  for (const audience of ['public', 'party'] as const) {
    const { findings } = await checkReport(ctx, { params: { id }, query: { audience }, body: undefined });
    for (const { severity, tick, key } of findings) {
      if (severity === 'warning' && !tick) await tickFinding(ctx, { params: { id, key }, query, body: undefined });
    }
  }
}

export async function submit(ctx: Ctx, report: DemoReport, secrecyReviewerId: string, correction?: string) {
  const body = { version: await versionOf(ctx, report), secrecyReviewerId, ...(correction && { correction }) };
  await submitReport(ctx, { params: { id: report.id }, query, body });
}

export async function sign(ctx: Ctx, report: DemoReport) {
  const body = { version: await versionOf(ctx, report), note: '情况属实，同意公开。' };
  await signReport(ctx, { params: { id: report.id }, query, body });
}

export async function reviewSecrecy(ctx: Ctx, report: DemoReport) {
  const body = { version: await versionOf(ctx, report), note: '未发现涉密和敏感内容，可以公开。' };
  await passSecrecy(ctx, { params: { id: report.id }, query, body });
}

export async function approve(ctx: Ctx, report: DemoReport) {
  const body = { version: await versionOf(ctx, report), note: '同意发布。' };
  await approveReport(ctx, { params: { id: report.id }, query, body });
}

export async function correct(ctx: Ctx, report: DemoReport) {
  await startCorrection(ctx, { params: { id: report.id }, query, body: { version: await versionOf(ctx, report) } });
}

export async function withdraw(ctx: Ctx, report: DemoReport, reason: string) {
  const body = { version: await versionOf(ctx, report), reason };
  await withdrawReport(ctx, { params: { id: report.id }, query, body });
}
