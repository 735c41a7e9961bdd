import { defineConfig } from '@playwright/test';
import { BEYOND_RATES } from '@rectify/testing/rates';
import { BASE_URL, browserArgs, PORT } from './support/machine.ts';

/** The journeys run in a real browser against the real product, started for them with a database of its own. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    baseURL: BASE_URL,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    // A press that is aimed while a window grows in may fall beside its button.
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    trace: { mode: 'retain-on-failure', screenshots: false, sources: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      args: browserArgs(),
      ...(process.env.CHROME_PATH && { executablePath: process.env.CHROME_PATH }),
    },
  },
  webServer: {
    command: 'node support/serve.mjs',
    cwd: import.meta.dirname,
    url: `${BASE_URL}/readyz`,
    env: { PORT, ...BEYOND_RATES },
    reuseExistingServer: false,
    // The first start of a fresh clone builds everything.
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
});
