import type { CheckCode } from '../../../types.ts';

/** What a first run brought, before any rule was changed for it: right, wrong, missed. */
export type FirstRun = readonly (readonly [CheckCode, right: number, wrong: number, missed: number])[];

/** Of the sixty texts: 53 findings, of which 16 were right. */
export const unfamiliarFirst: FirstRun = [
  ['unclassified-text', 0, 3, 0],
  ['number-gap', 1, 1, 0],
  ['number-duplicate', 1, 0, 0],
  ['heading-missing', 0, 1, 0],
  ['ordinal-late', 1, 1, 0],
  ['issue-without-measures', 0, 28, 0],
  ['claim-mismatch', 1, 1, 1],
  ['date-impossible', 1, 0, 0],
  ['all-done-contradiction', 0, 1, 5],
  ['target-shrunk', 0, 0, 4],
  ['date-out-of-range', 1, 0, 2],
  ['evidence-before-feedback', 1, 0, 0],
  ['sum-mismatch', 1, 0, 3],
  ['personal-data', 2, 0, 7],
  ['secrecy-marking', 1, 1, 0],
  ['vague', 1, 0, 1],
  ['repeated-passage', 1, 0, 0],
  ['typography', 3, 0, 0],
  ['term-inconsistent', 0, 0, 3],
];

/** Of the thirty further texts: 15 findings, of which 14 were right. */
export const unfamiliarSecondFirst: FirstRun = [
  ['ordinal-gap', 1, 0, 0],
  ['issue-without-measures', 0, 1, 0],
  ['all-done-contradiction', 2, 0, 0],
  ['target-shrunk', 1, 0, 0],
  ['date-out-of-range', 2, 0, 1],
  ['sum-mismatch', 0, 0, 2],
  ['personal-data', 3, 0, 2],
  ['vague', 1, 0, 0],
  ['repeated-passage', 1, 0, 0],
  ['typography', 2, 0, 0],
  ['term-inconsistent', 1, 0, 0],
];

/** Of the forty long reports: 72 findings, of which 53 were right; notes beside the truth are not counted. */
export const unfamiliarThirdFirst: FirstRun = [
  ['number-gap', 3, 5, 0],
  ['number-duplicate', 0, 0, 1],
  ['number-order', 1, 0, 0],
  ['heading-missing', 1, 1, 0],
  ['ordinal-late', 2, 4, 0],
  ['ordinal-gap', 2, 0, 0],
  ['ordinal-duplicate', 1, 0, 0],
  ['ordinal-typo', 1, 0, 0],
  ['series-repeated', 1, 0, 0],
  ['claim-mismatch', 8, 6, 0],
  ['date-impossible', 3, 0, 1],
  ['all-done-contradiction', 2, 0, 11],
  ['target-shrunk', 0, 0, 6],
  ['date-out-of-range', 2, 0, 5],
  ['evidence-before-feedback', 1, 0, 4],
  ['sum-mismatch', 1, 0, 14],
  ['personal-data', 8, 3, 7],
  ['secrecy-marking', 4, 0, 0],
  ['vague', 1, 0, 4],
  ['repeated-passage', 3, 0, 1],
  ['typography', 7, 0, 1],
  ['term-inconsistent', 1, 0, 4],
];

/** Of the thirty-six reports written by somebody else: 69 findings, of which 63 were right. */
export const unfamiliarFourthFirst: FirstRun = [
  ['number-gap', 6, 0, 0],
  ['number-duplicate', 3, 0, 0],
  ['ordinal-late', 4, 0, 0],
  ['ordinal-gap', 1, 1, 0],
  ['ordinal-duplicate', 0, 0, 1],
  ['ordinal-typo', 0, 0, 1],
  ['issue-without-measures', 0, 4, 0],
  ['claim-mismatch', 3, 0, 2],
  ['date-impossible', 5, 0, 0],
  ['all-done-contradiction', 2, 0, 3],
  ['target-shrunk', 2, 0, 3],
  ['date-out-of-range', 3, 0, 2],
  ['evidence-before-feedback', 3, 0, 2],
  ['sum-mismatch', 1, 0, 7],
  ['personal-data', 11, 1, 4],
  ['secrecy-marking', 6, 0, 0],
  ['vague', 2, 0, 4],
  ['repeated-passage', 4, 0, 0],
  ['typography', 7, 0, 1],
  ['term-inconsistent', 0, 0, 5],
];
