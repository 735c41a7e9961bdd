import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { day, id } from './common.ts';

const count = z.number().int();

/** How many issues there are of each sort; withdrawn ones are counted apart from everything else. */
export const overviewFigures = z.object({
  total: count,
  draft: count,
  issued: count,
  planning: count,
  rectifying: count,
  closing: count.meta({ description: '销号审核中：等待销号' }),
  completed: count,
  staged: count,
  withdrawn: count,
  red: count,
  orange: count,
  yellow: count,
  green: count,
  undated: count.meta({ description: '已下发、未完成且未设时限' }),
  measures: count,
  measuresDone: count,
});

/** The ledger's filter for the issues behind each figure, beside that of the row; measures are no issues. */
export const OVERVIEW_LINKS: Readonly<
  Record<Exclude<keyof z.infer<typeof overviewFigures>, 'measures' | 'measuresDone'>, Readonly<Record<string, string>>>
> = {
  total: {},
  draft: { status: 'draft' },
  issued: { status: 'issued' },
  planning: { status: 'planning' },
  rectifying: { status: 'rectifying' },
  closing: { status: 'closing' },
  completed: { result: 'completed' },
  staged: { result: 'staged' },
  withdrawn: { status: 'withdrawn' },
  red: { light: 'red' },
  orange: { light: 'orange' },
  yellow: { light: 'yellow' },
  green: { light: 'green' },
  undated: { status: 'issued,planning,rectifying,closing', light: 'none' },
};

const row = z.object({
  key: z.string(),
  name: z.string(),
  depth: count.meta({ description: '分类的层次，最上一层为 0' }),
  /** The ledger's filter for exactly these issues. */
  filter: z.record(z.string(), z.string()),
  /** Whether choosing the row shows what it is made of. */
  hasParts: z.boolean(),
  figures: overviewFigures,
});

const table = z.object({
  rows: z.array(row),
  omitted: count.meta({ description: '太多而没有列出的行数；合计包含它们' }),
});

export const overviewEndpoints = {
  getOverview: endpoint({
    method: 'GET',
    path: '/api/overview',
    summary: '概览：按轮次、巡察、单位和分类的数字，只含自己可见的问题',
    tag: '工作台',
    query: z.object({
      programmeId: id.optional(),
      inspectionId: id.optional(),
      unitId: id.optional().meta({ description: '牵头单位，含其下级' }),
    }),
    response: z.object({
      today: day,
      whole: overviewFigures,
      programmes: table.nullable().meta({ description: '选定轮次或巡察后为空' }),
      inspections: table.nullable().meta({ description: '辖区太大时，选定轮次后才有' }),
      units: table,
      categories: table.nullable().meta({ description: '辖区太大时，选定轮次或巡察后才有' }),
    }),
  }),
};
