/** Where two texts differ: what both begin with, what stands there in each, and what both end with. */
export interface DifferingParts {
  head: string;
  expected: string;
  found: string;
  tail: string;
}

/** Parts two texts at whole characters; texts that have nothing in common are all difference. */
export function differingParts(expected: string, found: string): DifferingParts {
  const a = [...expected];
  const b = [...found];
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return {
    head: a.slice(0, start).join(''),
    expected: a.slice(start, a.length - end).join(''),
    found: b.slice(start, b.length - end).join(''),
    tail: a.slice(a.length - end).join(''),
  };
}
