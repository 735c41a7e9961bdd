import { readSettings, SettingsFault, type Settings } from './env.ts';
import { closeDb, createDb, DatabaseFault, patiently, waitForLock } from '@rectify/db';
import type { Deps } from './context.ts';
import { publicUrlOf } from './deps.ts';
import { demoNotice, isDemo, seedDemo } from './demo/seed-demo.ts';
import { markFinished, markUnfinished } from './demo/unfinished.ts';
import { createFirstAdministrator, FIRST_ADMINISTRATOR, isEmpty } from './first-run.ts';
import { openDeps, serve, type Opened, type Running } from './server.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Demo data enters an empty database of our own, or one given by DATABASE_URL only when asked for. */
const wantsDemo = (settings: Settings) =>
  settings.DEMO ?? (settings.DATABASE_URL === undefined && settings.NODE_ENV !== 'production');

/** Filling a database is done once and as a whole: it waits for a busy machine as no request would. */
async function fillEmpty(opened: Opened): Promise<string | null> {
  if (!(await isEmpty(opened.deps))) return null;
  const db = createDb(opened.deps.databaseUrl, { waitMs: 60_000 });
  try {
    return await fill({ ...opened.deps, db });
  } finally {
    await closeDb(db);
  }
}

async function fill(deps: Deps): Promise<string | null> {
  if (wantsDemo(deps.settings)) {
    say('数据库是空的，正在载入演示数据…');
    await markUnfinished(deps.db);
    await seedDemo(deps);
    await markFinished(deps.db);
    return null;
  }
  const password = await createFirstAdministrator(deps);
  return `首个管理员账号：${FIRST_ADMINISTRATOR}　一次性密码：${password}\n（只显示这一次；首次登录须修改密码）`;
}

/** Held by the one process that brings the database up to date and fills it. */
const START_LOCK = 7_318_236;
/** A database that is started together with its program may be a little later. */
const START_PATIENCE_MS = 5_000;

/** Of several processes that start on one database at once, one prepares it and the others wait. */
async function waitForTurn({ DATABASE_URL }: Settings): Promise<() => Promise<void>> {
  // The embedded database belongs to one process in any case.
  if (!DATABASE_URL) return async () => undefined;
  const tell = () => say('另一个进程正在准备数据库，等它完成…');
  return patiently(() => waitForLock(DATABASE_URL, START_LOCK, tell), START_PATIENCE_MS);
}

async function tellHowToUse({ deps }: Running, notice: string | null): Promise<void> {
  const address = publicUrlOf(deps.settings);
  if (deps.settings.ROLE === 'worker') say('\n整改通的工作进程已启动：办理队列与定时任务。');
  else say(`\n整改通已启动\n  公开网站：${address}/\n  工作人员：${address}/app`);
  if (notice) say(`\n${notice}`);
  // It serves people by now: a database that is late with this one answer ends nothing.
  if (await isDemo(deps).catch(() => false)) say(`\n${demoNotice()}`);
  say('\n按 Ctrl-C 停止。');
}

/** Ends the program on Ctrl-C or SIGTERM by closing what is open at that moment; answers whether it is doing so. */
function stopOnSignal(close: () => Promise<void>): () => boolean {
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    say('\n正在停止…');
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`停止时出错：${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return () => isStopping;
}

function explain(error: unknown, settings: Settings | null): string {
  if (error instanceof SettingsFault || error instanceof DatabaseFault) return error.message;
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE' && settings)
    return `端口 ${settings.PORT} 已被占用。请停止占用它的程序，或换一个端口启动，例如：PORT=3100 npm start`;
  if (code === 'EACCES' && settings)
    return `没有权限使用端口 ${settings.PORT}。请换一个 1024 以上的端口，例如：PORT=3100 npm start`;
  return `启动失败：${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** Starts the server as its environment says, and ends the process where that cannot be. */
export async function main(): Promise<void> {
  let settings: Settings | null = null;
  let opened: Opened | null = null;
  let running: Running | null = null;
  let isStopping = () => false;
  try {
    settings = readSettings();
    const release = await waitForTurn(settings);
    opened = await openDeps(settings);
    isStopping = stopOnSignal(async () => (running ? running.stop() : opened?.close()));
    const notice = await fillEmpty(opened);
    await release();
    running = await serve(opened);
    await tellHowToUse(running, notice);
  } catch (error) {
    // Whatever was under way when the database closed is no fault.
    if (isStopping()) return;
    process.stderr.write(`\n${explain(error, settings)}\n`);
    await (running ? running.stop() : opened?.close());
    process.exit(1);
  }
}
