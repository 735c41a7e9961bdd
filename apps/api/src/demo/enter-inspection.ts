import type { Disclosure, InspectionKind } from '@rectify/domain';
import type { Ctx } from '../context.ts';
import { commitImport } from '../features/imports/commit-import.ts';
import { createInspection, issueInspection, updateInspection } from '../features/inspections/write-inspection.ts';
import { createIssue } from '../features/issues/write-issue.ts';
import * as acts from './acts.ts';
import type { Role } from './plot.ts';
import type { Offset, Stage } from './stage.ts';
import type { HeadingText, IssueText } from './texts/text.ts';

/** An inspection as it is entered; its id is there once it has been. */
export interface DemoInspection {
  id: string;
  programme: { id: string };
  group: { id: string };
  unit: string;
  unitIds: ReadonlyMap<string, string>;
  headings: readonly HeadingText[];
}

interface NumberedText {
  number: number;
  path: readonly string[];
  text: IssueText;
}

/** The issues of a feedback with their numbers, counted through all headings. */
export function numberedTexts(headings: readonly HeadingText[]): NumberedText[] {
  return headings
    .flatMap(({ path, issues }) => issues.map((text) => ({ path, text })))
    .map((entry, index) => ({ ...entry, number: index + 1 }));
}

const unitIdOf = ({ unitIds }: DemoInspection, name: string): string => {
  const id = unitIds.get(name);
  if (!id) throw new Error(`no unit ${name}`);
  return id;
};

const versionOf = async (ctx: Ctx, { id }: DemoInspection) =>
  (await ctx.db.inspection.findUniqueOrThrow({ where: { id }, select: { version: true } })).version;

/** Opens the inspection when the group goes in. */
export async function open(
  ctx: Ctx,
  stage: Stage,
  inspection: DemoInspection,
  kind: InspectionKind,
  onSite: [Offset, Offset],
) {
  const body = {
    ...{
      kind,
      programmeId: inspection.programme.id,
      groupId: inspection.group.id,
      unitId: unitIdOf(inspection, inspection.unit),
    },
    onSiteFrom: stage.workday(onSite[0]),
    onSiteTo: stage.workday(onSite[1]),
  };
  inspection.id = (await createInspection(ctx, { params: undefined, query: undefined, body })).id;
}

/** Enters the text of the feedback on the day that it is given. */
export async function enter(
  ctx: Ctx,
  inspection: DemoInspection,
  texts: readonly NumberedText[],
  disclosure: 'public' | 'party',
) {
  const version = await versionOf(ctx, inspection);
  const params = { id: inspection.id };
  await updateInspection(ctx, { params, query: undefined, body: { version, feedbackOn: ctx.today } });
  const issues = texts.map(({ number, path, text: { title, text, measures } }) => ({
    ...{ number, title, text, categoryPath: [...path] },
    measures: measures.map(([plan]) => ({ text: plan })),
    progress: [],
  }));
  const text = texts
    .map(({ number, path, text: words }) => `${path.join('\n')}\n${number}.${words.title}。${words.text}`)
    .join('\n');
  await commitImport(ctx, { params, query: undefined, body: { text, disclosure, issues } });
}

/** Enters issues by hand that came after the feedback. */
export async function supplement(
  ctx: Ctx,
  stage: Stage,
  inspection: DemoInspection,
  texts: readonly NumberedText[],
  roles: readonly Role[],
) {
  const categories = await ctx.db.category.findMany({ where: { inspectionId: inspection.id } });
  for (const { number, path, text: words } of texts) {
    const { due, source } = roles.find((role) => role.number === number)?.plot ?? {};
    const body = {
      ...{ number, title: words.title, text: words.text, disclosure: 'public' as const },
      categoryId: categories.find((category) => category.title === path.at(-1))?.id ?? null,
      measures: words.measures.map(([plan]) => plan),
      ...(source && { source }),
      ...(due !== undefined && { dueOn: stage.day(due) }),
    };
    await createIssue(ctx, { params: { id: inspection.id }, query: undefined, body });
  }
}

/** Lets the stories find the issues that were just entered. */
export async function bind(ctx: Ctx, { id }: DemoInspection, roles: readonly Role[]) {
  const rows = await ctx.db.issue.findMany({
    where: { inspectionId: id },
    select: { id: true, number: true, measures: { select: { id: true }, orderBy: { ordinal: 'asc' } } },
  });
  for (const { number, issue } of roles) {
    const row = rows.find((each) => each.number === number);
    if (row) Object.assign(issue, { id: row.id, measureIds: row.measures.map((measure) => measure.id) });
  }
}

/** Gives drafts their nature, date limit and further units, where they have their own. */
export async function classify(ctx: Ctx, stage: Stage, inspection: DemoInspection, roles: readonly Role[]) {
  for (const { issue, plot } of roles) {
    const { nature, due, with: others } = plot;
    if (!nature && due === undefined && !others) continue;
    await acts.classify(ctx, issue, {
      ...(nature && { nature }),
      ...(due !== undefined && { dueOn: stage.day(due) }),
      ...(others && { coUnitIds: others.map((name) => unitIdOf(inspection, name)) }),
    });
  }
}

export interface DisclosureChoice {
  numbers: readonly number[];
  disclosure: Disclosure;
  ground: 'open_case' | 'petition_group' | 'other_sensitive' | null;
}

export async function disclose(ctx: Ctx, roles: readonly Role[], { numbers, disclosure, ground }: DisclosureChoice) {
  const issues = roles.filter(({ number }) => numbers.includes(number)).map(({ issue }) => issue);
  await acts.disclose(ctx, issues, disclosure, ground);
}

/** Hands the drafts to the unit. */
export async function handOver(ctx: Ctx, inspection: DemoInspection) {
  const version = await versionOf(ctx, inspection);
  await issueInspection(ctx, { params: { id: inspection.id }, query: undefined, body: { version } });
}
