import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form } from 'antd';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { call } from '../../lib/call.ts';
import { invalidate } from '../../lib/query.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { showFieldErrors } from '../../ui/problem-alert.tsx';
import { InspectionForm, type InspectionValues } from './inspection-form.tsx';

export function InspectionNewPage() {
  const [form] = Form.useForm<InspectionValues>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const programmeId = useSearchParams()[0].get('programmeId');
  const { message } = App.useApp();
  const create = useMutation({
    mutationFn: (body: InspectionValues) => call('createInspection', { body }),
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <section className="page">
      <PageHead title="新建巡察" back={{ to: '/app/inspections', label: '巡察' }} />
      <InspectionForm
        form={form}
        isNew
        initialValues={{
          kind: 'routine',
          onSiteFrom: null,
          onSiteTo: null,
          feedbackOn: null,
          ...(programmeId && { programmeId }),
        }}
        draftOf="inspection:new"
        okText="新建巡察"
        isBusy={create.isPending}
        error={create.error}
        onSave={async (values) => {
          const created = await create.mutateAsync(values);
          await invalidate(client, 'listInspections', 'listProgrammes', 'getProgramme');
          return created;
        }}
        onSaved={(id) => {
          message.success('巡察已建立，接下来可以导入反馈意见');
          void navigate(`/app/inspections/${id}`);
        }}
      />
    </section>
  );
}
