import { Prisma, type Db } from '@rectify/db';
import { lightRange, type CalendarDay, type Light, type LightThresholds } from '@rectify/domain';
import type { Endpoints, Input } from '@rectify/contract';
import type { Ctx } from '../../context.ts';
import { Fault } from '../../http/errors.ts';
import { issueScopeSql, programmeScope } from '../access/scope.ts';

export type LedgerFilter = Input<Endpoints['summariseIssues']>['query'];

const OPEN = Prisma.sql`i.status IN ('issued', 'planning', 'rectifying', 'closing')`;

/** Pairs of neighbouring characters, as the trigger on `issue` makes them. */
export function gramsOf(keyword: string): string[] {
  const folded = keyword.replaceAll(/\s+/g, '').toLowerCase();
  const characters = [...folded];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

const foldedSql = Prisma.sql`lower(regexp_replace(concat(i.number, ' ', i.title, ' ', i.text), '\\s+', '', 'g'))`;

function keywordSql(keyword: string): Prisma.Sql {
  const grams = gramsOf(keyword);
  if (grams.length === 0)
    throw new Fault('invalid', '关键词至少要两个字，请补充。', { errors: [{ field: 'q', message: '至少两个字' }] });
  const contains = keyword.replaceAll(/\s+/g, '').toLowerCase();
  const grammed = Prisma.sql`i.search_grams @> ${grams}::text[]`;
  // Grams find every text with the pairs; only longer words need a look at their order.
  if (grams.length === 1) return grammed;
  // Folding costs twenty times what looking does, and nearly every text that has the word has it as it was typed.
  return Prisma.sql`${grammed} AND (position(${contains} IN i.title) > 0 OR position(${contains} IN i.text) > 0
    OR position(${contains} IN ${foldedSql}) > 0)`;
}

function rangeSql(light: Light, today: CalendarDay, thresholds: LightThresholds): Prisma.Sql {
  const range = lightRange(light, today, thresholds);
  const parts = [OPEN];
  if (range?.from) parts.push(Prisma.sql`i.due_on >= ${range.from}::date`);
  if (range?.to) parts.push(Prisma.sql`i.due_on <= ${range.to}::date`);
  return Prisma.sql`(${Prisma.join(parts, ' AND ')})`;
}

interface Thresholds extends LightThresholds {
  inspectionScope: Prisma.Sql;
}

/** The distinct thresholds in force, each with the inspections that they hold for; one entry for all when they agree. */
async function thresholdsInForce(ctx: Ctx): Promise<Thresholds[]> {
  const programmes = await ctx.db.programme.findMany({
    where: programmeScope(ctx.actor),
    select: { id: true, yellowDays: true, orangeDays: true },
  });
  const all = [...groupByThreshold(programmes)];
  return all.map(([{ yellowDays, orangeDays }, group]) => ({
    yellowDays,
    orangeDays,
    inspectionScope:
      all.length === 1
        ? Prisma.sql`TRUE`
        : Prisma.sql`i.inspection_id IN (SELECT n.id FROM inspection n WHERE n.programme_id = ANY(${group.map((programme) => programme.id)}::uuid[]))`,
  }));
}

function groupByThreshold<T extends LightThresholds>(programmes: T[]): Map<LightThresholds, T[]> {
  const groups = new Map<LightThresholds, T[]>();
  for (const programme of programmes) {
    const known = [...groups.keys()].find(
      (key) => key.yellowDays === programme.yellowDays && key.orangeDays === programme.orangeDays,
    );
    const key = known ?? programme;
    groups.set(key, [...(groups.get(key) ?? []), programme]);
  }
  return groups;
}

async function lightsSql(ctx: Ctx, lights: Light[]): Promise<Prisma.Sql> {
  const choices: Prisma.Sql[] = [];
  if (lights.includes('blue')) choices.push(Prisma.sql`i.status = 'closed'`);
  if (lights.includes('none'))
    choices.push(Prisma.sql`(i.status IN ('draft', 'withdrawn') OR (i.due_on IS NULL AND i.status <> 'closed'))`);
  if (lights.includes('red')) choices.push(rangeSql('red', ctx.today, { yellowDays: 0, orangeDays: 0 }));
  const others = lights.filter((light) => light === 'green' || light === 'yellow' || light === 'orange');
  if (others.length > 0) {
    for (const { inspectionScope, ...thresholds } of await thresholdsInForce(ctx)) {
      const ranges = others.map((light) => rangeSql(light, ctx.today, thresholds));
      choices.push(Prisma.sql`(${inspectionScope} AND (${Prisma.join(ranges, ' OR ')}))`);
    }
  }
  return choices.length === 0 ? Prisma.sql`FALSE` : Prisma.sql`(${Prisma.join(choices, ' OR ')})`;
}

async function unitSql(db: Db, unitId: string, isUnitOnly: boolean): Promise<Prisma.Sql> {
  if (isUnitOnly) return Prisma.sql`i.lead_unit_id = ${unitId}::uuid`;
  const unit = await db.unit.findUnique({ where: { id: unitId }, select: { path: true } });
  if (!unit) return Prisma.sql`FALSE`;
  const below = await db.unit.findMany({ where: { path: { startsWith: unit.path } }, select: { id: true } });
  // One unit by equality: then the index gives the rows in the order of the list.
  return below.length === 1
    ? Prisma.sql`i.lead_unit_id = ${unitId}::uuid`
    : Prisma.sql`i.lead_unit_id = ANY(${below.map((each) => each.id)}::uuid[])`;
}

/** The keyword's condition where the planner cannot tell how many issues have it, since the word has several pairs. */
export const uncertainKeywordSql = (keyword: string | undefined): Prisma.Sql | null =>
  keyword && gramsOf(keyword).length > 1 ? keywordSql(keyword) : null;

/** Issues under the categories that `top` picks, and under what lies below those. */
const underSql = (top: Prisma.Sql) => Prisma.sql`i.category_id IN (
  WITH RECURSIVE below AS (SELECT t.id FROM category t WHERE ${top}
    UNION ALL SELECT c.id FROM category c JOIN below b ON c.parent_id = b.id)
  SELECT id FROM below)`;

function categoryConditions({ categoryId, heading, isUncategorised }: LedgerFilter): Prisma.Sql[] {
  return [
    ...(categoryId ? [underSql(Prisma.sql`t.id = ${categoryId}::uuid`)] : []),
    ...(heading ? [underSql(Prisma.sql`t.parent_id IS NULL AND t.title = ${heading}`)] : []),
    ...(isUncategorised ? [Prisma.sql`i.category_id IS NULL`] : []),
  ];
}

/** The conditions of the ledger over `issue i`: what the actor may see, and what the filter asks for. */
export async function ledgerConditions(ctx: Ctx, filter: LedgerFilter): Promise<Prisma.Sql> {
  const conditions = [issueScopeSql(ctx.actor)];
  if (filter.inspectionId) conditions.push(Prisma.sql`i.inspection_id = ${filter.inspectionId}::uuid`);
  if (filter.programmeId) {
    conditions.push(
      Prisma.sql`i.inspection_id IN (SELECT n.id FROM inspection n WHERE n.programme_id = ${filter.programmeId}::uuid)`,
    );
  }
  conditions.push(...categoryConditions(filter));
  if (filter.unitId) conditions.push(await unitSql(ctx.db, filter.unitId, filter.isUnitOnly === '1'));
  if (filter.status?.length) conditions.push(Prisma.sql`i.status = ANY(${filter.status}::"IssueStatus"[])`);
  if (filter.light?.length) conditions.push(await lightsSql(ctx, filter.light));
  if (filter.result)
    conditions.push(Prisma.sql`i.status = 'closed' AND i.closure_result = ${filter.result}::"ClosureResult"`);
  if (filter.disclosure) conditions.push(Prisma.sql`i.disclosure = ${filter.disclosure}::"Disclosure"`);
  if (filter.owner)
    conditions.push(Prisma.sql`i.id IN (SELECT m.issue_id FROM measure m WHERE m.owner = ${filter.owner})`);
  if (filter.q) conditions.push(keywordSql(filter.q));
  return Prisma.join(conditions, ' AND ');
}
