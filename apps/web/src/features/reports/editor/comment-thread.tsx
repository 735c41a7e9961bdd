import { ROLES } from '@rectify/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { call } from '../../../lib/call.ts';
import { formatInstant } from '../../../lib/format.ts';
import { invalidate } from '../../../lib/query.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import type { ReportComment } from '../report-types.ts';

interface CommentThreadProps {
  reportId: string;
  paragraphId: string;
  comments: readonly ReportComment[];
}

function Comment({ comment, isBusy, onResolve }: { comment: ReportComment; isBusy: boolean; onResolve: () => void }) {
  const { text, by, role, at, resolvedBy, resolvedAt } = comment;
  return (
    <li className={resolvedBy ? 'comment is-resolved' : 'comment'}>
      <p className="comment-head">
        <b>{by}</b>
        <span className="hint">
          {role && `${ROLES[role]} · `}
          {formatInstant(at)}
        </span>
      </p>
      <p className="pre-line">{text}</p>
      {resolvedBy && resolvedAt ? (
        <p className="hint">
          {resolvedBy} 已处理，{formatInstant(resolvedAt)}
        </p>
      ) : (
        <Button size="small" loading={isBusy} onClick={onResolve}>
          标为已处理
        </Button>
      )}
    </li>
  );
}

/** 批注 on one paragraph, the open ones first. */
export function CommentThread({ reportId, paragraphId, comments }: CommentThreadProps) {
  const [typed, setTyped] = useState('');
  const client = useQueryClient();
  const refresh = () => invalidate(client, 'listReportComments');
  const add = useMutation({
    mutationFn: (text: string) => call('addReportComment', { params: { id: reportId, paragraphId }, body: { text } }),
    onSuccess: async () => {
      setTyped('');
      await refresh();
    },
  });
  const resolve = useMutation({
    mutationFn: (commentId: string) => call('resolveReportComment', { params: { id: reportId, commentId } }),
    onSuccess: refresh,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== '') add.mutate(typed);
  };
  const sorted = [...comments].sort(
    (a, b) => Number(a.resolvedBy !== null) - Number(b.resolvedBy !== null) || a.at.localeCompare(b.at),
  );
  return (
    <div className="comments" role="group" aria-label="本段批注">
      <ul>
        {sorted.map((comment) => (
          <Comment
            key={comment.id}
            comment={comment}
            isBusy={resolve.isPending && resolve.variables === comment.id}
            onResolve={() => resolve.mutate(comment.id)}
          />
        ))}
      </ul>
      <ProblemAlert error={add.error ?? resolve.error} />
      <form onSubmit={submit}>
        <Input.TextArea
          aria-label="写批注"
          placeholder="写批注，送办的人都能看到"
          autoSize={{ minRows: 1, maxRows: 5 }}
          maxLength={1000}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button size="small" htmlType="submit" disabled={typed.trim() === ''} loading={add.isPending}>
          批注
        </Button>
      </form>
    </div>
  );
}
