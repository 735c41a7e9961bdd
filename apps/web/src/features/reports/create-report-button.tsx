import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useNavigate } from 'react-router-dom';
import { call, toProblem, type CallInput } from '../../lib/call.ts';
import { invalidate } from '../../lib/query.ts';

interface CreateReportButtonProps {
  body: CallInput<'createReport'>['body'];
  isPrimary?: boolean;
  children: string;
}

/** Drafts a report from the ledger and opens it. */
export function CreateReportButton({ body, isPrimary = false, children }: CreateReportButtonProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { modal } = App.useApp();
  const create = useMutation({
    mutationFn: () => call('createReport', { body }),
    onSuccess: async (report) => {
      void invalidate(client, 'listReports');
      await navigate(`/app/reports/${report.id}`);
    },
    onError: (error) => modal.warning({ title: '没有起草', content: toProblem(error).detail, okText: '知道了' }),
  });
  return (
    <Button type={isPrimary ? 'primary' : 'default'} loading={create.isPending} onClick={() => create.mutate()}>
      {children}
    </Button>
  );
}
