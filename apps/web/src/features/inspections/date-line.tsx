import { dayInShanghai, daysBetween } from '@rectify/domain';
import { formatDay } from '../../lib/format.ts';

interface Stop {
  label: string;
  day: string | null;
  /** What to say when there is no date yet. */
  missing: string;
  until?: string | null;
}

interface DateLineProps {
  onSiteFrom: string | null;
  onSiteTo: string | null;
  feedbackOn: string | null;
  planDueOn: string | null;
  rectifyDueOn: string | null;
  /** An instant. */
  publishedAt: string | null;
  today: string;
}

function stopsOf(dates: DateLineProps): Stop[] {
  const publishedOn = dates.publishedAt && dayInShanghai(new Date(dates.publishedAt));
  return [
    { label: '进驻', day: dates.onSiteFrom, until: dates.onSiteTo, missing: '未填' },
    { label: '反馈', day: dates.feedbackOn, missing: '未反馈' },
    { label: '方案', day: dates.planDueOn, missing: '反馈后算出' },
    { label: '集中整改期满', day: dates.rectifyDueOn, missing: '反馈后算出' },
    { label: '公开', day: publishedOn, missing: '未公开' },
  ];
}

/** Where today stands: before the first stop that is still to come. */
function placeOfToday(stops: readonly Stop[], today: string): number {
  const next = stops.findIndex(({ day }) => day !== null && day > today);
  if (next !== -1) return next;
  const last = stops.findLastIndex(({ day }) => day !== null);
  return last + 1;
}

/** 进驻 → 反馈 → 方案 → 集中整改期满 → 公开, with today on it. */
export function DateLine(dates: DateLineProps) {
  const { today } = dates;
  const stops = stopsOf(dates);
  const place = placeOfToday(stops, today);
  const items = stops.map(({ label, day, until, missing }) => {
    const isPast = day !== null && day <= today;
    return (
      <li key={label} className={isPast ? 'past' : 'ahead'}>
        <span className="stop-label">{label}</span>
        <span className="stop-day">
          {day ? formatDay(day, today) : missing}
          {until && until !== day ? `—${formatDay(until, today)}` : ''}
        </span>
        {day && day > today && <span className="hint">还有{daysBetween(today, day)}天</span>}
      </li>
    );
  });
  items.splice(
    place,
    0,
    <li key="today" className="now" aria-current="date">
      <span className="stop-label">今天</span>
      <span className="stop-day">{formatDay(today, today)}</span>
    </li>,
  );
  return (
    <ol className="date-line" aria-label="重要日期">
      {items}
    </ol>
  );
}
