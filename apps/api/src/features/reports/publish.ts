import type { Prisma, Tx } from '@rectify/db';
import { reportContent } from '@rectify/contract';
import { digestOf } from '@rectify/documents';
import { canonicalText, projectReport, type ReportContent } from '@rectify/report-text';
import type { Ctx, OpenCtx } from '../../context.ts';
import { Fault, stale } from '../../http/errors.ts';
import { record } from '../audit/record.ts';
import { projectFacts, readCountedLedger } from './compose-input.ts';
import { draftOf, type ReportCase } from './report-case.ts';
import { writePublicIndex } from './public-index.ts';
import { auditOf, changeRow, recordStep } from './take-step.ts';

const NOTHING_PUBLIC =
  '通报里没有一个可以向社会公开的问题，不能发布。请先在整改台账中把可以公开的问题设为“公开”，再更新文稿。';

interface Composed {
  content: ReportContent;
  party: ReportContent;
}

/** Both compositions of the draft over the ledger as it is now, each held to its shape. */
async function composeBoth(tx: Tx, report: ReportCase): Promise<Composed> {
  const { paragraphs } = draftOf(report);
  const facts = projectFacts(report, await readCountedLedger(tx, report.place));
  const content = projectReport(paragraphs, facts, 'public');
  const party = projectReport(paragraphs, facts, 'party');
  reportContent.parse(content);
  reportContent.parse(party);
  if (content.totals.shown > 0) return { content, party };
  throw new Fault('unmet', NOTHING_PUBLIC, {
    unmet: [{ code: 'no_public_issue', message: NOTHING_PUBLIC, measureId: null }],
  });
}

const json = (content: ReportContent) => content as unknown as Prisma.InputJsonObject;

async function writeVersions(
  tx: Tx,
  ctx: OpenCtx,
  { row }: ReportCase,
  { content, party }: Composed,
  publishedBy: string,
): Promise<{ version: number; digest: string }> {
  const version = row.currentVersion + 1;
  const edition = { slug: row.slug, version, publishedAt: ctx.at.toISOString() };
  const digest = digestOf(canonicalText(content, edition));
  await tx.publicReportVersion.create({
    data: {
      ...{ reportId: row.id, version, title: content.title, digest, publishedBy },
      content: json(content),
      correction: version === 1 ? null : row.correction,
      publishedAt: ctx.at,
    },
  });
  await tx.partyReportVersion.create({ data: { reportId: row.id, version, content: json(party) } });
  return { version, digest };
}

/**
 * Publishes the draft of a report that is held, scheduled and examined: the next version, never changed again. The row
 * changes first and only from what was read, so that of two publications one wins and the other gets `stale`.
 */
export async function publish(tx: Tx, ctx: Ctx | OpenCtx, report: ReportCase, publishedBy: string): Promise<void> {
  const { row } = report;
  if (row.state !== 'scheduled') throw stale('这份通报');
  const composed = await composeBoth(tx, report);
  await changeRow(tx, report, {
    state: 'published',
    currentVersion: row.currentVersion + 1,
    title: composed.content.title,
    publishedAt: ctx.at,
    publishAt: null,
    heldUp: null,
  });
  const { version, digest } = await writeVersions(tx, ctx, report, composed, publishedBy);
  await writePublicIndex(tx, ctx, report, composed.content);
  await recordStep(tx, ctx, report, { action: 'publish' });
  const { shown, total } = composed.content.totals;
  await record(tx, ctx, {
    action: 'publishReport',
    objectKind: 'report',
    objectId: row.id,
    ...(!('actor' in ctx) && { doneBy: '定时发布' }),
    after: {
      ...auditOf(report),
      版本: `第 ${version} 版`,
      公开: `${shown} 项`,
      未公开: `${total - shown} 项`,
      地址: `/reports/${row.slug}`,
      校验值: digest,
      ...(version > 1 && row.correction && { 更正说明: row.correction }),
    },
  });
}
