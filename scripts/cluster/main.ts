import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCluster, type Cluster } from './cluster.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const DEFAULT_PORT = 8443;
const say = (text: string) => process.stdout.write(`${text}\n`);

/** Waits until the one address answers, over TLS under our own authority. */
async function untilReachable({ address, ca }: Cluster): Promise<void> {
  const isReachable = () =>
    new Promise<boolean>((resolve) => {
      request(`${address}/healthz`, { ca: readFileSync(ca) }, (answer) => {
        answer.resume();
        resolve(answer.statusCode === 200);
      })
        .on('error', () => resolve(false))
        .end();
    });
  for (let tries = 0; tries < 100; tries += 1) {
    if (await isReachable()) return;
    await sleep(100);
  }
  throw new Error(`${address} 没有答复。`);
}

function tell({ address, ca, proxy, nginxConf, apis, worker, database }: Cluster): void {
  say(`\n整改通已在本机以多进程方式启动（没有用容器）：
  网址：${address}/　工作人员：${address}/app
  代理：${proxy === 'nginx' ? `nginx（${nginxConf}）` : '没有找到 nginx，用一个很小的 Node 代理代替，只供试用'}
  两个 api：${apis.map((each) => each.address).join('　')}　worker：${worker.address}
  数据库：${new URL(database.url).host}
  测试用的证书机构：${ca}（例如 curl --cacert ${ca} ${address}/）
按 Ctrl-C 停止。`);
  const notice = /首个管理员账号[^\n]*\n[^\n]*/.exec(worker.said());
  if (notice) say(`\n${notice[0]}`);
  if (/演示/.test(worker.said())) say('\n已载入演示数据；账号见 README。');
}

const { PORT, DATA_DIR, DEMO, LOG_LEVEL } = process.env;
const cluster = await startCluster({
  dataDir: path.resolve(ROOT, DATA_DIR ?? '.data', 'cluster'),
  port: Number(PORT ?? DEFAULT_PORT),
  env: { DEMO: DEMO ?? '1', ...(LOG_LEVEL && { LOG_LEVEL }) },
});
let isStopping = false;
const stop = async () => {
  if (isStopping) return;
  isStopping = true;
  say('\n正在停止…');
  await cluster.stop();
  process.exit(0);
};
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
try {
  await untilReachable(cluster);
  tell(cluster);
} catch (error) {
  process.stderr.write(`${String(error)}\n`);
  await cluster.stop();
  process.exit(1);
}
