import type { CorpusCase } from './case.ts';
import { days } from './days.ts';
import { heldOutReports } from './held-out-reports.ts';
import { heldOutWords } from './held-out-words.ts';
import { layouts as laidOut } from './layouts.ts';
import { numbers } from './numbers.ts';
import { persons } from './persons.ts';
import { promises } from './promises.ts';
import { recheck as again } from './recheck.ts';
import { traps as later } from './traps.ts';
import { words } from './words.ts';

/** Texts that the rules were tuned on. */
export const tuned: readonly CorpusCase[] = [...promises, ...days, ...numbers, ...words, ...persons];
/** Texts written with the others and looked at only when the rules stood. */
export const heldOut: readonly CorpusCase[] = [...heldOutReports, ...heldOutWords];
/** Texts written after the rules stood, to lead them astray. */
export const traps: readonly CorpusCase[] = later;
/** Texts written after the rules had been mended. */
export const recheck: readonly CorpusCase[] = again;
/** Texts after what a reader outside found wrong or missing. */
export const layouts: readonly CorpusCase[] = laidOut;
export { unfamiliar, unfamiliarFourth, unfamiliarSecond, unfamiliarThird } from './unfamiliar/index.ts';
