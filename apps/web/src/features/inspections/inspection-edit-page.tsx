import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Form } from 'antd';
import { useNavigate, useParams } from 'react-router-dom';
import { call, type CallReply } from '../../lib/call.ts';
import { invalidate, queryOf } from '../../lib/query.ts';
import { adoptLatest } from '../../ui/adopt-latest.ts';
import { AsyncState } from '../../ui/async-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { showFieldErrors } from '../../ui/problem-alert.tsx';
import { InspectionForm, type InspectionValues } from './inspection-form.tsx';

type Inspection = CallReply<'getInspection'>;

function valuesOf({ programme, unit, group, kind, onSiteFrom, onSiteTo, feedbackOn }: Inspection): InspectionValues {
  return { programmeId: programme.id, unitId: unit.id, groupId: group.id, kind, onSiteFrom, onSiteTo, feedbackOn };
}

function EditInspection({
  inspection,
  onReload,
}: {
  inspection: Inspection;
  onReload: () => Promise<Inspection | undefined>;
}) {
  const { id, version } = inspection;
  const [form] = Form.useForm<InspectionValues>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const save = useMutation({
    mutationFn: ({ programmeId: _, unitId: __, ...body }: InspectionValues) =>
      call('updateInspection', { params: { id }, body: { ...body, version } }),
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <InspectionForm
      form={form}
      isNew={false}
      initialValues={valuesOf(inspection)}
      draftOf={`inspection:${id}`}
      okText="保存"
      isBusy={save.isPending}
      error={save.error}
      onLoadLatest={() => {
        save.reset();
        void onReload().then((latest) => latest && adoptLatest(form, valuesOf(latest)));
      }}
      onSave={async (values) => {
        const saved = await save.mutateAsync(values);
        client.setQueryData(queryOf('getInspection', { params: { id } }).queryKey, saved);
        await invalidate(client, 'listInspections', 'listIssues', 'summariseIssues', 'getToday');
        return saved;
      }}
      onSaved={() => {
        message.success('已保存');
        void navigate(`/app/inspections/${id}`);
      }}
    />
  );
}

export function InspectionEditPage() {
  const { id = '' } = useParams();
  const query = useQuery(queryOf('getInspection', { params: { id } }));
  return (
    <section className="page">
      <AsyncState query={query}>
        {(inspection) => (
          <>
            <PageHead title="修改巡察" back={{ to: `/app/inspections/${id}`, label: inspection.unit.name }} />
            <EditInspection inspection={inspection} onReload={async () => (await query.refetch()).data} />
          </>
        )}
      </AsyncState>
    </section>
  );
}
