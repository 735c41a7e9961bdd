// npm run test:tamper: a thousand random tamperings with the audit trail instead of the few of an ordinary test run.
import { at } from './lib/root.mjs';
import { main, runVisible } from './lib/run.mjs';
import { prepare } from './prepare.mjs';

await main(async () => {
  await prepare({ build: false });
  const args = ['run', '--project', 'api', 'apps/api/src/features/audit/chain/tampering.test.ts'];
  return runVisible(process.execPath, [at('node_modules/vitest/vitest.mjs'), ...args], {
    env: { NODE_ENV: 'test', TAMPER_COUNT: process.env.TAMPER_COUNT ?? '1000' },
  });
});
