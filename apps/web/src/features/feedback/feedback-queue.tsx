import { Link } from 'react-router-dom';
import type { Feedback } from './feedback-types.ts';

interface FeedbackQueueProps {
  items: readonly Feedback[];
  chosenId: string | null;
  searchWith: (id: string) => string;
}

function waitOf({ state, stateLabel, waitingDays }: Feedback): string {
  if (state !== 'received') return stateLabel;
  return waitingDays === 0 ? '今天收到' : `已等 ${waitingDays} 天`;
}

/** The opinions, each with how long it has waited. */
export function FeedbackQueue({ items, chosenId, searchWith }: FeedbackQueueProps) {
  return (
    <ol>
      {items.map((item) => (
        <li key={item.id}>
          <Link
            to={searchWith(item.id)}
            preventScrollReset
            aria-current={item.id === chosenId ? 'true' : undefined}
            className="feedback-item"
          >
            <span className="feedback-item-head">
              <strong>{waitOf(item)}</strong>
              <span className="hint">{item.unitName}</span>
            </span>
            <span className="feedback-item-text">{item.text}</span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
