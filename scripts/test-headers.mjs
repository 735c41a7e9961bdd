// npm run test:headers: MDN's HTTP Observatory over TLS against the started product, with a test CA of its own.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { at } from './lib/root.mjs';
import { main, Trouble } from './lib/run.mjs';
import { SERVER_FLAGS } from './lib/server-flags.mjs';
import { prepare } from './prepare.mjs';

const SCANNER = '@mdn/mdn-http-observatory';
// Another version may grade otherwise: change it on purpose.
const VERSION = '1.4.8';
const PATHS = ['/', '/verify', '/app'];
const START_MS = 180_000;

/** Where the scanner lies; it is fetched when first asked for, being no part of the product. */
async function findScanner() {
  const folder = at('.cache/observatory');
  const place = path.join(folder, 'node_modules', SCANNER);
  if (!existsSync(place)) {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'package.json'), '{"private":true}\n');
    const args = ['install', '--ignore-scripts', '--omit=optional', '--no-audit', '--no-fund', `${SCANNER}@${VERSION}`];
    const { status } = spawnSync('npm', args, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
    if (status !== 0) throw new Trouble(`没能安装扫描工具 ${SCANNER}，请检查 npm 源。`);
  }
  // It asks whether browsers know the host to be TLS only; no test host is on that list.
  await mkdir(path.join(place, 'conf'), { recursive: true });
  await writeFile(path.join(place, 'conf/hsts-preload.json'), '{}');
  return place;
}

function openssl(folder, ...args) {
  const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Trouble(`没能用 openssl 生成测试证书：${stderr ?? '没有找到 openssl'}`);
}

/** A certificate authority that only this run trusts, and a certificate of it for localhost. */
async function makeCertificates(folder) {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    folder,
    'req',
    '-x509',
    ...key,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=Rectify test CA',
  );
  openssl(folder, 'req', ...key, '-keyout', 'site.key', '-out', 'site.csr', '-subj', '/CN=localhost');
  await writeFile(path.join(folder, 'names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names'];
  openssl(folder, 'x509', '-req', '-in', 'site.csr', '-out', 'site.pem', ...signing);
}

/** A reverse proxy on one port: TLS goes to the product, plain HTTP is sent to TLS. */
function startProxy(folder, target) {
  const read = (name) => readFileSync(path.join(folder, name));
  const forward = http.createServer((request, response) => {
    const headers = { ...request.headers, 'x-forwarded-proto': 'https', 'x-forwarded-for': '127.0.0.1' };
    const asked = http.request({ port: target, host: '127.0.0.1', path: request.url, method: request.method, headers });
    asked.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asked.on('error', () => response.writeHead(502).end());
    request.pipe(asked);
  });
  const plain = http.createServer((request, response) => {
    response.writeHead(301, { Location: `https://${request.headers.host}${request.url}` }).end();
  });
  const secure = tls.createServer({ key: read('site.key'), cert: read('site.pem'), minVersion: 'TLSv1.2' }, (socket) =>
    forward.emit('connection', socket),
  );
  const front = net.createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (first) => {
      socket.pause();
      // 22 is a TLS handshake; everything else is taken for HTTP.
      (first[0] === 22 ? secure : plain).emit('connection', socket);
      socket.unshift(first);
      process.nextTick(() => socket.resume());
    });
  });
  secure.on('tlsClientError', () => undefined);
  return new Promise((resolve) => {
    front.listen(0, '127.0.0.1', () => resolve({ port: front.address().port, close: () => front.close() }));
  });
}

const freePort = () =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** The product as it runs in production, empty, behind that proxy. */
function startProduct(folder, port, publicUrl) {
  const env = {
    ...process.env,
    ...{ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: publicUrl, TRUST_PROXY: '1' },
    ...{
      DATA_DIR: path.join(folder, 'data'),
      DEMO: '0',
      SESSION_SECRET: 'k7Qv2mZx9Lr4Tn8Wb3Yc6Hd1Jf5Gp0Sa',
      DATABASE_URL: '',
    },
  };
  return spawn(process.execPath, [...SERVER_FLAGS, at('apps/api/dist/main.js')], {
    cwd: at(),
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function waitFor(port, child) {
  const end = Date.now() + START_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Trouble('程序没有启动，详情见上文。');
    const status = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Trouble('程序没有在三分钟内启动。');
}

/** The verdict on one page: the scanner runs in a process that trusts the test CA. */
function scan(scanner, folder, address) {
  const program = `
    const { scan } = await import(${JSON.stringify(pathToFileURL(path.join(scanner, 'src/scanner/index.js')).href)});
    console.log(JSON.stringify(await scan(${JSON.stringify(address)})));`;
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: path.join(folder, 'ca.pem') };
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { cwd: scanner, env });
    let out = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.pipe(process.stderr);
    child.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(out)) : reject(new Trouble(`扫描没有完成：${out}`)),
    );
  });
}

function report(address, { scan: verdict, tests }) {
  console.log(`\n${address}  ${verdict.grade}  ${verdict.score}  ${verdict.testsPassed}/${verdict.testsQuantity}`);
  for (const [name, { pass, result, scoreModifier }] of Object.entries(tests))
    console.log(`  ${pass ? '✓' : '✗'} ${name}: ${result}${scoreModifier ? ` (${scoreModifier})` : ''}`);
  return verdict.grade === 'A+' && verdict.testsFailed === 0;
}

await main(async () => {
  await prepare();
  const scanner = await findScanner();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rectify-headers-'));
  // PostgreSQL runs as a user of its own when we are root.
  await chmod(folder, 0o755);
  let [proxy, product] = [null, null];
  try {
    await makeCertificates(folder);
    const port = await freePort();
    proxy = await startProxy(folder, port);
    product = startProduct(folder, port, `https://localhost:${proxy.port}`);
    await waitFor(port, product);
    const good = [];
    for (const page of PATHS) {
      const address = `localhost:${proxy.port}${page}`;
      good.push(report(`https://${address}`, await scan(scanner, folder, address)));
    }
    console.log(`\n${good.filter(Boolean).length} passed, ${good.filter((each) => !each).length} failed`);
    return good.every(Boolean) ? 0 : 1;
  } finally {
    proxy?.close();
    if (product && product.exitCode === null) {
      const gone = new Promise((resolve) => product.once('close', resolve));
      product.kill('SIGTERM');
      await gone;
    }
    await rm(folder, { recursive: true, force: true });
  }
});
