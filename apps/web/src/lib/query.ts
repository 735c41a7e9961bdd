import { queryOptions, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { OperationName } from '@rectify/contract';
import { call, type CallInput, type CallReply } from './call.ts';

/** Key and fetcher of a reading operation: the key is the operation's name, then its input. */
export function queryOf<N extends OperationName>(name: N, input?: CallInput<N>) {
  return queryOptions({
    queryKey: [name, input ?? {}] as const,
    queryFn: ({ signal }): Promise<CallReply<N>> =>
      (call as (name: N, input: unknown, options: { signal: AbortSignal }) => Promise<CallReply<N>>)(name, input, {
        signal,
      }),
  });
}

/** Marks the answers of the given operations as out of date, all inputs of each. */
export function invalidate(client: QueryClient, ...names: OperationName[]): Promise<unknown> {
  return Promise.all(names.map((name) => client.invalidateQueries({ queryKey: [name] })));
}

/** Lists and numbers that any change of an issue may move. */
const ISSUE_READS = [
  'listIssues',
  'summariseIssues',
  'getToday',
  'listReviews',
  'listInspections',
  'getInspection',
  'getReport',
  'listReports',
  'listOwners',
] as const satisfies readonly OperationName[];

/** What to do after a write to issues: the given issues' own answers and the lists go out of date, nothing else. */
export function useIssueChanged() {
  const client = useQueryClient();
  return async (issueIds: readonly string[], detail?: CallReply<'getIssue'>) => {
    if (detail) client.setQueryData(queryOf('getIssue', { params: { id: detail.id } }).queryKey, detail);
    const touched = new Set(issueIds);
    await client.invalidateQueries({
      predicate: ({ queryKey: [name, input] }) => {
        const id = (input as { params?: { id?: string } } | undefined)?.params?.id;
        if (name === 'getIssue') return id !== undefined && touched.has(id) && id !== detail?.id;
        if (name === 'getTimeline' || name === 'getClosureCheck') return id !== undefined && touched.has(id);
        return (ISSUE_READS as readonly unknown[]).includes(name);
      },
    });
  };
}
