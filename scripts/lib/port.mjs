import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Trouble } from './run.mjs';

const PATIENCE_MS = 3_000;

/** Makes sure that the address is free before anything else is touched; a predecessor may take a moment to leave. */
export async function checkAddress(host, port) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const code = await tryListen(host, port);
    if (code === null) return;
    if (code !== 'EADDRINUSE') throw new Trouble(explain(code, host, port));
    if (Date.now() > deadline) throw new Trouble(explain(code, host, port));
    await sleep(200);
  }
}

function tryListen(host, port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code ?? 'UNKNOWN'));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

function explain(code, host, port) {
  if (code === 'EADDRINUSE') {
    const other = port < 65_535 ? port + 1 : 3001;
    return `端口 ${port} 已被占用（${host}:${port}）。请停止占用它的程序，或用环境变量 PORT 换一个端口，例如：PORT=${other} npm start`;
  }
  if (code === 'EACCES')
    return `没有权限使用端口 ${port}。请用环境变量 PORT 换一个 1024 以上的端口，例如：PORT=3000 npm start`;
  return `无法在 ${host}:${port} 上监听（${code}）。请检查环境变量 HOST 与 PORT；只在本机使用时 HOST 可为 127.0.0.1。`;
}
