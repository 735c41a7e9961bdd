import type { ReportState } from '@rectify/domain';
import { compareAudiences as compare, projectReport } from '@rectify/report-text';
import type { Endpoints, Input } from '@rectify/contract';
import type { Ctx } from '../../context.ts';
import { Fault } from '../../http/errors.ts';
import { demand } from '../../http/permission.ts';
import type { Wire } from '../../http/meeting.ts';
import type { Operation } from '../../http/route.ts';
import { siteOf } from '../../http/public-request.ts';
import { inOurFrames, PREVIEW_CSP } from '../../http/security-headers.ts';
import { renderReportPage } from '../public/report-page.tsx';
import { projectFacts, readCountedLedger } from './compose-input.ts';
import type { Audience } from './ledger-facts.ts';
import { getReportCase } from './report-case.ts';
import { readVisibility } from './visibility.ts';

const NO_DRAFT = '这份通报还没有文稿。请点“更正”，系统会按台账起草一份。';

/** A draft as this reader may see it, with what it is held against. */
export async function readDraft(ctx: Ctx, id: string) {
  const report = await getReportCase(ctx.db, ctx.actor, id);
  if (!report.draft) throw new Fault('wrong_state', NO_DRAFT);
  const isVisible = await readVisibility(ctx.db, ctx.actor, report.draft.paragraphs);
  const ledger = await readCountedLedger(ctx.db, report.place);
  return { report, paragraphs: report.draft.paragraphs.filter(isVisible), facts: projectFacts(report, ledger) };
}

/** What the preview says of itself: figures in it follow the ledger, also where a version is in force already. */
function markOf(audience: Audience, { state, currentVersion }: { state: ReportState; currentVersion: number }): string {
  if (audience === 'party') return '预览：党内文稿，不得对外公开';
  if (state !== 'published') return '预览：尚未发布的文稿，社会公开的内容';
  return `预览：第 ${currentVersion} 版的文稿，数字按台账现状；读者看到的以公开页为准`;
}

/** The page that the draft will be, for an iframe of our own. */
export async function previewReport(
  ctx: Ctx,
  { params, query }: Input<Endpoints['previewReport']>,
  { request, response }: Wire,
): Promise<void> {
  demand(ctx, 'publication.read');
  const { report, paragraphs, facts } = await readDraft(ctx, params.id);
  const content = projectReport(paragraphs, facts, query.audience);
  const html = renderReportPage(content, null, {
    site: siteOf(request, ctx.settings),
    draftMark: markOf(query.audience, report.row),
  });
  response.set(inOurFrames(PREVIEW_CSP)).type('html').send(html);
}

/** Where the public and the party read differently, paragraph by paragraph. */
export const compareAudiences: Operation<'compareAudiences'> = async (ctx, { params }) => {
  demand(ctx, 'publication.read');
  const { paragraphs, facts } = await readDraft(ctx, params.id);
  const { total, shown } = projectReport(paragraphs, facts, 'public').totals;
  const party = projectReport(paragraphs, facts, 'party').totals.shown;
  return {
    publicIssues: shown,
    partyIssues: party,
    withheldIssues: total - party,
    rows: compare(paragraphs, facts).flatMap(({ reason, ...row }) => (reason === null ? [] : [{ ...row, reason }])),
  };
};
