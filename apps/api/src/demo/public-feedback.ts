import { createHash } from 'node:crypto';
import { reportContent } from '@rectify/contract';
import type { Ctx } from '../context.ts';
import { receiptOf } from '../features/feedback/receipt.ts';
import { answerFeedback } from '../features/feedback/settle-feedback.ts';
import type { DemoReport } from './publication.ts';

/** What someone of the public writes under a report. */
export interface DemoFeedback {
  text: string;
  name?: string;
  contact?: string;
  /** Words in the name of the issue that it is about. */
  about?: string;
}

const nonceOf = ({ text }: DemoFeedback) => createHash('sha256').update(text).digest('base64url').slice(0, 16);

/** Where the issue stands on the page, and how it is called there. */
async function findAbout(ctx: Ctx, reportId: string, words: string | undefined) {
  if (words === undefined) return { paragraphId: null, about: null };
  const version = await ctx.db.publicReportVersion.findFirstOrThrow({
    where: { reportId },
    orderBy: { version: 'desc' },
  });
  const paragraphs = reportContent.parse(version.content).paragraphs.map(({ id, kind, runs }) => {
    return { id, kind, text: runs.map((run) => (typeof run === 'string' ? run : run.text)).join('') };
  });
  const found = paragraphs.find(({ kind, text }) => kind === 'issue' && text.includes(words));
  return { paragraphId: found?.id ?? null, about: found?.text ?? null };
}

/** Keeps a feedback as the form under the report does; nobody is signed in for it. */
export async function writeFeedback(ctx: Ctx, report: DemoReport, feedback: DemoFeedback): Promise<void> {
  const { text, name = null, contact = null } = feedback;
  await ctx.db.publicFeedback.create({
    data: {
      ...{ reportId: report.id, text, name, contact, receivedAt: ctx.at },
      receipt: receiptOf(ctx.secret, nonceOf(feedback)),
      ...(await findAbout(ctx, report.id, feedback.about)),
    },
  });
}

/** The office's answer to a feedback. */
export async function answer(ctx: Ctx, feedback: DemoFeedback, words: string): Promise<void> {
  const receipt = receiptOf(ctx.secret, nonceOf(feedback));
  const { id, version } = await ctx.db.publicFeedback.findUniqueOrThrow({ where: { receipt } });
  await answerFeedback(ctx, { params: { id }, query: undefined, body: { version, answer: words } });
}
