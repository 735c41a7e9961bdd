import type { RequestKind } from '@rectify/domain';
import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useCallback, useEffect, useRef, type ReactNode } from 'react';
import { queryOf } from '../../lib/query.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { AsyncState, EmptyState } from '../../ui/async-state.tsx';
import { CursorPager } from '../../ui/cursor-pager.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useIsPhone } from '../../ui/use-is-phone.ts';
import { ReviewQueue, type ReviewItem } from './review-queue.tsx';
import './reviews.css';

interface ReviewsPageProps {
  /** Shows one case; given by the application, since a case belongs to the issues. */
  renderCase: (props: { issueId: string }) => ReactNode;
}

const KINDS: { value: RequestKind | ''; label: string }[] = [
  { value: '', label: '全部' },
  { value: 'plan', label: '整改方案' },
  { value: 'closure', label: '销号' },
  { value: 'extension', label: '延期' },
];

function useNeighbourKeys(step: (by: 1 | -1) => void) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (
        event.target instanceof HTMLElement &&
        event.target.closest('input, textarea, select, [role="dialog"], [contenteditable]')
      )
        return;
      const key = event.key.toLowerCase();
      if (key !== 'j' && key !== 'k') return;
      event.preventDefault();
      step(key === 'j' ? 1 : -1);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [step]);
}

/** 销号审核: the queue at the left, the case at the right; after a decision the next case opens by itself. */
export function ReviewsPage({ renderCase }: ReviewsPageProps) {
  const { values, cursor, set, searchWith } = useUrlState(['kind', 'request']);
  const isPhone = useIsPhone();
  const kind = KINDS.find(({ value }) => value !== '' && value === values.kind)?.value;
  const reviews = useQuery(
    queryOf('listReviews', { query: { limit: 50, ...(kind && { kind }), ...(cursor && { cursor }) } }),
  );
  return (
    <section className="page reviews-page">
      <PageHead
        title="销号审核"
        note={reviews.data ? `待我审核 ${reviews.data.total} 件，等得最久的在前` : undefined}
      />
      <Segmented
        className="reviews-kinds"
        value={kind ?? ''}
        onChange={(value) => set({ kind: value || null, request: null })}
        options={KINDS}
        aria-label="审核类别"
      />
      <AsyncState query={reviews}>
        {(page) =>
          page.items.length === 0 && !values.request ? (
            <EmptyState title={kind ? '这一类没有待审核的申请' : '没有待您审核的申请'}>
              被巡察单位提交、轮到您这一级时，会出现在这里。
            </EmptyState>
          ) : (
            <Split
              items={page.items}
              requested={values.request ?? null}
              isPhone={isPhone}
              onSelect={(requestId, replace = false) =>
                set({ request: requestId, ...(cursor && { cursor }) }, { replace })
              }
              searchWith={(requestId) => searchWith({ request: requestId, ...(cursor && { cursor }) })}
              pager={<CursorPager page={page} searchWith={(patch) => searchWith({ ...patch, request: null })} />}
              renderCase={renderCase}
            />
          )
        }
      </AsyncState>
    </section>
  );
}

interface SplitProps extends ReviewsPageProps {
  items: readonly ReviewItem[];
  requested: string | null;
  isPhone: boolean;
  onSelect: (requestId: string | null, replace?: boolean) => void;
  searchWith: (requestId: string | null) => string;
  pager: ReactNode;
}

function Split({ items, requested, isPhone, onSelect, searchWith, pager, renderCase }: SplitProps) {
  const caseBox = useRef<HTMLDivElement>(null);
  const place = items.findIndex(({ requestId }) => requestId === requested);
  const selected = items[place] ?? null;

  // Decided here or elsewhere, a case leaves the queue: the one that takes its place opens by itself.
  const lastPlace = useRef(0);
  useEffect(() => {
    if (selected) {
      lastPlace.current = place;
      return;
    }
    const next = items[Math.min(lastPlace.current, items.length - 1)];
    if (requested === null && (isPhone || !next)) return;
    onSelect(next?.requestId ?? null, true);
    caseBox.current?.scrollTo({ top: 0 });
    caseBox.current?.focus({ preventScroll: true });
    if (isPhone) window.scrollTo({ top: 0 });
    // Only when the list or the choice is another: `onSelect` is new with every address.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isPhone, selected, requested, items]);

  const step = useCallback(
    (by: 1 | -1) => {
      const next = items[place + by];
      if (!next) return;
      onSelect(next.requestId);
      caseBox.current?.scrollTo({ top: 0 });
      document.querySelector(`[data-request="${next.requestId}"]`)?.scrollIntoView({ block: 'nearest' });
    },
    [items, place, onSelect],
  );
  useNeighbourKeys(step);

  const queue = (
    <nav className="reviews-queue" aria-label="待审核的申请">
      <ReviewQueue items={items} selectedId={selected?.requestId ?? null} searchWith={searchWith} />
      {pager}
      {!isPhone && <p className="hint reviews-keys">J 下一件，K 上一件；Ctrl+Enter 通过，Ctrl+Shift+Enter 退回</p>}
    </nav>
  );
  const open = (
    <div ref={caseBox} className="reviews-case" tabIndex={-1} aria-live="off">
      {selected ? renderCase({ issueId: selected.issueId }) : <EmptyState title="请从队列中选一件" />}
    </div>
  );
  if (isPhone) {
    if (!selected) return queue;
    return (
      <>
        <div className="button-row reviews-steps">
          <button type="button" className="text-button" onClick={() => onSelect(null)}>
            ‹ 回到队列
          </button>
          <span className="hint">
            第 {place + 1} 件，共 {items.length} 件
          </span>
          <button type="button" className="text-button" disabled={place === 0} onClick={() => step(-1)}>
            上一件
          </button>
          <button type="button" className="text-button" disabled={place === items.length - 1} onClick={() => step(1)}>
            下一件
          </button>
        </div>
        {open}
      </>
    );
  }
  return (
    <div className="reviews-split">
      {queue}
      {open}
    </div>
  );
}
