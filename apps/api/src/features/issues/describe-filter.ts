import { CLOSURE_RESULTS, DISCLOSURES, ISSUE_STATUSES, LIGHTS } from '@rectify/domain';
import type { Ctx } from '../../context.ts';
import type { LedgerFilter } from './ledger-filter.ts';

type Words = readonly [label: string, value: string | undefined];

async function placesOf({ db }: Ctx, filter: LedgerFilter): Promise<Words[]> {
  const { inspectionId, programmeId, unitId, categoryId } = filter;
  const nothing = null;
  const [inspection, programme, unit, category] = await Promise.all([
    inspectionId ? db.inspection.findUnique({ where: { id: inspectionId }, include: { unit: true } }) : nothing,
    programmeId ? db.programme.findUnique({ where: { id: programmeId } }) : nothing,
    unitId ? db.unit.findUnique({ where: { id: unitId } }) : nothing,
    categoryId ? db.category.findUnique({ where: { id: categoryId } }) : nothing,
  ]);
  return [
    ['轮次', programme?.name],
    ['巡察', inspection?.unit.name],
    ['单位', unit && `${unit.name}${filter.isUnitOnly ? '（不含下级）' : ''}`],
    ['分类', category?.title ?? filter.heading],
  ].map(([label, value]) => [label as string, value ?? undefined]);
}

/**
 * A filter of the ledger in words. Only to be asked where the filter lets something through that the reader sees: then
 * what it names is nothing new to them.
 */
export async function describeFilter(ctx: Ctx, filter: LedgerFilter): Promise<string> {
  const words: Words[] = [
    ...(await placesOf(ctx, filter)),
    ['没有分类的问题', filter.isUncategorised && '是'],
    ['状态', filter.status?.map((code) => ISSUE_STATUSES[code]).join('、')],
    ['灯', filter.light?.map((code) => LIGHTS[code]).join('、')],
    ['销号结果', filter.result && CLOSURE_RESULTS[filter.result]],
    ['公开级别', filter.disclosure && DISCLOSURES[filter.disclosure]],
    ['责任人', filter.owner],
    ['关键词', filter.q],
  ];
  const given = words.filter(([, value]) => value).map(([label, value]) => `${label} ${value}`);
  return given.length > 0 ? given.join('；') : '全部';
}
