import type Sharp from 'sharp';
import { createTurns } from '../../turns.ts';

/** One picture after the other: each may take the memory of a whole one. */
export const pictureTurn = createTurns(1);

let loaded: Promise<typeof Sharp> | null = null;

/** The library that reads pictures: many megabytes that a process needs only once somebody brings or opens one. */
export function loadSharp(): Promise<typeof Sharp> {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    // One picture at a time on one thread each, and nothing remembered: memory stays small whatever is sent.
    sharp.cache(false);
    sharp.concurrency(1);
    return sharp;
  });
  return loaded;
}
