import { FEEDBACK_STATES, type FeedbackState } from '@rectify/domain';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { Link } from 'react-router-dom';
import { queryOf } from '../../lib/query.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { AsyncState, EmptyState } from '../../ui/async-state.tsx';
import { CursorPager } from '../../ui/cursor-pager.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useIsPhone } from '../../ui/use-is-phone.ts';
import { FeedbackCase } from './feedback-case.tsx';
import { FeedbackQueue } from './feedback-queue.tsx';
import type { Feedback } from './feedback-types.ts';
import './feedback.css';

const STATES = [
  ...Object.entries(FEEDBACK_STATES).map(([value, label]) => ({ value, label })),
  { value: 'all', label: '全部' },
];

function useFeedbackUrl() {
  const url = useUrlState(['state', 'item', 'reportId']);
  const { state = 'received', reportId } = url.values;
  const query = {
    limit: 50,
    ...(state in FEEDBACK_STATES && { state: state as FeedbackState }),
    ...(reportId && { reportId }),
    ...(url.cursor && { cursor: url.cursor }),
  };
  return { ...url, state, query };
}

/** 公众意见: what the public wrote on published reports, those that have waited longest first. */
export function FeedbackPage() {
  const url = useFeedbackUrl();
  const { values, set, searchWith, state } = url;
  const query = useQuery({ ...queryOf('listFeedback', { query: url.query }), placeholderData: keepPreviousData });
  const isPhone = useIsPhone();
  const keepPage = url.cursor ? { cursor: url.cursor } : {};
  return (
    <section className="page">
      <PageHead
        title="公众意见"
        note="公众在公开通报下面写的意见，等得最久的在前。答复后，写意见的人凭回执编号可查。"
      />
      <Segmented
        className="feedback-states"
        aria-label="办理情况"
        value={state}
        onChange={(next) => set({ state: next === 'received' ? null : next, item: null })}
        options={STATES}
      />
      {values.reportId && (
        <p className="feedback-only">
          只看一份通报的意见。<Link to={searchWith({ reportId: null, item: null })}>看全部</Link>
        </p>
      )}
      <AsyncState query={query}>
        {(page) => {
          if (page.items.length === 0) {
            return (
              <EmptyState title={state === 'received' ? '没有待办理的意见' : '这一类没有意见'}>
                公众在公开页提交意见后，会出现在这里。
              </EmptyState>
            );
          }
          const chosen = page.items.find(({ id }) => id === values.item) ?? (isPhone ? null : page.items[0]);
          const queue = (
            <nav aria-label="意见" className="feedback-queue">
              <FeedbackQueue
                items={page.items}
                chosenId={chosen?.id ?? null}
                searchWith={(item) => searchWith({ item, ...keepPage })}
              />
              <CursorPager page={page} searchWith={(patch) => searchWith({ ...patch, item: null })} />
            </nav>
          );
          if (isPhone && chosen) {
            return (
              <>
                <Link className="page-back" to={searchWith({ item: null, ...keepPage })}>
                  ‹ 回到列表
                </Link>
                <FeedbackCase key={chosen.id} feedback={chosen} onDone={() => set({ item: null })} />
              </>
            );
          }
          if (isPhone) return queue;
          return (
            <div className="feedback-split">
              {queue}
              {chosen && <FeedbackCase key={chosen.id} feedback={chosen} onDone={openNext(page.items, chosen, set)} />}
            </div>
          );
        }}
      </AsyncState>
    </section>
  );
}

/** After one is dealt with, the next that waits opens by itself. */
function openNext(items: readonly Feedback[], done: Feedback, set: (patch: { item: string | null }) => void) {
  return () => set({ item: items[items.indexOf(done) + 1]?.id ?? null });
}
