import { useState } from 'react';

export interface Panes {
  outline: number;
  side: number;
  check: number;
  isOutlineShut: boolean;
  isSideShut: boolean;
}

const KEY = 'rectify:report-panes';
const USUAL: Panes = { outline: 220, side: 440, check: 260, isOutlineShut: false, isSideShut: false };

function kept(): Panes {
  try {
    return { ...USUAL, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Panes>) };
  } catch {
    return USUAL;
  }
}

/** Widths of the editor's panes, as this computer's user last set them. */
export function usePanes() {
  const [panes, setPanes] = useState(kept);
  const change = (patch: Partial<Panes>) => {
    const next = { ...panes, ...patch };
    setPanes(next);
    try {
      localStorage.setItem(KEY, JSON.stringify(next));
    } catch {
      // Private mode: they hold until the page is left.
    }
  };
  return [panes, change] as const;
}
