import { reportLines } from '@rectify/report-text';
import { HTML } from '../../http/public-answer.ts';
import type { FeedbackTarget } from '../feedback/feedback-pages.tsx';
import { checkFeedback, confirmFeedback, lookUpFeedback, showForm, showLookup } from '../feedback/receive-feedback.ts';
import { editionOf, getContent } from './published.ts';
import { issueChoices } from './report-blocks.ts';
import { getReport, withdrawnReply } from './report-handlers.ts';
import type { Handler, SiteContext } from './route.ts';

async function targetOf(context: SiteContext, slug: string): Promise<FeedbackTarget | null> {
  const report = await getReport(context, slug);
  const present = report.versions.at(-1);
  if (report.withdrawn || !present) return null;
  return context.trusted.get(`target ${slug}`, async () => {
    const content = await getContent(context.deps.db, report.id, present.version);
    const lines = reportLines(content, editionOf(slug, present));
    return { id: report.id, slug, title: content.title, issues: issueChoices(lines) };
  });
}

type Step = typeof checkFeedback;

const onReport =
  (step: Step): Handler =>
  async (context, request, [, slug = ''], raw) => {
    const target = await targetOf(context, slug);
    if (!target) return withdrawnReply(await getReport(context, slug), request, 410);
    const { deps, limits } = context;
    return step({ deps, limits, request, raw, target });
  };

export const answerFeedbackForm: Handler = onReport(async (visit) => showForm(visit));
export const answerFeedbackCheck: Handler = onReport(checkFeedback);
export const answerFeedbackConfirm: Handler = onReport(confirmFeedback);

export const answerLookup: Handler = async (_context, request) => ({
  key: `lookup ${request.site.origin} ${request.fontSize}`,
  make: async () => ({ status: 200, type: HTML, body: showLookup(request) }),
});

export const answerLookupNumber: Handler = async ({ deps, limits }, request, _match, raw) =>
  lookUpFeedback({ deps, limits, request, raw });
