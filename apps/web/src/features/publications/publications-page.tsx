import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import type { CallReply } from '../../lib/call.ts';
import { formatInstant } from '../../lib/format.ts';
import { queryOf } from '../../lib/query.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { AsyncState, EmptyState } from '../../ui/async-state.tsx';
import { CursorPager } from '../../ui/cursor-pager.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { PageHead } from '../../ui/page-head.tsx';

type Row = CallReply<'listPublications'>['items'][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'title',
    title: '通报',
    isHeading: true,
    render: ({ slug, title }) => <a href={`/reports/${slug}`}>{title}</a>,
  },
  { key: 'unit', title: '单位', label: '单位', width: '22%', render: ({ unitName }) => unitName },
  { key: 'version', title: '版本', width: 88, render: ({ version }) => `第 ${version} 版` },
  { key: 'at', title: '发布时间', label: '发布', width: 210, render: ({ publishedAt }) => formatInstant(publishedAt) },
  {
    key: 'inspection',
    title: '巡察',
    width: 110,
    render: ({ inspectionId }) => <Link to={`/app/inspections/${inspectionId}?tab=publication`}>查看巡察</Link>,
  },
];

/** 公开: what has been published. */
export function PublicationsPage() {
  const { cursor, searchWith } = useUrlState([]);
  const query = useQuery(queryOf('listPublications', { query: { ...(cursor && { cursor }) } }));
  return (
    <section className="page">
      <PageHead
        title="公开"
        note={
          <>
            已向社会公开的整改通报。发布在各次巡察的“公开”页签中办理。<a href="/">打开公开网站</a>
          </>
        }
      />
      <AsyncState query={query}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState title="还没有公开的通报">
              打开一次<Link to="/app/inspections">巡察</Link>，在“公开”页签中发布。
            </EmptyState>
          ) : (
            <>
              <DataTable caption="已公开的通报" columns={COLUMNS} rows={page.items} keyOf={({ id }) => id} />
              <CursorPager page={page} searchWith={searchWith} />
            </>
          )
        }
      </AsyncState>
    </section>
  );
}
