import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** Where something floats: beside this stretch of the window. */
export interface Anchor {
  left: number;
  top: number;
  bottom: number;
}

interface FloatingProps {
  anchor: Anchor;
  label: string;
  onClose: () => void;
  children: ReactNode;
}

const GAP = 4;
const MARGIN = 8;

/** A small window beside a place in the text; a press outside, Escape or scrolling of the page closes it. */
export function Floating({ anchor, label, onClose, children }: FloatingProps) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const put = () => {
      const { width, height } = element.getBoundingClientRect();
      const fitsBelow = anchor.bottom + GAP + height <= window.innerHeight - MARGIN;
      setPlace({
        left: Math.max(MARGIN, Math.min(anchor.left, window.innerWidth - width - MARGIN)),
        top: fitsBelow ? anchor.bottom + GAP : Math.max(MARGIN, anchor.top - GAP - height),
      });
    };
    put();
    // It grows when what it shows has arrived.
    const observer = new ResizeObserver(put);
    observer.observe(element);
    return () => observer.disconnect();
  }, [anchor]);

  useEffect(() => {
    const press = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onClose();
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose();
    };
    window.addEventListener('pointerdown', press);
    window.addEventListener('keydown', escape);
    return () => {
      window.removeEventListener('pointerdown', press);
      window.removeEventListener('keydown', escape);
    };
  }, [onClose]);

  return createPortal(
    <div
      ref={box}
      role="dialog"
      aria-label={label}
      className="floating"
      style={place ? { left: place.left, top: place.top } : { left: 0, top: 0, opacity: 0 }}
    >
      {children}
    </div>,
    document.querySelector('.app') ?? document.body,
  );
}

export function anchorOf(element: Element): Anchor {
  const { left, top, bottom } = element.getBoundingClientRect();
  return { left, top, bottom };
}
