import { randomInt } from 'node:crypto';

/** How much of everything one run does; all of it by environment variable. */
export interface Plan {
  /** Acknowledged writes after which the killing ends. */
  writes: number;
  /** kill -9 of the server. */
  kills: number;
  /** kill -9 of all of PostgreSQL's processes. */
  databaseKills: number;
  /** kill -9 of both at once. */
  bothKills: number;
  /** After so many minutes what was done until then is judged; 0: no limit. */
  minutes: number;
  writers: number;
  seed: number;
  /** Names of the scenarios to play; all when empty. */
  only: string[];
}

function count(name: string, usual: number): number {
  const given = Number(process.env[name] || usual);
  if (!Number.isInteger(given) || given < 0) throw new Error(`${name} should be a whole number`);
  return given;
}

/** Reads the plan; the small run of the tests gives its own figures. */
export function readPlan(): Plan {
  return {
    writes: count('FAULT_WRITES', 20_000),
    kills: count('FAULT_KILLS', 100),
    databaseKills: count('FAULT_DB_KILLS', 20),
    bothKills: count('FAULT_BOTH_KILLS', 5),
    minutes: count('FAULT_MINUTES', 0),
    writers: count('FAULT_WRITERS', 8),
    seed: count('FAULT_SEED', randomInt(1, 1_000_000)),
    only: (process.env['FAULT_ONLY'] ?? '').split(',').filter(Boolean),
  };
}

/** Numbers from 0 to 1 that follow from the seed. */
export type Chance = () => number;

/** A small generator (mulberry32): the same seed, the same choices. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
