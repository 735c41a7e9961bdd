import type { OperationName } from '@rectify/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiProblem, call, type CallInput } from '../../../lib/call.ts';
import { invalidate, queryOf } from '../../../lib/query.ts';
import type { ReportDetail } from '../report-types.ts';
import type { DraftStore } from './draft-store.ts';

export type FlowOperation =
  | 'submitReport'
  | 'recallReport'
  | 'signReport'
  | 'passSecrecy'
  | 'approveReport'
  | 'returnReport'
  | 'cancelSchedule'
  | 'startCorrection'
  | 'discardCorrection'
  | 'withdrawReport';
type Body = Record<string, unknown>;

const unsaved = () =>
  new ApiProblem({
    code: 'unsaved',
    status: 0,
    detail: '文稿还有没有保存的改动，没有办理。请先处理顶部的提示，再办理。',
  });

/** Takes the new state of a report, and lets go of what it changed elsewhere. */
export function useReportChanged() {
  const client = useQueryClient();
  return async (report: ReportDetail) => {
    client.setQueryData(queryOf('getReport', { params: { id: report.id } }).queryKey, report);
    const reads: OperationName[] = ['listReports', 'checkReport', 'compareAudiences', 'listRevisions', 'getToday'];
    await invalidate(client, ...reads);
  };
}

/** One step of the report's way, upon the version that the person sees; unsaved words are saved before. */
export function useFlow(report: ReportDetail, store: DraftStore, onDone: (done: ReportDetail) => void) {
  const changed = useReportChanged();
  const client = useQueryClient();
  const mutationKey = ['report-flow', report.id];
  const mutation = useMutation({
    mutationKey,
    mutationFn: async ({ operation, body = {} }: { operation: FlowOperation; body?: Body }) => {
      if (!(await store.flush()) || !store.isClean()) throw unsaved();
      const version = Math.max(report.version, store.getState().version);
      const input = { params: { id: report.id }, body: { ...body, version } } as CallInput<'signReport'>;
      // Every step takes a version and answers the report; the bodies differ only in what was asked for.
      return call(operation as 'signReport', input);
    },
    onSuccess: async (done) => {
      await changed(done);
      onDone(done);
    },
  });
  // A second press may come before the button shows that the first one counts.
  const mutate: typeof mutation.mutate = (...given) => {
    if (client.isMutating({ mutationKey }) === 0) mutation.mutate(...given);
  };
  return { ...mutation, mutate };
}
export type Flow = ReturnType<typeof useFlow>;
