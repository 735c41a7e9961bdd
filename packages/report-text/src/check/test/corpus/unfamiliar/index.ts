import { bureaus } from './bureaus.ts';
import { campuses } from './campuses.ts';
import { companies } from './companies.ts';
import { secondPlaces } from './second-places.ts';
import { secondUnits } from './second-units.ts';
import { sheets } from './sheets.ts';
import { townships } from './townships.ts';
import type { CorpusCase } from '../case.ts';

/** Sixty texts written without a look at the rules, in the manner of very different offices. */
export const unfamiliar: readonly CorpusCase[] = [...bureaus, ...companies, ...campuses, ...townships, ...sheets];

/** Thirty more, written when the rules had been changed for the first sixty. */
export const unfamiliarSecond: readonly CorpusCase[] = [...secondUnits, ...secondPlaces];

export { unfamiliarFourth } from './fourth.ts';
export { unfamiliarThird } from './third.ts';
