import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { call } from '../../../lib/call.ts';
import { formatInstant } from '../../../lib/format.ts';
import { AsyncState } from '../../../ui/async-state.tsx';

/** The whole story of an issue, newest first, older parts on demand. */
export function Timeline({ issueId }: { issueId: string }) {
  const story = useInfiniteQuery({
    // The name first and its input second, as everywhere: a write to the issue then finds it.
    queryKey: ['getTimeline', { params: { id: issueId } }, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call(
        'getTimeline',
        { params: { id: issueId }, query: { limit: 20, ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  return (
    <section className="timeline" aria-labelledby="timeline-title" tabIndex={0}>
      <h2 id="timeline-title">经过</h2>
      <AsyncState query={story} rows={4}>
        {({ pages }) => (
          <>
            <ol>
              {pages.flatMap(({ items }) =>
                items.map((entry) => (
                  <li key={entry.id}>
                    <time dateTime={entry.at} className="hint">
                      {formatInstant(entry.at)}
                    </time>
                    <p>
                      <strong>
                        {entry.actor}
                        {entry.actorRole && `（${entry.actorRole}）`}
                      </strong>{' '}
                      {entry.sentence}
                    </p>
                    {entry.note && <p className="timeline-note">{entry.note}</p>}
                  </li>
                )),
              )}
            </ol>
            {story.hasNextPage && (
              <Button
                size="small"
                className="no-print"
                loading={story.isFetchingNextPage}
                onClick={() => void story.fetchNextPage()}
              >
                更早的
              </Button>
            )}
          </>
        )}
      </AsyncState>
    </section>
  );
}
