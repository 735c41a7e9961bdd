import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router-dom';
import type { CallReply } from '../../lib/call.ts';
import { formatNumber } from '../../lib/format.ts';
import { queryOf } from '../../lib/query.ts';
import { useSession } from '../../lib/session.tsx';
import { useUrlState } from '../../lib/url-state.ts';
import { AsyncState } from '../../ui/async-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { CategoryTable } from './category-table.tsx';
import { DateLine } from './date-line.tsx';
import { InspectionActions } from './inspection-actions.tsx';
import { InspectionIssues } from './inspection-issues.tsx';
import './inspections.css';

type Inspection = CallReply<'getInspection'>;

interface InspectionPageProps {
  /** Rooms of other features, put in by the frame. */
  publication: (inspection: Inspection) => ReactNode;
}

/** One inspection: its dates, how far each category has come, its issues and what is public of it. */
export function InspectionPage({ publication }: InspectionPageProps) {
  const { id = '' } = useParams();
  const { today } = useSession();
  const { values, set } = useUrlState(['tab']);
  const query = useQuery(queryOf('getInspection', { params: { id } }));
  return (
    <section className="page">
      <AsyncState query={query}>
        {(inspection) => (
          <>
            <PageHead
              title={inspection.unit.name}
              back={{ to: '/app/inspections', label: '巡察' }}
              note={
                <>
                  <Link to={`/app/programmes/${inspection.programme.id}`}>{inspection.programme.name}</Link> ·{' '}
                  {inspection.kindLabel} · {inspection.group.name}
                  {inspection.tally.draft > 0 && (
                    <>
                      {' · '}
                      <Link to={`/app/issues?inspectionId=${id}&status=draft`}>
                        待下发 {formatNumber(inspection.tally.draft)} 个问题
                      </Link>
                    </>
                  )}
                </>
              }
              actions={
                <InspectionActions
                  inspection={inspection}
                  isPrimary={values.tab !== 'publication'}
                  onReload={() => void query.refetch()}
                />
              }
            />
            <DateLine {...inspection} today={today} />
            <Tabs
              activeKey={values.tab ?? 'progress'}
              onChange={(tab) => set({ tab: tab === 'progress' ? null : tab })}
              items={[
                { key: 'progress', label: '完成情况', children: <CategoryTable inspection={inspection} /> },
                { key: 'issues', label: '问题清单', children: <InspectionIssues inspectionId={id} /> },
                { key: 'publication', label: '公开', children: publication(inspection) },
              ]}
            />
          </>
        )}
      </AsyncState>
    </section>
  );
}
