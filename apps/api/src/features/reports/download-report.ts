import { writeReportDocx } from '@rectify/documents';
import { projectReport, type Edition, type ReportContent } from '@rectify/report-text';
import type { Endpoints, Input } from '@rectify/contract';
import type { Ctx } from '../../context.ts';
import { Fault, notFound } from '../../http/errors.ts';
import { demand } from '../../http/permission.ts';
import type { Wire } from '../../http/meeting.ts';
import { siteOf } from '../../http/public-request.ts';
import { record } from '../audit/record.ts';
import { readContent } from '../public/read-content.ts';
import { hiddenParagraphs } from './visibility.ts';
import type { Audience } from './ledger-facts.ts';
import { readDraft } from './read-compositions.ts';
import { getReportCase } from './report-case.ts';
import { auditOf } from './take-step.ts';

type Query = Input<Endpoints['downloadReport']>['query'];

interface Document {
  content: ReportContent;
  edition: Edition | null;
  digest: string | null;
}

const AUDIENCES: Record<Audience, string> = { public: '社会公开', party: '党内' };

/** What was published inside the party; not for someone who may not see all of it. */
async function partyContent(ctx: Ctx, id: string, version: number): Promise<ReportContent> {
  const report = await getReportCase(ctx.db, ctx.actor, id);
  if ((await hiddenParagraphs(ctx.db, ctx, report)).length > 0) {
    throw new Fault('forbidden', '党内文稿中有不在您查看范围内的问题，不能下载。请向巡察办索取。');
  }
  const row = await ctx.db.partyReportVersion.findUnique({
    where: { reportId_version: { reportId: id, version } },
    select: { content: true },
  });
  if (!row) throw new Fault('not_found', '这一版没有党内文稿（早期版本只有社会公开的内容）。');
  return readContent(row.content);
}

async function publishedDocument(ctx: Ctx, id: string, version: number, audience: Audience): Promise<Document> {
  const { row } = await getReportCase(ctx.db, ctx.actor, id);
  const published = await ctx.db.publicReportVersion.findUnique({
    where: { reportId_version: { reportId: id, version } },
  });
  if (!published) throw notFound();
  const edition = { slug: row.slug, version, publishedAt: published.publishedAt.toISOString() };
  // The digest is of what the public reads; the party's paper is another text.
  if (audience === 'party') return { content: await partyContent(ctx, id, version), edition, digest: null };
  return { content: readContent(published.content), edition, digest: published.digest };
}

async function draftDocument(ctx: Ctx, id: string, audience: Audience): Promise<Document> {
  const { paragraphs, facts } = await readDraft(ctx, id);
  return { content: projectReport(paragraphs, facts, audience), edition: null, digest: null };
}

function optionsFor(ctx: Ctx, { request }: Wire, { edition, digest }: Document, audience: Audience) {
  const { origin } = siteOf(request, ctx.settings);
  return {
    ...(edition && audience === 'public' && { url: `${origin}/reports/${edition.slug}` }),
    ...(digest && { digest }),
    ...(edition === null && { draftMark: '文稿（未发布）' }),
  };
}

const fileName = (title: string) => `${title.replaceAll(/[\p{Cc}\p{Cf}\\/:*?"<>|]/gu, '_').slice(0, 100)}.docx`;

/** Sends a draft, or what was published, as a Word file; every download is in the audit trail. */
export async function downloadReport(
  ctx: Ctx,
  { params, query }: { params: { id: string }; query: Query },
  wire: Wire,
): Promise<void> {
  demand(ctx, 'publication.read');
  const { audience, version } = query;
  const found = version
    ? await publishedDocument(ctx, params.id, version, audience)
    : await draftDocument(ctx, params.id, audience);
  const report = await getReportCase(ctx.db, ctx.actor, params.id);
  const bytes = Buffer.from(
    await writeReportDocx(found.content, found.edition, optionsFor(ctx, wire, found, audience)),
  );
  const after = { ...auditOf(report), 范围: AUDIENCES[audience], 版本: version ? `第 ${version} 版` : '文稿' };
  await ctx.db.$transaction((tx) =>
    record(tx, ctx, { action: 'downloadReport', objectKind: 'report', objectId: params.id, after }),
  );
  wire.response.set({
    'Content-Type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'Content-Disposition': `attachment; filename="report.docx"; filename*=UTF-8''${encodeURIComponent(fileName(found.content.title))}`,
    'Cache-Control': 'private, no-store',
  });
  wire.response.send(bytes);
}
