import { memo, useEffect, useRef } from 'react';
import { scrollWithin } from '../../../ui/scroll-within.ts';
import type { OutlineRow } from './outline.ts';

interface OutlinePaneProps {
  rows: readonly OutlineRow[];
  currentId: string | null;
  onChoose: (id: string) => void;
}

const Row = memo(function Row({
  row,
  isCurrent,
  onChoose,
}: {
  row: OutlineRow;
  isCurrent: boolean;
  onChoose: (id: string) => void;
}) {
  const { errors, warnings, comments } = row.marks;
  const marks = [
    errors > 0 && `错误 ${errors}`,
    warnings > 0 && `警告 ${warnings}`,
    comments > 0 && `批注 ${comments}`,
  ].filter(Boolean);
  return (
    <li>
      <button
        type="button"
        className={`contents-row contents-${row.kind} level-${row.level}`}
        aria-current={isCurrent ? 'true' : undefined}
        onClick={() => onChoose(row.id)}
      >
        <span className="contents-text">{row.text || '（空）'}</span>
        {marks.length > 0 && <span className="contents-marks">{marks.join(' · ')}</span>}
      </button>
    </li>
  );
});

/** Headings and issues; a press leads to the place. */
export function OutlinePane({ rows, currentId, onChoose }: OutlinePaneProps) {
  const list = useRef<HTMLOListElement>(null);
  const current = rows.find(({ paragraphIds }) => currentId !== null && paragraphIds.includes(currentId))?.id;
  useEffect(() => {
    const row = list.current?.querySelector<HTMLElement>('[aria-current]');
    const pane = list.current?.closest<HTMLElement>('.work-scroll');
    if (row && pane) scrollWithin(pane, row, 'nearest');
  }, [current]);
  return (
    <nav aria-label="大纲">
      <ol ref={list} className="contents">
        {rows.map((row) => (
          <Row key={row.id} row={row} isCurrent={row.id === current} onChoose={onChoose} />
        ))}
      </ol>
    </nav>
  );
}
