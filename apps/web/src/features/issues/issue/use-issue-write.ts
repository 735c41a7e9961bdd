import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { toProblem, type CallReply } from '../../../lib/call.ts';
import { queryOf, useIssueChanged } from '../../../lib/query.ts';
import type { IssueDetail } from './issue-types.ts';

/** What a write answers: the issue as it then is, or what was added to it. */
type Written = IssueDetail | CallReply<'fileProgress'>;
/** What to tell afterwards. */
type Said<T> = string | ((written: T) => string);

const issueOf = (written: Written) => ('measures' in written ? written : undefined);

/** One write to an issue: shows the new state, tells what happened, holds what went wrong. */
export function useIssueWrite(issueId: string) {
  const client = useQueryClient();
  const changed = useIssueChanged();
  const { message } = App.useApp();
  const mutation = useMutation({ mutationFn: (work: () => Promise<void>) => work() });

  /** Busy until the new state is there to be seen. */
  const attempt = async <T extends Written>(send: () => Promise<T>, said: Said<T>): Promise<T | null> => {
    let written: T | null = null;
    await mutation.mutateAsync(async () => {
      const answer = await send();
      void message.success(typeof said === 'string' ? said : said(answer), 5);
      await changed([issueId], issueOf(answer));
      written = answer;
    });
    return written;
  };

  return {
    isBusy: mutation.isPending,
    error: mutation.error,
    reset: mutation.reset,
    /** Resolves to what was written, or null when it failed (then `error` says why). */
    run: <T extends Written>(send: () => Promise<T>, said: Said<T>): Promise<T | null> =>
      attempt(send, said).catch(() => null),
    /** As `run`, for buttons without a place of their own for an error. */
    runAndTell: async <T extends Written>(send: () => Promise<T>, said: Said<T>): Promise<T | null> => {
      try {
        return await attempt(send, said);
      } catch (error) {
        const problem = toProblem(error);
        void message.warning(
          problem.code === 'stale' ? '别人刚刚改过这条内容，已载入最新内容，请核对后再办。' : problem.detail,
          8,
        );
        if (problem.code === 'stale')
          await client.invalidateQueries({ queryKey: queryOf('getIssue', { params: { id: issueId } }).queryKey });
        return null;
      }
    },
    /** After someone else's change: loads it; what was typed here stays. */
    loadLatest: async () => {
      await client.invalidateQueries({ queryKey: queryOf('getIssue', { params: { id: issueId } }).queryKey });
      mutation.reset();
      void message.info('已载入最新内容，请核对后再提交。');
    },
  };
}
export type IssueWrite = ReturnType<typeof useIssueWrite>;
