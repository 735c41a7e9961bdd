import type { Request } from 'express';
import { Readable } from 'node:stream';
import type { Disclosure, ClosureResult, OutcomeKind, HandlingForm } from '@rectify/domain';
import type { Ctx } from '../context.ts';
import type { Wire } from '../http/meeting.ts';
import { decideEvidence } from '../features/evidence/read-evidence.ts';
import { uploadEvidence } from '../features/evidence/upload-evidence.ts';
import { decideRequest, reopenIssue, requestReview, withdrawIssue } from '../features/closures/requests.ts';
import { addComment, setDisclosure, updateIssue, writeOutcomeStatement } from '../features/issues/write-issue.ts';
import { assignMeasures } from '../features/measures/assign-measures.ts';
import { fileProgress } from '../features/measures/file-progress.ts';
import { recordOutcome } from '../features/measures/outcomes.ts';
import { completeMeasure, reopenMeasure, updateMeasure } from '../features/measures/write-measure.ts';
import type { EvidenceFile } from './evidence-files.ts';
import { spare } from './spare.ts';
import type { ResultText } from './texts/text.ts';

// Each act is one operation of the API, called as its route calls it, with the version that the account has just seen.

/** An issue of the demo data and its measures in their order; empty until the inspection has entered it. */
export interface DemoIssue {
  id: string;
  measureIds: string[];
}

const versionOf = async (ctx: Ctx, id: string) =>
  (await ctx.db.issue.findUniqueOrThrow({ where: { id }, select: { version: true } })).version;

const versioned = (ctx: Ctx, issues: readonly DemoIssue[]) =>
  Promise.all(issues.map(async ({ id }) => ({ id, version: await versionOf(ctx, id) })));

type UpdateFields = Omit<Parameters<typeof updateIssue>[1]['body'], 'version'>;

/** Classes a draft: nature, source, units beside the lead, date limit. */
export async function classify(ctx: Ctx, { id }: DemoIssue, fields: UpdateFields) {
  const body = { ...fields, version: await versionOf(ctx, id) };
  return spare(ctx, (own) => updateIssue(own, { params: { id }, query: undefined, body }));
}

export async function disclose(
  ctx: Ctx,
  issues: readonly DemoIssue[],
  disclosure: Disclosure,
  withholdGround: Parameters<typeof setDisclosure>[1]['body']['withholdGround'],
) {
  const body = { issues: await versioned(ctx, issues), disclosure, withholdGround };
  return spare(ctx, (own) => setDisclosure(own, { params: undefined, query: undefined, body }));
}

interface Assignment {
  leader: string;
  department: string;
  owner: string;
  dueOn: string;
}

export async function assign(ctx: Ctx, issue: DemoIssue, measureIds: string[], assignment: Assignment) {
  const body = { ...assignment, issues: await versioned(ctx, [issue]), measureIds, onlyEmpty: false };
  return spare(ctx, (own) => assignMeasures(own, { params: undefined, query: undefined, body }));
}

export async function setTarget(ctx: Ctx, issue: DemoIssue, measureId: string, target: string) {
  const body = { target, version: await versionOf(ctx, issue.id) };
  return spare(ctx, (own) => updateMeasure(own, { params: { id: measureId }, query: undefined, body }));
}

type RequestFields = Omit<Parameters<typeof requestReview>[1]['body'], 'version'>;

/** Asks for a decision on the plan, the closure or a later date. */
export async function ask(ctx: Ctx, { id }: DemoIssue, fields: RequestFields) {
  const body = { ...fields, version: await versionOf(ctx, id) };
  return spare(ctx, (own) => requestReview(own, { params: { id }, query: undefined, body }));
}

/** Decides the open request of an issue. */
export async function review(ctx: Ctx, { id }: DemoIssue, decision: 'approved' | 'returned', note: string) {
  const request = await ctx.db.reviewRequest.findFirstOrThrow({
    where: { issueId: id, status: 'open' },
    select: { id: true },
  });
  const body = { decision, note, version: await versionOf(ctx, id) };
  return spare(ctx, (own) => decideRequest(own, { params: { id: request.id }, query: undefined, body }));
}

export const report = (ctx: Ctx, measureId: string, text: string) =>
  spare(ctx, (own) =>
    fileProgress(own, { params: { id: measureId }, query: undefined, body: { asOf: ctx.today, text } }),
  );

