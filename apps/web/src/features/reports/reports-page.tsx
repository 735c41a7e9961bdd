import { REPORT_KINDS, REPORT_STATES, type ReportKind, type ReportState } from '@rectify/domain';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { queryOf } from '../../lib/query.ts';
import { useSession } from '../../lib/session.tsx';
import { useUrlState } from '../../lib/url-state.ts';
import { AsyncState, EmptyState } from '../../ui/async-state.tsx';
import { ChooseInspection } from '../../ui/choose-inspection.tsx';
import { CursorPager } from '../../ui/cursor-pager.tsx';
import { FilterBar, FilterItem } from '../../ui/filter-bar.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ReportTable } from './report-table.tsx';
import './reports.css';

const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));

function useReportsUrl() {
  const url = useUrlState(['turn', 'state', 'kind', 'inspectionId', 'programmeId']);
  const { turn, state, kind, inspectionId, programmeId } = url.values;
  const query = {
    limit: 50,
    ...(turn === 'mine' && { turn: 'mine' as const }),
    ...(state && state in REPORT_STATES && { state: state as ReportState }),
    ...(kind && kind in REPORT_KINDS && { kind: kind as ReportKind }),
    ...(inspectionId && { inspectionId }),
    ...(programmeId && { programmeId }),
    ...(url.cursor && { cursor: url.cursor }),
  };
  const count = [state, kind, inspectionId, programmeId].filter(Boolean).length;
  return { ...url, query, count };
}
type ReportsUrl = ReturnType<typeof useReportsUrl>;

function Filters({ url }: { url: ReportsUrl }) {
  const { values, set } = url;
  const inspection = useQuery({
    ...queryOf('getInspection', { params: { id: values.inspectionId ?? '' } }),
    enabled: values.inspectionId !== undefined,
  });
  return (
    <>
      <Segmented
        className="report-turn"
        aria-label="等我办理或全部"
        value={values.turn === 'mine' ? 'mine' : ''}
        onChange={(turn) => set({ turn: turn || null })}
        options={[
          { value: '', label: '全部' },
          { value: 'mine', label: '等我办理' },
        ]}
      />
      <FilterBar
        count={url.count}
        isFolding={false}
        onClear={() => set({ state: null, kind: null, inspectionId: null, programmeId: null })}
      >
        <FilterItem label="状态">
          <Select
            aria-label="状态"
            allowClear
            placeholder="全部状态"
            value={values.state}
            onChange={(state: string | undefined) => set({ state })}
            options={optionsOf(REPORT_STATES)}
          />
        </FilterItem>
        <FilterItem label="类型">
          <Select
            aria-label="类型"
            allowClear
            placeholder="全部类型"
            value={values.kind}
            onChange={(kind: string | undefined) => set({ kind })}
            options={optionsOf(REPORT_KINDS)}
          />
        </FilterItem>
        {values.inspectionId && (
          <p className="report-only">
            只看{' '}
            <Link to={`/app/inspections/${values.inspectionId}?tab=publication`}>
              {inspection.data?.unit.name ?? '一次巡察'}
            </Link>{' '}
            的通报
          </p>
        )}
      </FilterBar>
    </>
  );
}

const publicationOf = (inspectionId: string) => `/app/inspections/${inspectionId}?tab=publication`;

/** Drafting begins at an inspection: leads there, and asks which one it is where none is chosen. */
function DraftButton({ inspectionId }: { inspectionId: string | undefined }) {
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button
        type="primary"
        onClick={() => (inspectionId ? void navigate(publicationOf(inspectionId)) : setAsking(true))}
      >
        起草通报
      </Button>
      {isAsking && (
        <ChooseInspection title="起草通报" okText="去起草" pathOf={publicationOf} onClose={() => setAsking(false)} />
      )}
    </>
  );
}

function NoReports({ url, mayDraft }: { url: ReportsUrl; mayDraft: boolean }) {
  if (url.values.turn === 'mine')
    return <EmptyState title="没有等您办理的通报">送到您这一步时，会出现在这里。</EmptyState>;
  if (url.count > 0) {
    return (
      <EmptyState title="没有符合条件的通报">
        <Link to="/app/reports">清除全部筛选</Link>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="还没有通报">
      {mayDraft ? (
        <>
          点“起草通报”，或打开一次<Link to="/app/inspections">巡察</Link>，在“公开”页签中从台账起草。
        </>
      ) : (
        '通报由被巡察单位联络员或巡察办起草，起草后出现在这里。'
      )}
    </EmptyState>
  );
}

/** 公开: every report within one's sight, from its drafting to its withdrawal. */
export function ReportsPage() {
  const url = useReportsUrl();
  const { can } = useSession();
  const mayDraft = can('report.write');
  const query = useQuery({ ...queryOf('listReports', { query: url.query }), placeholderData: keepPreviousData });
  return (
    <section className="page">
      <PageHead
        title="公开"
        note={
          <>
            整改通报和阶段成效，从起草到发布。
            {can('programme.write') && (
              <>
                整轮的阶段成效在<Link to="/app/programmes">轮次与规则</Link>中起草。
              </>
            )}
            <a href="/">打开公开网站</a>
          </>
        }
        actions={mayDraft && <DraftButton inspectionId={url.values.inspectionId} />}
      />
      <Filters url={url} />
      <AsyncState query={query}>
        {(page) =>
          page.items.length === 0 ? (
            <NoReports url={url} mayDraft={mayDraft} />
          ) : (
            <div className={query.isPlaceholderData ? 'travelling' : undefined}>
              <ReportTable rows={page.items} />
              <CursorPager page={page} searchWith={url.searchWith} />
            </div>
          )
        }
      </AsyncState>
    </section>
  );
}
