import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startCluster } from '../cluster/cluster.ts';

/** Of everything that testssl.sh remarks on, what has a reason here; nothing else may be above “low”. */
const EXPLAINED: Readonly<Record<string, string>> = {
  cert_revocation: '测试用的证书机构没有 CRL 和 OCSP；正式证书由签发机构提供',
  BREACH: '压缩的页面里没有可供猜测的秘密：会话在 Cookie 里，写操作靠 SameSite 和来源检查，不靠页面里的令牌',
  sessionresumption_ticket: '会话票据已关闭，没有可测的',
  engine_problem: '测试机上的 openssl 没有 GOST 引擎，与服务端无关',
};
/** Protocols, forward secrecy, suites, the server's own, vulnerabilities. */
const PARTS = ['--protocols', '--pfs', '--std', '--server-preference', '--server-defaults', '--vulnerable'];
const PROTOCOLS: Readonly<Record<string, boolean>> = {
  ...{ SSLv2: false, SSLv3: false, TLS1: false, TLS1_1: false, TLS1_2: true, TLS1_3: true },
};
const SERIOUS = new Set(['MEDIUM', 'HIGH', 'CRITICAL', 'FATAL', 'WARN']);

interface Remark {
  id: string;
  severity: string;
  finding: string;
}

const say = (text: string) => process.stdout.write(`${text}\n`);

function examine(address: string, ca: string, folder: string): Remark[] {
  const file = path.join(folder, 'testssl.json');
  const { host } = new URL(address);
  const args = ['--add-ca', ca, '--quiet', '--color', '0', '--warnings', 'batch', '--jsonfile', file, ...PARTS, host];
  const { error } = spawnSync('testssl', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    cwd: folder,
    timeout: 900_000,
  });
  if (error) throw new Error(`没能运行 testssl（Debian：apt-get install testssl.sh）：${error.message}`);
  return JSON.parse(readFileSync(file, 'utf8')) as Remark[];
}

function judge(remarks: readonly Remark[]): string[] {
  const faults: string[] = [];
  for (const [id, isOffered] of Object.entries(PROTOCOLS)) {
    const finding = remarks.find((remark) => remark.id === id)?.finding ?? '没有结果';
    if (finding.startsWith('offered') !== isOffered) faults.push(`${id}：${finding}`);
  }
  for (const { id, severity, finding } of remarks.filter((remark) => SERIOUS.has(remark.severity))) {
    const reason = EXPLAINED[id];
    if (reason === undefined) faults.push(`${id}（${severity}）：${finding}`);
    else say(`  ${id}（${severity}）：${finding}\n    → ${reason}`);
  }
  return faults;
}

const folder = mkdtempSync(path.join(tmpdir(), 'rectify-tls-'));
try {
  const cluster = await startCluster({ dataDir: folder, env: { DEMO: '0' } });
  try {
    if (cluster.proxy !== 'nginx') throw new Error('这台机器没有 nginx（Debian：apt-get install nginx-light）。');
    say(`对 ${cluster.address} 运行 testssl.sh…`);
    const remarks = examine(cluster.address, cluster.ca, folder);
    const faults = judge(remarks);
    say(`\n${remarks.length} 项结果；没有解释的：${faults.length} 项`);
    for (const fault of faults) say(`  ✗ ${fault}`);
    process.exitCode = faults.length > 0 ? 1 : 0;
  } finally {
    await cluster.stop();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
} finally {
  if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
}
