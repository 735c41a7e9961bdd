import { expect, test } from 'vitest';
import { isClean, runKills } from '../../../scripts/faults/kills.ts';

// The fault run in small: what it holds against each other must fit what the program writes.

const PLAN = { writes: 80, kills: 2, databaseKills: 1, bothKills: 0, minutes: 2, writers: 4, seed: 7, only: [] };

test('two ends of the server and one of its database lose nothing of what was acknowledged', async () => {
  const report = await runKills(PLAN, ['--import', 'tsx', 'apps/api/src/main.ts']);
  const { losses, impossible, files, failures, chain, crashes } = report;
  const nothing = { missing: [], twice: [], halves: [] };
  expect({ losses, impossible, files, failures, chain, crashes }).toMatchObject({
    ...{ losses: nothing, impossible: [], failures: [], crashes: 0 },
    ...{ files: { broken: [], orphans: [] }, chain: { isWhole: true } },
  });
  expect(isClean(report)).toBe(true);
  expect(report.acknowledged).toBeGreaterThan(0);
  expect([report.ready.server.length, report.ready.database.length]).toEqual([2, 1]);
}, 240_000);
