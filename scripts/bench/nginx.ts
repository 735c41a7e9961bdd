import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BareFile } from './bare.ts';
import { freePort } from './free-port.ts';
import type { Measured } from './product.ts';

const PROGRAM = 'nginx';

/** Debian keeps it where only root looks. */
const ENVIRONMENT = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` };

function configure(folder: string, port: number, files: readonly BareFile[]): string {
  const places = files.map(({ path: address, headers, body }, index) => {
    const file = path.join(folder, `page-${index}`);
    writeFileSync(file, Buffer.from(body, 'base64'));
    const sent = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-type');
    const lines = sent.map(([name, value]) => `add_header ${name} ${JSON.stringify(value)};`);
    return `location = ${address} { default_type "text/html; charset=utf-8"; alias ${file}; ${lines.join(' ')} }`;
  });
  return `
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    worker_processes 1; daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
    events { worker_connections 256; }
    http {
      access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 100000000;
      open_file_cache max=100; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p;
      fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
      server { listen 127.0.0.1:${port}; ${places.join('\n')} }
    }`;
}

/** Serves the files by nginx with one worker; null where there is no nginx. */
export async function startNginx(dataDir: string, files: readonly BareFile[]): Promise<Measured | null> {
  if (spawnSync(PROGRAM, ['-v'], { env: ENVIRONMENT }).status !== 0) return null;
  const folder = path.join(dataDir, 'nginx');
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  writeFileSync(path.join(folder, 'nginx.conf'), configure(folder, port, files));
  const child = spawn(PROGRAM, ['-p', folder, '-c', path.join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: ENVIRONMENT,
  });
  const isUp = () =>
    fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
  for (let tries = 0; tries < 50 && !(await isUp()); tries += 1) await sleep(100);
  return {
    port,
    pid: child.pid ?? 0,
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
