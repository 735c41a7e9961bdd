// Prints what the parser understands of a report, and what the check finds in it, as JSON: npm run --silent check-report -- FILE
// Plain JavaScript without dependencies, because a fresh clone has no node_modules yet.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tsx = join(root, 'node_modules', 'tsx', 'dist', 'esm', 'index.mjs');

/** Installs quietly; everything npm says goes to stderr, so that stdout stays pure JSON. */
function install() {
  process.stderr.write('首次运行，正在安装依赖……\n');
  const isWindows = process.platform === 'win32';
  const result = spawnSync(isWindows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: isWindows,
  });
  if (result.status !== 0) {
    process.stderr.write('依赖安装失败，请检查网络后运行 npm ci。\n');
    process.exit(2);
  }
}

if (!existsSync(tsx)) install();

const program = join(root, 'packages', 'report-text', 'bin', 'check-report.ts');
const run = spawnSync(process.execPath, ['--import', pathToFileURL(tsx).href, program, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, INIT_CWD: process.env['INIT_CWD'] ?? process.cwd() },
});
process.exit(run.status ?? 2);
