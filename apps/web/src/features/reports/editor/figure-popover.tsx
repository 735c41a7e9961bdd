import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import { formatNumber } from '../../../lib/format.ts';
import { queryOf } from '../../../lib/query.ts';
import { AsyncState } from '../../../ui/async-state.tsx';
import { Floating, type Anchor } from './floating.tsx';

interface FigurePopoverProps {
  reportId: string;
  figureKey: string;
  anchor: Anchor;
  onClose: () => void;
}

/** What a figure counts, each issue with the way to it. */
export function FigurePopover({ reportId, figureKey, anchor, onClose }: FigurePopoverProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const query = useQuery(queryOf('getReportFigure', { params: { id: reportId, key: figureKey } }));
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [query.data]);
  return (
    <Floating anchor={anchor} label="这个数字算的是什么" onClose={onClose}>
      <div className="figure-popover">
        <AsyncState query={query} rows={3}>
          {({ label, scope, text, unit, items }) => (
            <>
              <h3 ref={heading} tabIndex={-1}>
                {label}
                {scope && `（${scope}）`}：{text}
                {unit && ` ${unit}`}
              </h3>
              <p className="hint">
                {items.length > 0
                  ? `由台账算出，来自下面 ${formatNumber(items.length)} 个问题。`
                  : '由台账算出，现在没有算入的问题。'}
              </p>
              <ul className="figure-items">
                {items.map(({ issueId, name, share }, index) => (
                  <li key={index}>
                    {issueId ? <Link to={`/app/issues/${issueId}`}>{name}</Link> : name}
                    {share && <span className="hint"> {share}</span>}
                  </li>
                ))}
              </ul>
            </>
          )}
        </AsyncState>
        <button type="button" className="text-button" onClick={onClose}>
          关闭
        </button>
      </div>
    </Floating>
  );
}
