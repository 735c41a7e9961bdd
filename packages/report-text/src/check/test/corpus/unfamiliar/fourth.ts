import type { CorpusCase } from '../case.ts';
import { fourth1 } from './fourth-1.ts';
import { fourth2 } from './fourth-2.ts';
import { fourth3 } from './fourth-3.ts';
import { fourth4 } from './fourth-4.ts';
import { fourth5 } from './fourth-5.ts';
import { fourth6 } from './fourth-6.ts';

/** Thirty-six reports that nobody who knew the rules had written or read before their first run. */
export const unfamiliarFourth: readonly CorpusCase[] = [
  ...fourth1,
  ...fourth2,
  ...fourth3,
  ...fourth4,
  ...fourth5,
  ...fourth6,
];
