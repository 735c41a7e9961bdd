// Makes a clone ready to run: dependencies, the generated database client, the two builds.
// What has not changed since the last time is not done again.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { whenChanged } from './lib/fingerprint.mjs';
import { installDependencies } from './lib/install.mjs';
import { at } from './lib/root.mjs';
import { main, runQuiet, stopChildrenOnSignal } from './lib/run.mjs';
import { SERVER_FLAGS } from './lib/server-flags.mjs';
import { step } from './lib/step.mjs';
import { checkNode } from './lib/versions.mjs';

const CLIENT = 'packages/db/src/generated/prisma';
const LOCK = at('.cache', 'preparing.pid');

/** Brings everything up to date; `build: false` leaves out the two builds (development builds as it goes). */
export async function prepare({ build = true } = {}) {
  checkNode();
  const undo = stopChildrenOnSignal();
  const unlock = await takeTurn();
  try {
    await installDependencies();
    await generateClient();
    if (build) await buildAll();
  } finally {
    unlock();
    undo();
  }
}

async function generateClient() {
  await whenChanged('client', { inputs: ['prisma/schema.prisma', 'package-lock.json'], output: CLIENT }, () =>
    step('生成数据库客户端', async () => {
      await runQuiet(
        process.execPath,
        [at('node_modules/prisma/build/index.js'), 'generate', '--schema', 'prisma/schema.prisma'],
        {
          // Any program will do: generating needs no engine, but without this Prisma would download one.
          env: {
            PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
            CHECKPOINT_DISABLE: '1',
            PRISMA_HIDE_UPDATE_MESSAGE: '1',
          },
          advice: '数据库客户端生成失败（以上是 prisma 的输出）。请检查 prisma/schema.prisma。',
        },
      );
    }),
  );
}

async function buildAll() {
  const shared = ['packages', 'package-lock.json', 'tsconfig.base.json'];
  const web = ['apps/web', ...shared];
  await whenChanged('web', { inputs: web, output: 'apps/web/dist/index.html' }, () =>
    step('构建网页', () =>
      runQuiet(process.execPath, [at('node_modules/vite/bin/vite.js'), 'build'], {
        cwd: at('apps/web'),
        env: { NODE_ENV: 'production' },
        advice: '网页构建失败（以上是 vite 的输出）。若刚改过代码，请按提示修正；否则删除 node_modules 后重试。',
      }),
    ),
  );
  const api = [
    'apps/api',
    'prisma/schema.prisma',
    'scripts/lib/build-api.mjs',
    'scripts/lib/build-verifier.mjs',
    'scripts/lib/launch-server.mjs',
    'scripts/lib/launched-form.mjs',
    'package.json',
    ...shared,
  ];
  await whenChanged('api', { inputs: api, output: 'apps/api/dist/main.js' }, () =>
    step('构建服务端', () =>
      // With the flags it will run under: V8 takes what it kept under the same only.
      runQuiet(process.execPath, [...SERVER_FLAGS, at('scripts/lib/build-api.mjs')], {
        advice: '服务端构建失败（以上是 esbuild 的输出）。若刚改过代码，请按提示修正；否则删除 node_modules 后重试。',
      }),
    ),
  );
}

/** Two commands started in one clone prepare one after the other. */
async function takeTurn() {
  mkdirSync(path.dirname(LOCK), { recursive: true });
  let hasSaidSo = false;
  while (!tryLock()) {
    if (!hasSaidSo) console.log('… 另一个命令正在准备这份代码，等它完成');
    hasSaidSo = true;
    await sleep(500);
  }
  return () => rmSync(LOCK, { force: true });
}

function tryLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isHolderAlive()) rmSync(LOCK, { force: true });
    return false;
  }
}

function isHolderAlive() {
  try {
    const pid = Number(readFileSync(LOCK, 'utf8'));
    if (pid === process.pid) return false;
    // Just created and not yet written by the other one.
    if (pid === 0) return true;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(() => prepare());
