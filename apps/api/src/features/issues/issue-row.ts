import type { Prisma } from '@rectify/db';
import type { CalendarDay } from '@rectify/domain';

const UNIT = { select: { id: true, name: true } } as const;

/** What of an issue, and of everything under it, is read at all: the types of the document that `case-sql.ts` asks for. */
export const ISSUE_SELECT = {
  ...{
    id: true,
    version: true,
    inspectionId: true,
    categoryId: true,
    number: true,
    title: true,
    text: true,
    kind: true,
  },
  ...{
    source: true,
    nature: true,
    status: true,
    disclosure: true,
    withholdGround: true,
    leadUnitId: true,
    dueOn: true,
  },
  ...{ originalDueOn: true, extensionCount: true, returnCount: true, reopenCount: true, stageGoal: true },
  ...{ reviewOn: true, outcomeStatement: true, closureResult: true, closedAt: true },
  inspection: {
    select: {
      ...{ groupId: true, feedbackOn: true, unit: UNIT, group: UNIT },
      programme: {
        select: {
          ...{ name: true, planDays: true, planDayKind: true, rectificationMonths: true, planLevels: true },
          ...{ closureLevels: true, yellowDays: true, orangeDays: true, reportCadence: true, reportWeekday: true },
        },
      },
    },
  },
  leadUnit: { select: { id: true, name: true, path: true } },
  coUnits: { select: { unitId: true, unit: UNIT } },
  measures: {
    select: {
      ...{ id: true, issueId: true, ordinal: true, text: true, target: true, leader: true, department: true },
      ...{ owner: true, startOn: true, dueOn: true, originalDueOn: true, extensionCount: true, status: true },
      ...{ doneOn: true, createdBy: true },
      progress: { select: { id: true, asOf: true, text: true, correctsId: true, createdBy: true, createdAt: true } },
    },
  },
  evidence: {
    select: {
      ...{ id: true, fileName: true, mediaType: true, size: true, sha256: true, datedOn: true, status: true },
      ...{ rejectReason: true, replacesId: true, uploadedBy: true, uploadedAt: true },
      measures: { select: { measureId: true } },
      replacedBy: { select: { id: true } },
    },
  },
  outcomes: {
    select: { id: true, measureId: true, kind: true, count: true, amountCents: true, form: true, note: true },
  },
  requests: {
    select: {
      ...{ id: true, kind: true, status: true, statement: true, levels: true, turn: true, result: true },
      ...{ measureId: true, newDueOn: true, requestedBy: true, requestedAt: true },
      reviews: { select: { level: true, decision: true, note: true, reviewerId: true, reviewedAt: true } },
    },
  },
  closureRecords: { select: { id: true, number: true, result: true, basis: true, decidedBy: true, decidedAt: true } },
  reopenings: { select: { reason: true, evidence: true, reopenedBy: true, reopenedAt: true } },
} as const satisfies Prisma.IssueSelect;

/** Columns that are days: they stay the words that they are. */
type DayName =
  | ('dueOn' | 'originalDueOn' | 'reviewOn' | 'feedbackOn' | 'startOn')
  | ('doneOn' | 'asOf' | 'datedOn' | 'newDueOn');
type WithDays<T> = T extends Date
  ? T
  : T extends readonly (infer E)[]
    ? WithDays<E>[]
    : T extends object
      ? { [K in keyof T]: K extends DayName ? CalendarDay | Extract<T[K], null> : WithDays<T[K]> }
      : T;

type Selected = WithDays<Prisma.IssueGetPayload<{ select: typeof ISSUE_SELECT }>>;
type SelectedMeasure = Selected['measures'][number];

export interface MeasureRow extends SelectedMeasure {
  /** Entries that count: those that are not corrected. */
  progressCount: number;
  /** The latest 截至日期 among them. */
  latestAsOf: CalendarDay | null;
}

/** An issue with everything under it. */
export interface IssueRow extends Omit<Selected, 'measures'> {
  measures: MeasureRow[];
  /** Headings from the outermost to the issue's own. */
  categoryPath: string[];
  /** Names by id of whoever did something to it. */
  people: Record<string, string>;
}

/** Columns that are instants. */
const INSTANTS: ReadonlySet<string> = new Set([
  ...['closedAt', 'createdAt', 'uploadedAt', 'requestedAt', 'reviewedAt', 'decidedAt', 'reopenedAt'],
]);

function reviveInstants(value: unknown): void {
  if (Array.isArray(value)) return value.forEach(reviveInstants);
  if (value === null || typeof value !== 'object') return;
  const record = value as Record<string, unknown>;
  for (const key in record) {
    const each = record[key];
    if (typeof each === 'string') {
      if (INSTANTS.has(key)) record[key] = new Date(each);
    } else if (typeof each === 'object') reviveInstants(each);
  }
}

/** Reads the document that PostgreSQL has built; instants become dates, as Prisma gives them. */
export function reviveIssue(document: string): IssueRow {
  const { people, ...row } = JSON.parse(document) as IssueRow;
  reviveInstants(row);
  for (const outcome of row.outcomes) outcome.amountCents = outcome.amountCents && BigInt(outcome.amountCents);
  return { ...row, people };
}
