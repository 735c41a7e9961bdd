import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Form } from 'antd';
import { useNavigate, useParams } from 'react-router-dom';
import { call } from '../../lib/call.ts';
import { queryOf, useIssueChanged } from '../../lib/query.ts';
import { AsyncState } from '../../ui/async-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { showFieldErrors } from '../../ui/problem-alert.tsx';
import { IssueForm, type IssueValues } from './issue-form.tsx';
import './inspections.css';

/** Adds one issue by hand, such as a number that the document left out. */
export function IssueNewPage() {
  const { id = '' } = useParams();
  const [form] = Form.useForm<IssueValues>();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const changed = useIssueChanged();
  const query = useQuery(queryOf('getInspection', { params: { id } }));
  const create = useMutation({
    mutationFn: (values: IssueValues) =>
      call('createIssue', {
        params: { id },
        body: { ...values, number: values.number ?? null, categoryId: values.categoryId ?? null },
      }),
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <section className="page">
      <AsyncState query={query}>
        {(inspection) => (
          <>
            <PageHead
              title="新增问题"
              note={`${inspection.unit.name} · ${inspection.programme.name}。新增的问题为待下发，下发后原文锁定。`}
              back={{ to: `/app/inspections/${id}`, label: inspection.unit.name }}
            />
            <IssueForm
              form={form}
              inspection={inspection}
              isBusy={create.isPending}
              error={create.error}
              onSave={async (values) => {
                const issue = await create.mutateAsync(values);
                await changed([issue.id], issue);
                return issue;
              }}
              onSaved={(issueId) => {
                message.success('问题已加入台账，等待下发');
                void navigate(`/app/issues/${issueId}`);
              }}
            />
          </>
        )}
      </AsyncState>
    </section>
  );
}
