import { memo, useEffect, useMemo, useRef } from 'react';
import { kindsByLine, type OutlineRow } from './import-outline.ts';

interface TextPaneProps {
  lines: readonly string[];
  rows: readonly OutlineRow[];
  /** The line to show and highlight. */
  line: number | null;
  onChoose: (line: number) => void;
}

interface LineProps {
  number: number;
  text: string;
  kind: OutlineRow['kind'] | undefined;
  isActive: boolean;
}

// A whole issue in one paragraph: bold would shout.
const RUN_ON = 160;

const LineView = memo(function LineView({ number, text, kind, isActive }: LineProps) {
  return (
    <div
      data-line={number}
      className={`text-line${kind ? ` starts-${kind}` : ''}${text.length > RUN_ON ? ' is-run-on' : ''}${isActive ? ' is-active' : ''}`}
      aria-current={isActive ? 'true' : undefined}
    >
      <span className="line-number" aria-hidden>
        {number}
      </span>
      <span>{text}</span>
    </div>
  );
});

/** The pasted text with line numbers; what begins a heading, issue or measure is marked at the edge. */
export function TextPane({ lines, rows, line, onChoose }: TextPaneProps) {
  const box = useRef<HTMLDivElement>(null);
  const kinds = useMemo(() => kindsByLine(rows), [rows]);

  useEffect(() => {
    if (line === null) return;
    const pane = box.current;
    const target = pane?.querySelector<HTMLElement>(`[data-line="${line}"]`);
    if (!pane || !target) return;
    if (pane.scrollHeight <= pane.clientHeight + 1) {
      // On a phone the page scrolls, not the pane.
      target.scrollIntoView({ block: 'center' });
      return;
    }
    const { top, bottom } = target.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    if (top < frame.top + 24 || bottom > frame.bottom - 24) pane.scrollTop += top - frame.top - frame.height / 3;
  }, [line]);

  return (
    <div
      ref={box}
      className="text-pane"
      tabIndex={0}
      role="region"
      aria-label="通报文字，带行号"
      onClick={(event) => {
        const chosen = (event.target as HTMLElement).closest<HTMLElement>('[data-line]')?.dataset.line;
        if (chosen && (window.getSelection()?.isCollapsed ?? true)) onChoose(Number(chosen));
      }}
    >
      {lines.map((text, index) => (
        <LineView
          key={index}
          number={index + 1}
          text={text}
          kind={kinds.get(index + 1)?.kind}
          isActive={line === index + 1}
        />
      ))}
    </div>
  );
}
