import type { CallInput, CallReply } from '../../lib/call.ts';
import { useUrlState } from '../../lib/url-state.ts';

export type IssueRow = CallReply<'listIssues'>['items'][number];
type ListQuery = NonNullable<CallInput<'listIssues'>['query']>;
type Filter = NonNullable<CallInput<'summariseIssues'>['query']>;

export const FILTERS = [
  'inspectionId',
  'programmeId',
  'unitId',
  'isUnitOnly',
  'categoryId',
  'heading',
  'isUncategorised',
  'status',
  'light',
  'result',
  'disclosure',
  'owner',
  'q',
] as const satisfies readonly (keyof Filter)[];

/** The filters that the row of numbers sets; without them the numbers stand for the whole selection. */
const NUMBER_FILTERS: readonly string[] = ['status', 'light', 'result'];

/** The ledger's filters, order and page, as they stand in the address. */
export function useLedgerUrl() {
  const url = useUrlState([...FILTERS, 'sort']);
  const { sort, ...rest } = url.values;
  const filter = rest as Filter;
  if (filter.q !== undefined && filter.q.trim().length < 2) delete filter.q;
  const base: Filter = Object.fromEntries(Object.entries(filter).filter(([name]) => !NUMBER_FILTERS.includes(name)));
  const order: 'number' | 'due' = sort === 'due' ? 'due' : 'number';
  const listQuery: ListQuery = { ...filter, sort: order, limit: 50, ...(url.cursor && { cursor: url.cursor }) };
  return { ...url, filter, base, order, listQuery, filterCount: Object.keys(filter).length };
}
export type LedgerUrl = ReturnType<typeof useLedgerUrl>;
