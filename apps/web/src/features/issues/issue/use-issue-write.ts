import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { toProblem } from '../../../lib/call.ts';
import { queryOf, useIssueChanged } from '../../../lib/query.ts';
import type { IssueDetail } from './issue-types.ts';

interface Write {
  send: () => Promise<IssueDetail>;
  /** What to tell afterwards. */
  said: string | ((issue: IssueDetail) => string);
}

/** One write to an issue: shows the new state, tells what happened, holds what went wrong. */
export function useIssueWrite(issueId: string) {
  const client = useQueryClient();
  const changed = useIssueChanged();
  const { message } = App.useApp();
  const mutation = useMutation({
    mutationFn: ({ send }: Write) => send(),
    onSuccess: async (detail, { said }) => {
      void message.success(typeof said === 'string' ? said : said(detail), 5);
      await changed([issueId], detail);
    },
  });

  return {
    isBusy: mutation.isPending,
    error: mutation.error,
    reset: mutation.reset,
    /** Resolves to the new state, or null when it failed (then `error` says why). */
    run: async (send: Write['send'], said: Write['said']): Promise<IssueDetail | null> => {
      try {
        return await mutation.mutateAsync({ send, said });
      } catch {
        return null;
      }
    },
    /** As `run`, for buttons without a place of their own for an error. */
    runAndTell: async (send: Write['send'], said: Write['said']): Promise<IssueDetail | null> => {
      try {
        return await mutation.mutateAsync({ send, said });
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
