import { createHash } from 'node:crypto';
import { checkLabels, checkReport, type CheckFinding, type LedgerFacts } from '@rectify/report-text';
import { readText, UnreadableFile } from '@rectify/documents';
import { CHECK_TEXT_LIMIT, type Answer, type Endpoints, type Input } from '@rectify/contract';
import type { Ctx } from '../../context.ts';
import { dayOf } from '../../days.ts';
import { Fault, notFound } from '../../http/errors.ts';
import { demand } from '../../http/permission.ts';
import type { Wire } from '../../http/meeting.ts';
import type { Operation } from '../../http/route.ts';
import { inspectionScope } from '../access/scope.ts';
import { countedFacts } from '../reports/ledger-facts.ts';
import { readLedger } from '../reports/ledger.ts';
import { receiveFile } from './receive-file.ts';

type Checked = Answer<Endpoints['checkText']>;

/** What the ledger of an inspection says; only for those who may see all of it. */
async function factsOf(ctx: Ctx, inspectionId: string | undefined): Promise<LedgerFacts | undefined> {
  if (inspectionId === undefined) return undefined;
  const inspection = await ctx.db.inspection.findFirst({
    where: { AND: [{ id: inspectionId }, inspectionScope(ctx.actor)] },
  });
  if (!inspection) throw notFound();
  const place = { inspectionId, feedbackOn: dayOf(inspection.feedbackOn), onSiteFrom: dayOf(inspection.onSiteFrom) };
  const facts = countedFacts(place, await readLedger(ctx.db, { inspectionId, programmeId: null }));
  const isWhole = ctx.actor.role !== 'liaison' && ctx.actor.role !== 'unit_leader';
  if (isWhole || inspection.unitId === ctx.actor.unitId) return facts;
  throw new Fault('forbidden', '对照台账只限被巡察单位自己、巡察组和巡察办。请不选巡察，只检查文字。');
}

const keyOf = ({ code, quote, line }: CheckFinding) =>
  createHash('sha256')
    .update(JSON.stringify([code, quote, line]))
    .digest('hex')
    .slice(0, 32);

function presentCheck(text: string, facts: LedgerFacts | undefined): Checked {
  const { parse, findings } = checkReport(text, facts);
  return {
    text,
    issueCount: parse.issues.length,
    measureCount: parse.issues.reduce((sum, { measures }) => sum + measures.length, 0),
    title: parse.title,
    findings: findings.map((finding) => ({
      ...finding,
      key: keyOf(finding),
      label: checkLabels[finding.code],
      related: finding.related ?? [],
      paragraphId: null,
      tick: null,
    })),
  };
}

async function readable(bytes: Uint8Array, fileName: string): Promise<string> {
  try {
    return await readText(bytes, fileName);
  } catch (error) {
    if (error instanceof UnreadableFile) throw new Fault('unsupported', error.message);
    throw error;
  }
}

function demandLength(text: string): string {
  if (text.length <= CHECK_TEXT_LIMIT) return text;
  throw new Fault('too_large', '文字太长，最多 200 万字，请分成几段检查。');
}

/** Examines pasted words or the code of a page; nothing is kept. */
export const checkText: Operation<'checkText'> = async (ctx, { body }) => {
  demand(ctx, 'text.check');
  const facts = await factsOf(ctx, body.inspectionId);
  const text = body.isHtml ? await readable(Buffer.from(body.text), 'pasted.html') : body.text;
  return presentCheck(demandLength(text), facts);
};

/** Examines an uploaded file; nothing is kept. */
export async function checkFile(
  ctx: Ctx,
  { query }: Input<Endpoints['checkFile']>,
  { request }: Wire,
): Promise<Answer<Endpoints['checkFile']>> {
  demand(ctx, 'text.check');
  const facts = await factsOf(ctx, query.inspectionId);
  const { bytes, fileName } = await receiveFile(request);
  return presentCheck(demandLength(await readable(bytes, fileName)), facts);
}
