import type { Prisma, Tx } from '@rectify/db';
import type { Answer, Endpoints } from '@rectify/contract';
import { FEEDBACK_STATES, may } from '@rectify/domain';
import { z } from 'zod';
import type { Ctx, SignedIn } from '../../context.ts';
import { Fault, notFound } from '../../http/errors.ts';
import { readCursor, toPage, type Position } from '../../http/paging.ts';
import { demand } from '../../http/permission.ts';
import type { Operation } from '../../http/route.ts';
import { reportScope } from '../access/scope.ts';

type FeedbackRow = Answer<Endpoints['answerFeedback']>;

const DAY = 86_400_000;

const INCLUDE = {
  report: {
    select: {
      slug: true,
      currentVersion: true,
      inspectionId: true,
      inspection: { select: { unit: { select: { name: true } } } },
      programme: { select: { unit: { select: { name: true } } } },
      versions: { select: { version: true, title: true }, orderBy: { version: 'desc' }, take: 1 },
    },
  },
} as const satisfies Prisma.PublicFeedbackInclude;
export type FeedbackWithReport = Prisma.PublicFeedbackGetPayload<{ include: typeof INCLUDE }>;

const scopeOf = (actor: SignedIn): Prisma.PublicFeedbackWhereInput => ({ report: reportScope(actor) });

/** Who wrote is for those who answer alone, as the form promises; the unit that it is about never learns it from here. */
const mayKnowSender = ({ role }: SignedIn) => role === 'office';

async function namesOf(tx: Tx, rows: readonly FeedbackWithReport[]): Promise<Map<string, string>> {
  const ids = rows.map((row) => row.answeredBy).filter((id) => id !== null);
  const users = await tx.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [id, name]));
}

async function inspectionsOf(tx: Tx, rows: readonly FeedbackWithReport[]): Promise<Map<string, string>> {
  const ids = rows.map((row) => row.issueId).filter((id) => id !== null);
  const issues = await tx.issue.findMany({ where: { id: { in: ids } }, select: { id: true, inspectionId: true } });
  return new Map(issues.map(({ id, inspectionId }) => [id, inspectionId]));
}

/** The rows as this actor may read them. */
export async function presentFeedback(tx: Tx, ctx: Ctx, rows: readonly FeedbackWithReport[]): Promise<FeedbackRow[]> {
  const [names, inspections] = await Promise.all([namesOf(tx, rows), inspectionsOf(tx, rows)]);
  const knowsSender = mayKnowSender(ctx.actor);
  const isOffice = may(ctx.actor.role, 'feedback.write');
  return rows.map(({ report, ...row }) => ({
    id: row.id,
    reportId: row.reportId,
    reportTitle: report.versions[0]?.title ?? '',
    slug: report.slug,
    unitName: (report.inspection ?? report.programme)?.unit.name ?? '',
    // Whoever has the number reads the answer as the sender does.
    receipt: isOffice ? row.receipt : '（仅办理人员可见）',
    about: row.about,
    text: row.text,
    name: knowsSender ? row.name : null,
    contact: knowsSender ? row.contact : null,
    state: row.state,
    stateLabel: FEEDBACK_STATES[row.state],
    receivedAt: row.receivedAt.toISOString(),
    waitingDays: Math.max(0, Math.floor(((row.answeredAt ?? ctx.at).getTime() - row.receivedAt.getTime()) / DAY)),
    answer: row.answer,
    answeredBy: row.answeredBy && (names.get(row.answeredBy) ?? '（已删除账号）'),
    answeredAt: row.answeredAt?.toISOString() ?? null,
    issueId: isOffice ? row.issueId : null,
    inspectionId: (row.issueId && inspections.get(row.issueId)) ?? report.inspectionId,
    canAnswer: isOffice && row.state === 'received',
    version: row.version,
  }));
}

/** One feedback of the actor's scope; throws `not_found`. */
export async function getFeedback(tx: Tx, actor: SignedIn, id: string): Promise<FeedbackWithReport> {
  const row = await tx.publicFeedback.findFirst({ where: { AND: [{ id }, scopeOf(actor)] }, include: INCLUDE });
  if (!row) throw notFound();
  return row;
}

function beyond(position: Position | null): Prisma.PublicFeedbackWhereInput {
  if (!position) return {};
  const [at = '', id = ''] = position.key.map(String);
  if (!z.iso.datetime().safeParse(at).success || !z.uuid().safeParse(id).success)
    throw new Fault('invalid', '翻页位置已失效，请回到第一页。');
  const isBackward = position.direction === 'before';
  return {
    OR: [
      { receivedAt: isBackward ? { lt: at } : { gt: at } },
      { receivedAt: at, id: isBackward ? { lt: id } : { gt: id } },
    ],
  };
}

/** Feedback on the reports of the actor's scope, what waits longest first. */
export const listFeedback: Operation<'listFeedback'> = async (ctx, { query }) => {
  demand(ctx, 'publication.read');
  const position = readCursor(query.cursor);
  const order = position?.direction === 'before' ? 'desc' : 'asc';
  const chosen = { ...(query.state && { state: query.state }), ...(query.reportId && { reportId: query.reportId }) };
  const rows = await ctx.db.publicFeedback.findMany({
    where: { AND: [scopeOf(ctx.actor), chosen, beyond(position)] },
    include: INCLUDE,
    orderBy: [{ receivedAt: order }, { id: order }],
    take: query.limit + 1,
  });
  const page = toPage(rows, query.limit, position, (row) => [row.receivedAt.toISOString(), row.id]);
  return { ...page, items: await presentFeedback(ctx.db, ctx, page.items) };
};
