import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { hrefOf } from '../../lib/call.ts';
import { queryOf } from '../../lib/query.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { AsyncState, EmptyState } from '../../ui/async-state.tsx';
import { CursorPager } from '../../ui/cursor-pager.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { AuditEntry } from './audit-entry.tsx';
import { AuditFilters, FILTER_NAMES, filterQuery } from './audit-filters.tsx';
import './audit.css';

/** 审计: who did what, when and from where; read only, for the auditor alone. */
export function AuditPage() {
  const { values, cursor, set, searchWith } = useUrlState(FILTER_NAMES);
  const filter = filterQuery(values);
  const query = useQuery({
    ...queryOf('listAudit', { query: { ...filter, ...(cursor && { cursor }) } }),
    placeholderData: keepPreviousData,
  });
  return (
    <section className="page">
      <PageHead
        title="审计"
        note="记录只能增加，不能修改或删除，最近的在前。"
        actions={
          <>
            <a className="audit-link" href={hrefOf('exportAuditTable', { query: filter })} download>
              导出表格
            </a>
            <Link className="audit-link" to="/app/audit/chain">
              核验与检查点
            </Link>
          </>
        }
      />
      <AuditFilters values={values} set={set} />
      <AsyncState query={query}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title="没有符合条件的记录">换个日期、人员或动作试试。</EmptyState>
          ) : (
            <>
              <ol className="audit-list">
                {page.items.map((entry) => (
                  <AuditEntry key={entry.id} entry={entry} searchOf={(objectId) => `?objectId=${objectId}`} />
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
