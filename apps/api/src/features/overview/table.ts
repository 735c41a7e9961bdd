import type { Answer, Endpoints } from '@rectify/contract';
import { openOf, presentFigures, type Sums } from './figures.ts';

export type Table = Answer<Endpoints['getOverview']>['units'];
export type Row = Table['rows'][number];

/** Rows of a table. */
export const SHOWN = 100;

/** One row: what it is called, how the ledger is narrowed to it, and its figures. */
export const rowOf = (row: Omit<Row, 'figures' | 'depth' | 'hasParts'> & Partial<Row>, sums: Sums): Row => ({
  depth: 0,
  hasParts: false,
  ...row,
  figures: presentFigures(sums),
});

/** What is overdue most comes first, then what has most to do. */
export const byUrgency = (one: Sums, other: Sums) => other.red - one.red || openOf(other) - openOf(one);

/** A table of no more rows than people read. */
export const cut = (rows: Row[]): Table => ({ rows: rows.slice(0, SHOWN), omitted: Math.max(0, rows.length - SHOWN) });
