import { useCallback, useState } from 'react';
import type { Selection } from './paragraph-list.tsx';

/** Brings a paragraph into sight; its focus goes with it where asked for. */
export function showParagraph(id: string, { focus = false } = {}): void {
  requestAnimationFrame(() => {
    const row = document.querySelector<HTMLElement>(`[data-paragraph="${CSS.escape(id)}"]`);
    row?.scrollIntoView({ block: 'center' });
    if (focus) row?.focus({ preventScroll: true });
  });
}

/** Which paragraph is being worked on, and which words of one are marked. */
export function useSelection() {
  const [selection, setSelection] = useState<Selection | null>(null);
  const [mark, setMark] = useState<{ id: string; quote: string } | null>(null);
  const jump = useCallback((id: string, quote?: string) => {
    setSelection({ id, startAt: null });
    setMark(quote ? { id, quote } : null);
    showParagraph(id, { focus: true });
  }, []);
  return { selection, setSelection, mark, jump };
}
