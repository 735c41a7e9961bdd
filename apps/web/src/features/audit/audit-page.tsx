import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { queryOf } from '../../lib/query.ts';
import { useSession } from '../../lib/session.tsx';
import { useUrlState } from '../../lib/url-state.ts';
import { AsyncState, EmptyState } from '../../ui/async-state.tsx';
import { CursorPager } from '../../ui/cursor-pager.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { FilterBar, FilterItem } from '../../ui/filter-bar.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { auditActionOptions } from './audit-actions.ts';
import { AuditEntry } from './audit-entry.tsx';
import './audit.css';

const ACTIONS = auditActionOptions();

/** 审计: who did what, when and from where; read only, for the auditor alone. */
export function AuditPage() {
  const { today } = useSession();
  const { values, cursor, set, searchWith } = useUrlState(['action', 'result', 'from', 'to']);
  const { action, result, from, to } = values;
  const query = useQuery({
    ...queryOf('listAudit', {
      query: {
        ...(action && { action }),
        ...((result === 'done' || result === 'refused') && { result }),
        ...(from && { from }),
        ...(to && { to }),
        ...(cursor && { cursor }),
      },
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <section className="page">
      <PageHead title="审计" note="记录只能增加，不能修改或删除，最近的在前。" />
      <FilterBar
        count={Object.keys(values).length}
        onClear={() => set({ action: null, result: null, from: null, to: null })}
      >
        <FilterItem label="动作">
          <Select
            aria-label="动作"
            placeholder="全部"
            allowClear
            value={action ?? null}
            showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={240}
            options={ACTIONS}
            onChange={(code: string | undefined) => set({ action: code })}
          />
        </FilterItem>
        <FilterItem label="结果">
          <Select
            aria-label="结果"
            placeholder="全部"
            allowClear
            value={result ?? null}
            options={[
              { value: 'done', label: '已办成' },
              { value: 'refused', label: '未获准' },
            ]}
            onChange={(code: string | undefined) => set({ result: code })}
          />
        </FilterItem>
        <FilterItem label="从">
          <DayInput
            aria-label="从哪一天"
            value={from ?? null}
            max={to ?? today}
            onChange={(day) => set({ from: day })}
          />
        </FilterItem>
        <FilterItem label="到">
          <DayInput
            aria-label="到哪一天"
            value={to ?? null}
            min={from}
            max={today}
            onChange={(day) => set({ to: day })}
          />
        </FilterItem>
      </FilterBar>
      <AsyncState query={query}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title="没有符合条件的记录">换个日期或动作试试。</EmptyState>
          ) : (
            <>
              <ol className="audit-list">
                {page.items.map((entry) => (
                  <AuditEntry key={entry.id} entry={entry} />
                ))}
              </ol>
              <CursorPager page={page} searchWith={searchWith} />
            </>
          )
        }
      </AsyncState>
    </section>
  );
}
