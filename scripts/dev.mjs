// npm run dev: both sides with hot reload; what they print is marked with where it comes from.
import { createInterface } from 'node:readline';
import { checkAddress } from './lib/port.mjs';
import { at } from './lib/root.mjs';
import { main, start } from './lib/run.mjs';
import { prepare } from './prepare.mjs';

const WEB_PORT = 5173;

await main(async () => {
  const port = Number(process.env.PORT || 3000);
  await checkAddress(process.env.HOST || '127.0.0.1', port);
  await prepare({ build: false });
  const env = { ...process.env, RECTIFY_API_PORT: String(port) };
  const api = startMarked(
    '服务端',
    ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'apps/api/src/main.ts'],
    { cwd: at(), env },
  );
  const web = startMarked(
    '网页',
    ['node_modules/vite/bin/vite.js', '--port', String(WEB_PORT), '--clearScreen', 'false'],
    { cwd: at('apps/web'), env },
  );
  stopTogether([api, web]);
  console.log(
    `工作人员页面（热更新）：http://127.0.0.1:${WEB_PORT}/app/　　服务端：http://127.0.0.1:${port}　　按 Ctrl-C 结束`,
  );
});

function startMarked(mark, [script, ...args], options) {
  const child = start(process.execPath, [at(script), ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => console.log(`[${mark}] ${line}`));
  }
  return child;
}

/** When one side ends, so does the other; Ctrl-C waits until both have tidied up. */
function stopTogether(children) {
  const stop = () => children.forEach((child) => child.kill('SIGTERM'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  for (const child of children) {
    child.once('exit', (code) => {
      process.exitCode ||= code ?? 0;
      stop();
    });
  }
}
