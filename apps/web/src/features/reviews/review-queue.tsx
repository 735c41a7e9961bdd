import { REVIEW_LEVELS } from '@rectify/domain';
import { Link } from 'react-router-dom';
import type { CallReply } from '../../lib/call.ts';

export type ReviewItem = CallReply<'listReviews'>['items'][number];

interface ReviewQueueProps {
  items: readonly ReviewItem[];
  selectedId: string | null;
  searchWith: (requestId: string) => string;
}

/** The requests that wait for this person, those that have waited longest first. */
export function ReviewQueue({ items, selectedId, searchWith }: ReviewQueueProps) {
  return (
    <ol className="queue">
      {items.map((item) => (
        <li key={item.requestId} data-request={item.requestId}>
          <Link
            to={searchWith(item.requestId)}
            preventScrollReset
            aria-current={item.requestId === selectedId ? 'true' : undefined}
            className="queue-item"
          >
            <span className="queue-head">
              <strong>{item.kindLabel}</strong>
              <span>{REVIEW_LEVELS[item.level]}</span>
              <span className="queue-wait">{item.waitingDays === 0 ? '今天提出' : `已等 ${item.waitingDays} 天`}</span>
            </span>
            <span className="queue-title">
              {item.number !== null && `第 ${item.number} 号　`}
              {item.title}
            </span>
            <span className="hint">
              {item.unitName}，{item.requestedBy}
              {item.returnCount > 0 && `，曾退回 ${item.returnCount} 次`}
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
