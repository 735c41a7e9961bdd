// Runs the product with demo data in a folder of its own and removes the folder after the server has left it:
// Playwright stops the server only after its own teardown, so nothing else can tidy up.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SERVER_FLAGS } from '../../scripts/lib/server-flags.mjs';

const DATA_DIR = mkdtempSync(path.join(tmpdir(), 'rectify-e2e-'));
const { DATABASE_URL: _, ...environment } = process.env;
const server = spawn(
  process.execPath,
  [...SERVER_FLAGS, path.resolve(import.meta.dirname, '../../scripts/start.mjs')],
  {
    env: {
      ...environment,
      ...{ NODE_ENV: 'development', HOST: '127.0.0.1', DATA_DIR, DEMO: '1', PUBLIC_URL: '' },
      // Only encrypted backups can be fetched from the screen.
      BACKUP_PASSPHRASE: 'Kettle-Marsh-Lantern-2026',
    },
    stdio: 'inherit',
  },
);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => {
  rmSync(DATA_DIR, { recursive: true, force: true });
  process.exit(code ?? 1);
});
