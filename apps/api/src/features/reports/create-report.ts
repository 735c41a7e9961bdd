import { Prisma, type Tx } from '@rectify/db';
import { REPORT_KINDS } from '@rectify/domain';
import { composeDraft, FIGURE_REFERENCE } from '@rectify/report-text';
import type { Endpoints, Input } from '@rectify/contract';
import type { Ctx } from '../../context.ts';
import { Fault, notFound } from '../../http/errors.ts';
import { demand } from '../../http/permission.ts';
import type { Operation } from '../../http/route.ts';
import { once } from '../access/once.ts';
import { inspectionScope, programmeScope } from '../access/scope.ts';
import { record } from '../audit/record.ts';
import { composeInput, readCountedLedger, visibleIssues } from './compose-input.ts';
import { PLACE, placeOf, type Place } from './place.ts';
import { presentReport } from './present-report.ts';
import { makeSlug } from './slug.ts';
import { addRevision, type StoredParagraph } from './stored-draft.ts';

type Body = Input<Endpoints['createReport']>['body'];
type Contact = Awaited<ReturnType<typeof lastContact>>;

const wrong = (field: string, message: string) =>
  new Fault('invalid', `${message}。`, { errors: [{ field, message }] });

function demandOneSubject({ kind, inspectionId, programmeId }: Body): void {
  if ((inspectionId === undefined) === (programmeId === undefined)) {
    throw wrong('inspectionId', '请选择一次巡察，或者一个轮次，二者选一');
  }
  if (programmeId !== undefined && kind === 'final') {
    throw wrong('kind', '整改通报由一次巡察起草；整个轮次只有阶段成效');
  }
}

/** The inspection, held so that two drafts of it cannot begin at once; only the inspected unit's own people draft it. */
async function holdInspection(tx: Tx, ctx: Ctx, id: string) {
  const isUnit = ctx.actor.role === 'liaison';
  const inspection = await tx.inspection.findFirst({
    where: { AND: [{ id }, inspectionScope(ctx.actor), isUnit ? { unitId: ctx.actor.unitId } : {}] },
    include: PLACE.inspection.include,
  });
  if (!inspection) throw notFound();
  await tx.$queryRaw(Prisma.sql`SELECT 1 FROM inspection WHERE id = ${id}::uuid FOR NO KEY UPDATE`);
  return inspection;
}

async function findProgramme(tx: Tx, ctx: Ctx, id: string) {
  if (ctx.actor.role !== 'office') throw new Fault('forbidden', '整个轮次的阶段成效由巡察办起草。');
  const programme = await tx.programme.findFirst({
    where: { AND: [{ id }, programmeScope(ctx.actor)] },
    select: PLACE.programme.select,
  });
  if (!programme) throw notFound();
  return programme;
}

async function placeFor(tx: Tx, ctx: Ctx, { inspectionId, programmeId }: Body): Promise<Place> {
  if (inspectionId !== undefined) {
    return placeOf(tx, { inspection: await holdInspection(tx, ctx, inspectionId), programme: null });
  }
  return placeOf(tx, { inspection: null, programme: await findProgramme(tx, ctx, programmeId ?? '') });
}

async function demandNoOther(tx: Tx, { kind, inspectionId }: Body): Promise<void> {
  if (kind !== 'final' || inspectionId === undefined) return;
  const other = await tx.publicReport.findFirst({
    where: { inspectionId, kind, state: { not: 'withdrawn' } },
    select: { title: true },
  });
  if (!other) return;
  throw new Fault(
    'conflict',
    `这次巡察已经有一份整改通报《${other.title}》，没有再起草。请打开那一份继续，已发布的请用“更正”。`,
  );
}

/** Contact details as the unit gave them in its last report. */
async function lastContact(tx: Tx, { unitId, inspectionId, roundId }: Place) {
  const row = await tx.publicReport.findFirst({
    where: inspectionId === null ? { programmeId: roundId } : { inspection: { unitId } },
    orderBy: { id: 'desc' },
    select: { phone: true, address: true, postcode: true, email: true },
  });
  return row ?? { phone: null, address: null, postcode: null, email: null };
}

async function compose(tx: Tx, ctx: Ctx, kind: Body['kind'], place: Place, contact: Contact) {
  const ledger = await readCountedLedger(tx, place);
  if (ledger.issues.length === 0) {
    throw new Fault('unmet', '台账中还没有已下发的问题，写不成通报。请先导入或补录问题并下发。', {
      unmet: [{ code: 'no_issue', message: '还没有已下发的问题', measureId: null }],
    });
  }
  const ids = ledger.issues.map(({ id }) => id);
  const included = await visibleIssues(tx, ctx.actor, ids);
  return composeDraft(composeInput(ctx, { kind, place, contact, ledger, included }));
}

const TITLE_LIMIT = 300;

/** The words of the title paragraph, as lists name the report. */
export function titleOf(paragraphs: readonly Pick<StoredParagraph, 'kind' | 'text'>[], before: string): string {
  const title = paragraphs
    .find(({ kind }) => kind === 'title')
    ?.text.replaceAll(FIGURE_REFERENCE, '')
    .trim();
  return title?.slice(0, TITLE_LIMIT) || before;
}

async function writeReport(tx: Tx, ctx: Ctx, body: Body, place: Place): Promise<string> {
  const { kind, inspectionId = null, programmeId = null } = body;
  const contact = await lastContact(tx, place);
  const composed = await compose(tx, ctx, kind, place, contact);
  const title = titleOf(composed, `${place.unitName}${REPORT_KINDS[kind]}`);
  const report = await tx.publicReport.create({
    data: {
      ...{ kind, inspectionId, programmeId, title, ...contact, slug: makeSlug(ctx.today) },
      createdBy: ctx.actor.id,
      createdAt: ctx.at,
    },
  });
  const paragraphs = composed.map((paragraph) => ({ ...paragraph, isEdited: false, version: report.version }));
  await addRevision(tx, ctx, report.id, 0, { paragraphs, dismissed: [], origin: 'composed' });
  await record(tx, ctx, {
    action: 'createReport',
    objectKind: 'report',
    objectId: report.id,
    after: {
      标题: title,
      类型: REPORT_KINDS[kind],
      单位: place.unitName,
      轮次: place.roundName,
      段落: paragraphs.length,
    },
  });
  return report.id;
}

/** Drafts a report out of the ledger. */
export const createReport: Operation<'createReport'> = async (ctx, { body }) => {
  demand(ctx, 'report.write');
  demandOneSubject(body);
  const draft = async (tx: Tx) => {
    const place = await placeFor(tx, ctx, body);
    await demandNoOther(tx, body);
    return writeReport(tx, ctx, body, place);
  };
  const id = await ctx.db.$transaction((tx) => once(tx, ctx, () => draft(tx)));
  return presentReport(ctx, id);
};
