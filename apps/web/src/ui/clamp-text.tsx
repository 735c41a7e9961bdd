import { useLayoutEffect, useRef, useState } from 'react';

/** Long text in two lines (or as many as asked), with 展开 only where something is hidden. */
export function ClampText({ text, lines = 2, className = '' }: { text: string; lines?: number; className?: string }) {
  const box = useRef<HTMLSpanElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [isLong, setLong] = useState(false);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      if (!isOpen) setLong(element.scrollHeight > element.clientHeight + 2);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [text, lines, isOpen]);

  return (
    <span className={`clamp ${className}`}>
      <span
        ref={box}
        className={isOpen ? 'clamp-open' : 'clamp-shut'}
        style={{ WebkitLineClamp: isOpen ? 'none' : lines }}
      >
        {text}
      </span>
      {(isLong || isOpen) && (
        <button
          type="button"
          className="text-button"
          aria-expanded={isOpen}
          onClick={(event) => {
            event.stopPropagation();
            event.preventDefault();
            setOpen(!isOpen);
          }}
        >
          {isOpen ? '收起' : '展开'}
        </button>
      )}
    </span>
  );
}