export async function complete(ctx: Ctx, { id }: DemoIssue, measureId: string) {
  const body = { doneOn: ctx.today, version: await versionOf(ctx, id) };
  return spare(ctx, (own) => completeMeasure(own, { params: { id: measureId }, query: undefined, body }));
}

export async function resume(ctx: Ctx, { id }: DemoIssue, measureId: string, reason: string) {
  const body = { reason, version: await versionOf(ctx, id) };
  return spare(ctx, (own) => reopenMeasure(own, { params: { id: measureId }, query: undefined, body }));
}

const BOUNDARY = 'rectify-demo-file';

/** A request as a browser sends one file. */
function multipartOf({ name, content }: EvidenceFile): Request {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
  const parts = [Buffer.from(head, 'utf8'), content, Buffer.from(`\r\n--${BOUNDARY}--\r\n`, 'latin1')];
  const headers = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
  return Object.assign(Readable.from(parts), { headers }) as unknown as Request;
}

interface Upload {
  file: EvidenceFile;
  measureIds: string[];
  datedOn?: string;
  /** Takes the place of the file that was rejected last. */
  replacesRejected?: boolean;
}

const findEvidence = (ctx: Ctx, issueId: string, status: 'submitted' | 'rejected') =>
  ctx.db.evidence.findFirstOrThrow({ where: { issueId, status }, select: { id: true }, orderBy: { id: 'asc' } });

export async function upload(ctx: Ctx, { id }: DemoIssue, { file, measureIds, datedOn, replacesRejected }: Upload) {
  const replacesId = replacesRejected ? (await findEvidence(ctx, id, 'rejected')).id : undefined;
  const query = { measureIds, datedOn: datedOn ?? ctx.today, replacesId };
  const wire = { request: multipartOf(file) } as Wire;
  return spare(ctx, (own) => uploadEvidence(own, { params: { id }, query, body: undefined }, wire));
}

/** Judges the oldest file that nobody has judged yet. */
export async function judgeEvidence(ctx: Ctx, { id }: DemoIssue, decision: 'accepted' | 'rejected', reason?: string) {
  const file = await findEvidence(ctx, id, 'submitted');
  const body = { decision, reason, version: await versionOf(ctx, id) };
  return spare(ctx, (own) => decideEvidence(own, { params: { id: file.id }, query: undefined, body }));
}

const FORMS: readonly [RegExp, HandlingForm][] = [
  [/移送/u, 'transfer'],
  [/诫勉/u, 'admonition'],
  [/谈话提醒/u, 'reminder_talk'],
  [/批评教育/u, 'criticism'],
];

/** 元 as 分 for money, a number of pieces for everything else. */
const amountOf = (kind: OutcomeKind, amount: number) =>
  kind === 'money_recovered' ? { count: null, amountCents: amount * 100 } : { count: amount, amountCents: null };

export async function recordResult(ctx: Ctx, { id }: DemoIssue, [kind, amount, note]: ResultText) {
  const form = FORMS.find(([pattern]) => pattern.test(note))?.[1] ?? 'organisational';
  const body = {
    ...{ kind, note, measureId: null, form: kind === 'people_handled' ? form : null },
    ...amountOf(kind, amount),
    version: await versionOf(ctx, id),
  };
  return spare(ctx, (own) => recordOutcome(own, { params: { id }, query: undefined, body }));
}

interface Statement {
  outcomeStatement: string;
  stageGoal?: string;
  reviewOn?: string;
}

export async function state(ctx: Ctx, { id }: DemoIssue, statement: Statement) {
  const body = { ...statement, version: await versionOf(ctx, id) };
  return spare(ctx, (own) => writeOutcomeStatement(own, { params: { id }, query: undefined, body }));
}

export const askClosure = (ctx: Ctx, issue: DemoIssue, result: ClosureResult) =>
  ask(ctx, issue, { kind: 'closure', result, statement: '措施已全部完成，佐证材料已上传，申请销号。' });

export async function reopen(ctx: Ctx, { id }: DemoIssue, reason: string, evidence: string) {
  const body = { reason, evidence, version: await versionOf(ctx, id) };
  return spare(ctx, (own) => reopenIssue(own, { params: { id }, query: undefined, body }));
}

export async function withdraw(ctx: Ctx, { id }: DemoIssue, reason: string) {
  const body = { reason, version: await versionOf(ctx, id) };
  return spare(ctx, (own) => withdrawIssue(own, { params: { id }, query: undefined, body }));
}

export const comment = (ctx: Ctx, { id }: DemoIssue, text: string) =>
  addComment(ctx, { params: { id }, query: undefined, body: { text } });
