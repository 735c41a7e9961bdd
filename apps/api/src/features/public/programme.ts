import { Prisma, type Db } from '@rectify/db';
import { byIndex } from './search.ts';

/** How one unit stands by its report in force. */
export interface UnitRow {
  slug: string;
  kind: 'final' | 'stage';
  unitName: string;
  total: number;
  completed: number;
  staged: number;
  unfinished: number;
  publishedAt: Date;
}

export interface PublicProgramme {
  id: string;
  name: string;
  units: UnitRow[];
  /** Reports over the whole programme, the latest first. */
  overall: { slug: string; title: string; publishedAt: Date }[];
}

interface Row extends Omit<UnitRow, 'unfinished'> {
  unitId: string;
  title: string;
  programmeName: string;
  isOverall: boolean;
}

const MOST_REPORTS = 2000;

async function readRows(db: Db, id: string): Promise<Row[]> {
  return byIndex<Row>(
    db,
    Prisma.sql`
      SELECT i.slug, i.kind, i.title, i.unit_id AS "unitId", i.unit_name AS "unitName", i.programme_name AS "programmeName",
        i.total, i.completed, i.staged, i.published_at AS "publishedAt", r.programme_id IS NOT NULL AS "isOverall"
      FROM public_index i JOIN public_report r ON r.id = i.report_id
      WHERE i.programme_id = ${id}::uuid ORDER BY i.published_at DESC, i.report_id LIMIT ${MOST_REPORTS}`,
  );
}

/** A unit may have told of stages first: its final report counts, else the latest. */
function onePerUnit(rows: readonly Row[]): Row[] {
  const units = new Map<string, Row>();
  for (const row of rows) {
    const known = units.get(row.unitId);
    if (!known || (known.kind === 'stage' && row.kind === 'final')) units.set(row.unitId, row);
  }
  return [...units.values()];
}

const inChinese = new Intl.Collator('zh-CN');

/** A whole programme by what its units have published; null where nothing is. */
export async function findProgramme(db: Db, id: string): Promise<PublicProgramme | null> {
  const rows = await readRows(db, id);
  const [latest] = rows;
  if (!latest) return null;
  return {
    id,
    name: latest.programmeName,
    units: onePerUnit(rows.filter((row) => !row.isOverall))
      .map((row) => ({ ...row, unfinished: row.total - row.completed - row.staged }))
      .toSorted((a, b) => inChinese.compare(a.unitName, b.unitName)),
    overall: rows.filter((row) => row.isOverall),
  };
}

/** 完成率 as reports print it: of all that was fed back; null where there is nothing. */
export function rateOf({ total, completed }: { total: number; completed: number }): string {
  return total === 0 ? '—' : `${((completed / total) * 100).toFixed(2)}%`;
}
