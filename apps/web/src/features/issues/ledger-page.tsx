import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ISSUE_TRANSITIONS } from '@rectify/domain';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { queryOf } from '../../lib/query.ts';
import { useSession } from '../../lib/session.tsx';
import { AsyncState, EmptyState } from '../../ui/async-state.tsx';
import { ChooseInspection } from '../../ui/choose-inspection.tsx';
import { CursorPager } from '../../ui/cursor-pager.tsx';
import type { Choice } from '../../ui/data-table.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { AssignModal } from './assign-modal.tsx';
import { DisclosureModal } from './disclosure-modal.tsx';
import { ExportButton } from './export-button.tsx';
import { LedgerFilters } from './ledger-filters.tsx';
import { LedgerNumbers } from './ledger-numbers.tsx';
import { LedgerTable } from './ledger-table.tsx';
import { useLedgerUrl, type IssueRow, type LedgerUrl } from './ledger-url.ts';
import './ledger.css';

const DESTINATIONS = {
  import: { title: '导入通报或反馈意见', okText: '去导入', pathOf: (id: string) => `/app/inspections/${id}/import` },
  add: { title: '新增问题', okText: '去填写', pathOf: (id: string) => `/app/inspections/${id}/issues/new` },
};

function HeadActions({ filter }: Pick<LedgerUrl, 'filter'>) {
  const { inspectionId } = filter;
  const { can } = useSession();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<keyof typeof DESTINATIONS | null>(null);
  const go = (kind: keyof typeof DESTINATIONS) =>
    inspectionId ? void navigate(DESTINATIONS[kind].pathOf(inspectionId)) : setAsked(kind);
  return (
    <>
      <ExportButton filter={filter} />
      {can('import.commit') && <Button onClick={() => go('import')}>导入</Button>}
      {can('issue.create') && (
        <Button type="primary" onClick={() => go('add')}>
          新增问题
        </Button>
      )}
      {asked && <ChooseInspection {...DESTINATIONS[asked]} onClose={() => setAsked(null)} />}
    </>
  );
}

function NoRows({ url }: { url: LedgerUrl }) {
  const { can } = useSession();
  if (url.filterCount > 0) {
    return (
      <EmptyState title="没有符合条件的问题">
        <p>可以减少几个筛选条件，或换个关键词。</p>
        <Link to="/app/issues">清除全部筛选</Link>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="台账里还没有问题">
      {can('issue.create') ? (
        <>
          先在<Link to="/app/inspections">巡察</Link>中建立一次巡察，再导入反馈意见。
        </>
      ) : (
        '巡察办下发问题后，会出现在这里。'
      )}
    </EmptyState>
  );
}

/** Which rows of the page are ticked; another page or filter begins anew. */
function useChoice(rows: readonly IssueRow[], place: string) {
  const [{ at, ids }, setState] = useState<{ at: string; ids: ReadonlySet<string> }>({ at: place, ids: new Set() });
  const chosen = at === place ? ids : new Set<string>();
  const set = (next: ReadonlySet<string>) => setState({ at: place, ids: next });
  const choice: Choice<IssueRow> = {
    isChosen: ({ id }) => chosen.has(id),
    onToggle: ({ id }) => {
      const next = new Set(chosen);
      if (!next.delete(id)) next.add(id);
      set(next);
    },
    onToggleAll: (isChosen) => set(new Set(isChosen ? rows.map(({ id }) => id) : [])),
    nameOf: ({ number, title }) => (number === null ? title : `第 ${number} 项`),
  };
  return { choice, chosen: rows.filter(({ id }) => chosen.has(id)), clear: () => set(new Set()) };
}

/** 整改台账: every issue within one's sight, its numbers, and what can be done to many at once. */
export function LedgerPage() {
  const url = useLedgerUrl();
  const { user } = useSession();
  const [window, setWindow] = useState<'assign' | 'disclosure' | null>(null);
  const query = useQuery({ ...queryOf('listIssues', { query: url.listQuery }), placeholderData: keepPreviousData });
  const { choice, chosen, clear } = useChoice(query.data?.items ?? [], JSON.stringify(url.listQuery));
  const mayAssign = user.role in ISSUE_TRANSITIONS.assignMeasure.by;
  const maySetDisclosure = user.role in ISSUE_TRANSITIONS.setDisclosure.by;
  const close = () => setWindow(null);
  const windowProps = {
    rows: chosen,
    onClose: close,
    onReload: () => void query.refetch(),
    onDone: () => {
      close();
      clear();
    },
  };

  return (
    <section className="page">
      <PageHead title="整改台账" actions={<HeadActions filter={url.filter} />} />
      <LedgerFilters url={url} />
      <LedgerNumbers url={url} />
      {(mayAssign || maySetDisclosure) && (query.data?.items.length ?? 0) > 0 && (
        <div className={chosen.length > 0 ? 'bulk-bar active' : 'bulk-bar'} role="group" aria-label="对所选问题">
          <span aria-live="polite">{chosen.length > 0 ? `已选 ${chosen.length} 项` : '勾选问题后可批量办理'}</span>
          {mayAssign && (
            <Button size="small" disabled={chosen.length === 0} onClick={() => setWindow('assign')}>
              批量指定
            </Button>
          )}
          {maySetDisclosure && (
            <Button size="small" disabled={chosen.length === 0} onClick={() => setWindow('disclosure')}>
              设定公开级别
            </Button>
          )}
          {chosen.length > 0 && (
            <Button size="small" type="link" onClick={clear}>
              取消选择
            </Button>
          )}
        </div>
      )}
      <AsyncState query={query} rows={10}>
        {(page) =>
          page.items.length === 0 ? (
            <NoRows url={url} />
          ) : (
            <div className={query.isPlaceholderData ? 'ledger-rows travelling' : 'ledger-rows'}>
              <LedgerTable rows={page.items} url={url} choice={mayAssign || maySetDisclosure ? choice : undefined} />
              <CursorPager page={page} searchWith={url.searchWith}>
                本页 {page.items.length} 项
              </CursorPager>
            </div>
          )
        }
      </AsyncState>
      {window === 'assign' && <AssignModal {...windowProps} />}
      {window === 'disclosure' && <DisclosureModal {...windowProps} />}
    </section>
  );
}
