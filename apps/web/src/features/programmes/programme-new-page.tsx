import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form } from 'antd';
import { useNavigate } from 'react-router-dom';
import { call } from '../../lib/call.ts';
import { invalidate } from '../../lib/query.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { showFieldErrors } from '../../ui/problem-alert.tsx';
import { NEW_PROGRAMME, ProgrammeForm, type ProgrammeValues } from './programme-form.tsx';
import './programmes.css';

export function ProgrammeNewPage() {
  const [form] = Form.useForm<ProgrammeValues>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const create = useMutation({
    mutationFn: (body: ProgrammeValues) => call('createProgramme', { body }),
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <section className="page">
      <PageHead
        title="新建轮次"
        note="规则已按通行做法预填，可按本地规定修改。"
        back={{ to: '/app/programmes', label: '轮次与规则' }}
      />
      <ProgrammeForm
        form={form}
        initialValues={NEW_PROGRAMME}
        draftOf="programme:new"
        okText="新建轮次"
        isBusy={create.isPending}
        error={create.error}
        onSave={async (values) => {
          const created = await create.mutateAsync(values);
          await invalidate(client, 'listProgrammes');
          return created;
        }}
        onSaved={(id) => {
          message.success('轮次已建立，接下来可以建立巡察组');
          void navigate(`/app/programmes/${id}`);
        }}
      />
    </section>
  );
}
