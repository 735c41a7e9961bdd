import { useState } from 'react';
import { formatDay, formatInstant } from '../../../lib/format.ts';
import { useSession } from '../../../lib/session.tsx';
import { ClampText } from '../../../ui/clamp-text.tsx';
import type { Measure, ProgressEntry } from './issue-types.ts';

interface ProgressListProps {
  measure: Measure;
  /** Offered only to those who may file progress. */
  onCorrect?: ((entry: ProgressEntry) => void) | undefined;
}

/** The latest progress, and the earlier ones on demand; nothing filed is ever changed, only corrected by a later entry. */
export function ProgressList({ measure, onCorrect }: ProgressListProps) {
  const { today } = useSession();
  const [isOpen, setOpen] = useState(false);
  const { progress, progressCount } = measure;
  if (progress.length === 0) return <p className="hint no-progress">还没有进展</p>;
  const sorted = [...progress].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const corrected = new Set(progress.map(({ correctsId }) => correctsId));
  const shown = isOpen ? sorted : sorted.slice(0, 1);
  return (
    <div className="progress">
      <ol className="progress-list">
        {shown.map((entry) => (
          <li key={entry.id} className={corrected.has(entry.id) ? 'is-corrected' : ''}>
            <p className="progress-meta">
              <strong>截至{formatDay(entry.asOf, today)}</strong>
              {entry.correctsId && <span>（更正）</span>}
              {corrected.has(entry.id) && <span>（已被更正）</span>}
              <span className="hint" title={formatInstant(entry.createdAt)}>
                {entry.createdBy} 填报
              </span>
              {onCorrect && !corrected.has(entry.id) && (
                <button type="button" className="text-button no-print" onClick={() => onCorrect(entry)}>
                  更正
                </button>
              )}
            </p>
            <ClampText text={entry.text} lines={isOpen ? 12 : 4} className="reading" />
          </li>
        ))}
      </ol>
      {progressCount > 1 && (
        <button type="button" className="text-button no-print" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? '只看最近一条' : `全部 ${progressCount} 条进展`}
        </button>
      )}
      {isOpen && progress.length < progressCount && <p className="hint">更早的进展见右侧经过。</p>}
    </div>
  );
}
