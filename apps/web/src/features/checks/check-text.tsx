import { memo, useEffect, useMemo, useRef } from 'react';
import { scrollWithin } from '../../ui/scroll-within.ts';
import { SEVERITY_WORDS } from '../../ui/finding-list.tsx';
import { linesWithFindings, type CheckedText, type Finding, type Line } from './check-state.ts';

interface CheckTextProps {
  checked: CheckedText;
  /** Key of the finding being looked at, or a line. */
  active: { key: string } | { line: number } | null;
  onChoose: (finding: Finding) => void;
}

const LineView = memo(
  function LineView({ line, activeKey, isActive }: { line: Line; activeKey: string | null; isActive: boolean }) {
    return (
      <div data-line={line.number} className={isActive ? 'check-line is-active' : 'check-line'}>
        <span className="check-line-number" aria-hidden>
          {line.number}
        </span>
        <span>
          {line.pieces.map(({ text, finding }, index) =>
            finding ? (
              <mark
                key={index}
                data-key={finding.key}
                className={`mark-${finding.severity}${finding.key === activeKey ? ' is-active' : ''}`}
                title={`${SEVERITY_WORDS[finding.severity]}：${finding.message}`}
              >
                {text}
              </mark>
            ) : (
              text
            ),
          )}
        </span>
      </div>
    );
  },
  (before, after) =>
    before.line === after.line && before.isActive === after.isActive && before.activeKey === after.activeKey,
);

/** The text that was checked, with what was found marked in it. */
export function CheckText({ checked, active, onChoose }: CheckTextProps) {
  const box = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesWithFindings(checked), [checked]);
  const activeKey = active && 'key' in active ? active.key : null;
  const activeLine = active && 'line' in active ? active.line : null;

  useEffect(() => {
    if (!active) return;
    const selector = 'key' in active ? `[data-key="${CSS.escape(active.key)}"]` : `[data-line="${active.line}"]`;
    const target = box.current?.querySelector<HTMLElement>(selector);
    if (target) scrollWithin(box.current, target);
  }, [active]);

  return (
    <div
      ref={box}
      className="check-text"
      tabIndex={0}
      role="region"
      aria-label="检查的文字"
      onClick={(event) => {
        const key = (event.target as HTMLElement).closest<HTMLElement>('[data-key]')?.dataset['key'];
        const finding = checked.findings.find((each) => each.key === key);
        if (finding) onChoose(finding);
      }}
    >
      {lines.map((line) => {
        const hasActive = activeKey !== null && line.pieces.some(({ finding }) => finding?.key === activeKey);
        return (
          <LineView
            key={line.number}
            line={line}
            activeKey={hasActive ? activeKey : null}
            isActive={line.number === activeLine}
          />
        );
      })}
    </div>
  );
}
