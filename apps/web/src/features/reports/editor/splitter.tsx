import { useRef, type KeyboardEvent, type PointerEvent } from 'react';

interface SplitterProps {
  label: string;
  /** A vertical bar parts left from right. */
  direction: 'vertical' | 'horizontal';
  value: number;
  min: number;
  max: number;
  /** 1 where dragging right or down makes it larger. */
  sign: 1 | -1;
  onChange: (value: number) => void;
}

const STEP = 24;

/** The bar between two panes: dragged, or moved with the arrow keys. */
export function Splitter({ label, direction, value, min, max, sign, onChange }: SplitterProps) {
  const start = useRef<{ at: number; value: number } | null>(null);
  const placeOf = (event: PointerEvent) => (direction === 'vertical' ? event.clientX : event.clientY);
  const take = (next: number) => onChange(Math.round(Math.min(max, Math.max(min, next))));
  const key = (event: KeyboardEvent) => {
    const [less, more] = direction === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (event.key !== less && event.key !== more) return;
    event.preventDefault();
    take(value + sign * (event.key === more ? STEP : -STEP));
  };
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={direction}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      className={`splitter splitter-${direction}`}
      onKeyDown={key}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { at: placeOf(event), value };
      }}
      onPointerMove={(event) => {
        if (start.current) take(start.current.value + sign * (placeOf(event) - start.current.at));
      }}
      onPointerUp={() => (start.current = null)}
      onPointerCancel={() => (start.current = null)}
    />
  );
}
