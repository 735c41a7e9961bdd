import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { PROGRAMME_KINDS } from '@rectify/domain';
import { App, Form } from 'antd';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router-dom';
import { call, type CallReply } from '../../lib/call.ts';
import { formatNumber } from '../../lib/format.ts';
import { invalidate, queryOf } from '../../lib/query.ts';
import { adoptLatest } from '../../ui/adopt-latest.ts';
import { AsyncState } from '../../ui/async-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { showFieldErrors } from '../../ui/problem-alert.tsx';
import { GroupsSection } from './groups-section.tsx';
import { ProgrammeForm, valuesOf, type ProgrammeValues } from './programme-form.tsx';
import { RuleSentences } from './rule-sentences.tsx';
import './programmes.css';

type Programme = CallReply<'getProgramme'>;

function EditProgramme({
  programme,
  onReload,
}: {
  programme: Programme;
  onReload: () => Promise<Programme | undefined>;
}) {
  const [form] = Form.useForm<ProgrammeValues>();
  const client = useQueryClient();
  const { message } = App.useApp();
  const save = useMutation({
    mutationFn: (values: ProgrammeValues) =>
      call('updateProgramme', { params: { id: programme.id }, body: { ...values, version: programme.version } }),
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <ProgrammeForm
      form={form}
      initialValues={valuesOf(programme)}
      draftOf={`programme:${programme.id}`}
      okText="保存规则"
      isBusy={save.isPending}
      error={save.error}
      onLoadLatest={() => {
        save.reset();
        void onReload().then((latest) => latest && adoptLatest(form, valuesOf(latest)));
      }}
      onSave={async (values) => {
        const saved = await save.mutateAsync(values);
        await invalidate(client, 'listProgrammes', 'getProgramme', 'listInspections', 'getInspection');
        return saved;
      }}
      onSaved={() => message.success('规则已保存')}
    />
  );
}

interface ProgrammePageProps {
  /** A room of another feature, put in by the frame. */
  reports: (programme: Programme) => ReactNode;
}

/** One programme: its rules, its groups, the way to its inspections. */
export function ProgrammePage({ reports }: ProgrammePageProps) {
  const { id = '' } = useParams();
  const query = useQuery(queryOf('getProgramme', { params: { id } }));
  return (
    <section className="page">
      <AsyncState query={query}>
        {(programme) => (
          <>
            <PageHead
              title={programme.name}
              back={{ to: '/app/programmes', label: '轮次与规则' }}
              note={
                <>
                  {PROGRAMME_KINDS[programme.kind]} · {programme.unit.name} ·{' '}
                  <Link to={`/app/inspections?programmeId=${id}`}>
                    巡察 {formatNumber(programme.inspectionCount)} 次
                  </Link>{' '}
                  · <Link to={`/app/issues?programmeId=${id}`}>整改台账</Link>
                </>
              }
            />
            <div className="programme-parts">
              <div>
                {programme.canWrite ? (
                  <EditProgramme key={id} programme={programme} onReload={async () => (await query.refetch()).data} />
                ) : (
                  <RuleSentences profile={programme.profile} />
                )}
              </div>
              <div className="programme-side">
                <GroupsSection programme={programme} />
                {reports(programme)}
              </div>
            </div>
          </>
        )}
      </AsyncState>
    </section>
  );
}
