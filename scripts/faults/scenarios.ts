import { chanceOf, type Plan } from './plan.ts';
import * as databaseAway from './scenarios/database-away.ts';
import * as fullDiskDatabase from './scenarios/full-disk-database.ts';
import * as fullDiskUploads from './scenarios/full-disk-uploads.ts';
import * as poolExhausted from './scenarios/pool-exhausted.ts';
import * as slowClients from './scenarios/slow-clients.ts';
import * as stopUnderLoad from './scenarios/stop-under-load.ts';
import * as workerDies from './scenarios/worker-dies.ts';
import { type Finding, Stage } from './stage.ts';

const ALL = [
  fullDiskUploads,
  fullDiskDatabase,
  databaseAway,
  poolExhausted,
  slowClients,
  stopUnderLoad,
  workerDies,
] as const;

export interface Verdict extends Finding {
  name: string;
  /** Why it could not be played here. */
  skipped: string | null;
  seconds: number;
}

const NOTHING: Finding = { faults: [], seen: '', figures: {} };

async function playOne({ name, whyNot, play }: (typeof ALL)[number], seed: number): Promise<Verdict> {
  const skipped = whyNot();
  if (skipped) return { ...NOTHING, name, skipped, seconds: 0 };
  const startedAt = performance.now();
  const stage = new Stage(chanceOf(seed));
  const taken = () => (performance.now() - startedAt) / 1000;
  try {
    return { ...(await play(stage)), name, skipped: null, seconds: taken() };
  } catch (error) {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ...NOTHING, faults: [words], name, skipped: null, seconds: taken() };
  } finally {
    await stage.clear();
  }
}

/** Plays the scenarios one after the other and tells each verdict as it comes. */
export async function playAll({ only, seed }: Plan, say: (verdict: Verdict) => void): Promise<Verdict[]> {
  const chosen = ALL.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
  const verdicts: Verdict[] = [];
  for (const scenario of chosen) {
    const verdict = await playOne(scenario, seed);
    say(verdict);
    verdicts.push(verdict);
  }
  return verdicts;
}
