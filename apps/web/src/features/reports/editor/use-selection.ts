import { useCallback, useState } from 'react';
import { scrollWithin } from '../../../ui/scroll-within.ts';
import type { Mark } from './finding-place.ts';
import type { Selection } from './paragraph-list.tsx';

const FRAMES = 20;

interface Showing {
  focus?: boolean;
  block?: 'center' | 'nearest';
}

/** Brings a paragraph into sight as soon as it is there; its focus goes with it where asked for. */
export function showParagraph(id: string, { focus = false, block = 'center' }: Showing = {}, frames = FRAMES): void {
  requestAnimationFrame(() => {
    const row = document.querySelector<HTMLElement>(`[data-paragraph="${CSS.escape(id)}"]`);
    // On a phone the text is another tab, which is only now being opened.
    if (!row && frames > 0) showParagraph(id, { focus, block }, frames - 1);
    if (!row) return;
    scrollWithin(row.closest<HTMLElement>('.work-scroll'), row, block);
    if (focus) row.focus({ preventScroll: true });
  });
}

/** Which paragraph is being worked on, and which words of one are marked. */
export function useSelection() {
  const [selection, setSelection] = useState<Selection | null>(null);
  const [mark, setMark] = useState<(Mark & { id: string }) | null>(null);
  const jump = useCallback((id: string, words?: Mark) => {
    setSelection({ id, startAt: null });
    setMark(words ? { id, ...words } : null);
    showParagraph(id, { focus: true });
  }, []);
  return { selection, setSelection, mark, jump };
}
