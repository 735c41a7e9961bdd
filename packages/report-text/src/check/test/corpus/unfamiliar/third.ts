import type { CorpusCase } from '../case.ts';
import { third1 } from './third-1.ts';
import { third2 } from './third-2.ts';
import { third3 } from './third-3.ts';
import { third4 } from './third-4.ts';
import { third5 } from './third-5.ts';
import { third6 } from './third-6.ts';
import { third7 } from './third-7.ts';
import { third8 } from './third-8.ts';

/** Forty reports of very different styles, written before the rules were read. */
export const unfamiliarThird: readonly CorpusCase[] = [
  ...third1,
  ...third2,
  ...third3,
  ...third4,
  ...third5,
  ...third6,
  ...third7,
  ...third8,
];
