/** A value with the steps that led to it, for undo and redo. */
export interface EditHistory<T> {
  past: readonly T[];
  present: T;
  future: readonly T[];
}

const STEPS_KEPT = 300;

export function startHistory<T>(present: T): EditHistory<T> {
  return { past: [], present, future: [] };
}

/** Takes one step; a step that changes nothing leaves no trace. */
export function advance<T>(history: EditHistory<T>, next: T): EditHistory<T> {
  if (next === history.present) return history;
  return { past: [...history.past, history.present].slice(-STEPS_KEPT), present: next, future: [] };
}

export function undo<T>({ past, present, future }: EditHistory<T>): EditHistory<T> {
  const last = past.at(-1);
  return last === undefined
    ? { past, present, future }
    : { past: past.slice(0, -1), present: last, future: [present, ...future] };
}

export function redo<T>({ past, present, future }: EditHistory<T>): EditHistory<T> {
  const [first, ...rest] = future;
  return first === undefined ? { past, present, future } : { past: [...past, present], present: first, future: rest };
}
