import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROLES, type Role } from '@rectify/domain';
import { z } from 'zod';
import { readGiven } from './setting-files.ts';

const flag = z.enum(['0', '1']).transform((value) => value === '1');

const isRole = (code: string): code is Role => Object.hasOwn(ROLES, code);
const roles = z
  .string()
  .transform((text) => text.split(',').map((code) => code.trim()))
  .refine((codes) => codes.every(isRole), { error: `应为角色代码，用逗号隔开，可选：${Object.keys(ROLES).join(',')}` })
  .transform((codes) => codes.filter(isRole));

const rate = z.coerce
  .number({ error: '应为每分钟的次数，0 为不限' })
  .int()
  .max(10_000_000)
  // With less, what counts many times over could never be done.
  .refine((points) => points === 0 || points >= 60, { error: '应为 0（不限）或至少 60' });

const schema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  // 'api' answers requests, 'worker' works the queue and the clock; one process does both.
  ROLE: z.enum(['all', 'api', 'worker'], { error: '应为 all、api 或 worker' }).default('all'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce
    .number({ error: '应为端口号' })
    .int()
    .min(0)
    .max(65535, { error: '应为 0–65535 的端口号' })
    .default(3000),
  // How long this process still takes requests after it was told to stop and says that it is not ready, and how long
  // it then waits for those under way.
  STOP_DELAY_MS: z.coerce.number({ error: '应为毫秒数' }).int().min(0).max(120_000).default(0),
  STOP_WAIT_MS: z.coerce.number({ error: '应为毫秒数' }).int().min(100).max(600_000).default(10_000),
  // Figures for Prometheus, on a port that no proxy leads to; none where it is not set.
  METRICS_PORT: z.coerce.number({ error: '应为端口号' }).int().min(0).max(65535).optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: '应以 postgresql:// 开头' })
    .optional(),
  // Connections of this process, and how long a request waits for one before it is told to come again.
  DB_CONNECTIONS: z.coerce.number({ error: '应为连接数' }).int().min(1).max(200).default(10),
  DB_WAIT_MS: z.coerce.number({ error: '应为毫秒数' }).int().min(100).max(60_000).default(1_000),
  // How long one statement may take: a question that costs more is given up, and its sender told to ask for less.
  DB_STATEMENT_MS: z.coerce.number({ error: '应为毫秒数' }).int().min(1_000).max(600_000).default(30_000),
  // What an account and an address may ask for in a minute, over all processes; 0: as much as they like. No person
  // reaches the first, nor an office behind one address the second.
  RATE_ACCOUNT: rate.default(6_000),
  RATE_ADDRESS: rate.default(60_000),
  // Megabytes of evidence that one unit may keep; 0 for as much as there is room.
  UNIT_QUOTA_MB: z.coerce.number({ error: '应为 MB 数' }).int().min(0).max(100_000_000).default(10_240),
  // A bucket of an S3 store for files, instead of a folder in DATA_DIR; all or none of the first four.
  S3_ENDPOINT: z.url({ error: '应为完整地址，例如 http://s3:9000' }).optional(),
  S3_BUCKET: z.string().min(3).max(63).optional(),
  S3_ACCESS_KEY: z.string().min(1).optional(),
  S3_SECRET_KEY: z.string().min(1).optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  // ClamAV's daemon: the path of its socket, or host:port.
  CLAMAV: z
    .string()
    .regex(/^\/|^[^/]+:\d{1,5}$/, { error: '应为套接字的路径（如 /run/clamav/clamd.ctl）或 主机:端口' })
    .optional(),
  // Backups: where (a disk of its own is best), at which time of day in Shanghai, how many of those are kept.
  BACKUP_DIR: z.string().min(1).optional(),
  BACKUP_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: '应为几点几分，例如 02:30' })
    .optional(),
  BACKUP_KEEP: z.coerce.number({ error: '应为份数' }).int().min(1).max(1_000).default(14),
  BACKUP_PASSPHRASE: z.string().min(12, { error: '至少 12 个字符' }).optional(),
  BACKUP_PASSPHRASE_FILE: z.string().min(1).optional(),
  // Only for tests: a database that may lose what it acknowledged.
  ALLOW_LOSSY_DATABASE: flag.default(false),
  MIGRATION_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: '应以 postgresql:// 开头' })
    .optional(),
  SESSION_SECRET: z.string().min(32, { error: '至少 32 个字符' }).optional(),
  PUBLIC_URL: z.url({ error: '应为完整地址，例如 https://zg.example.gov.cn' }).optional(),
  // How the public pages name the site; the last two are asked of government sites.
  SITE_NAME: z.string().min(1).max(60).default('巡察整改公开'),
  SITE_DOMAIN: z.string().min(1).max(253).optional(),
  SITE_ID_CODE: z
    .string()
    .regex(/^[0-9A-Za-z]{6,20}$/, { error: '应为网站标识码，例如 3702000001' })
    .optional(),
  AUDIT_SIGNING_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/, { error: '应为 32 个随机字节的 base64url（43 个字符）' })
    .optional(),
  AUDIT_CHECKPOINT_DIR: z.string().min(1).optional(),
  DEMO: flag.optional(),
  IDLE_MINUTES: z.coerce.number({ error: '应为分钟数' }).int().min(1).max(1440).default(30),
  // The longest that a session lasts, however much it is used.
  SESSION_HOURS: z.coerce.number({ error: '应为小时数' }).int().min(1).max(168).default(12),
  PASSWORD_POLICY: z.enum(['dengbao', 'asvs'], { error: '应为 dengbao（等保）或 asvs' }).default('dengbao'),
  // How long a first or reset password opens the way to a password of one's own, under either policy.
  ONE_TIME_PASSWORD_DAYS: z.coerce.number({ error: '应为天数' }).int().min(1).max(90).default(7),
  // In operation: office,sys_admin,auditor
  SECOND_FACTOR_ROLES: roles.default([]),
  OIDC_ISSUER: z.url({ error: '应为统一身份认证的完整地址，例如 https://sso.example.gov.cn' }).optional(),
  OIDC_CLIENT_ID: z.string().min(1).max(200).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).max(500).optional(),
  OIDC_USERNAME_CLAIM: z.string().min(1).max(100).default('preferred_username'),
  OIDC_LABEL: z.string().min(1).max(20).default('统一身份认证登录'),
  // 'provider': whoever comes from there has shown a second factor there.
  OIDC_SECOND_FACTOR: z.enum(['own', 'provider'], { error: '应为 own 或 provider' }).default('own'),
  TRUST_PROXY: z.coerce.number({ error: '应为代理层数' }).int().min(0).max(9).default(0),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
});

export type Settings = z.output<typeof schema>;

/** The name of every setting. */
export const NAMES: ReadonlySet<string> = new Set(Object.keys(schema.shape));

const DEFAULT_SECRETS = /change-?me|secret|default|example|请修改/i;

/** Every setting at fault, listed together so that one round mends all. */
export class SettingsFault extends Error {
  readonly faults: string[];

  constructor(faults: string[]) {
    super(`设置有误，程序没有启动。请改好下列各项后重新启动：\n${faults.map((fault) => `  · ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

function productionFaults(settings: Partial<Settings>): string[] {
  const faults: string[] = [];
  if (!settings.SESSION_SECRET) faults.push('SESSION_SECRET：正式运行须设置会话密钥（至少 32 个随机字符）');
  else if (DEFAULT_SECRETS.test(settings.SESSION_SECRET)) faults.push('SESSION_SECRET：还是示例值，请换成随机字符');
  // Each process would make a key of its own, and nobody could tell whose signature is right.
  const signingKey = path.join(settings.DATA_DIR ?? '.data', 'audit-signing-key');
  if (settings.DATABASE_URL && !settings.AUDIT_SIGNING_KEY && !existsSync(signingKey))
    faults.push(
      'AUDIT_SIGNING_KEY：设置了 DATABASE_URL，各进程须用同一把签名密钥，请设置它（生成办法见 docs/audit.zh-CN.md），或把已有的 audit-signing-key 放进 DATA_DIR',
    );
  if (!settings.PUBLIC_URL) faults.push('PUBLIC_URL：正式运行须设置对外地址，例如 https://zg.example.gov.cn');
  return faults;
}

function roleFaults({ ROLE, DATABASE_URL }: { ROLE?: string; DATABASE_URL?: string | undefined }): string[] {
  if (!ROLE || ROLE === 'all' || DATABASE_URL) return [];
  return ['ROLE：分开运行的进程须共用一个数据库，请设置 DATABASE_URL'];
}

const S3_NAMES = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'] as const;

function s3Faults(settings: Partial<Settings>): string[] {
  const missing = S3_NAMES.filter((name) => !settings[name]);
  if (missing.length === 0 || missing.length === S3_NAMES.length) return [];
  return missing.map((name) => `${name}：使用 S3 文件库时，${S3_NAMES.join('、')} 须一并设置`);
}

function oidcFaults({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET }: Partial<Settings>): string[] {
  if (!OIDC_ISSUER) return [];
  const faults: string[] = [];
  if (!OIDC_CLIENT_ID) faults.push('OIDC_CLIENT_ID：设置了 OIDC_ISSUER，还须填写在统一身份认证登记的客户端编号');
  if (!OIDC_CLIENT_SECRET) faults.push('OIDC_CLIENT_SECRET：设置了 OIDC_ISSUER，还须填写客户端密钥');
  if (!/^https:|^http:\/\/(127\.0\.0\.1|localhost)(:|\/|$)/.test(OIDC_ISSUER))
    faults.push('OIDC_ISSUER：须为 https 地址（本机除外）');
  return faults;
}

/** Reads the settings; throws a SettingsFault that lists every fault at once. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const { texts: given, faults: fileFaults } = readGiven(environment, NAMES);
  const parsed = schema.safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}：${issue.message}`);
  faults.unshift(...fileFaults);
  faults.push(...roleFaults(parsed.success ? parsed.data : given));
  faults.push(...s3Faults(parsed.success ? parsed.data : given));
  faults.push(...oidcFaults(parsed.success ? parsed.data : given));
  const named = new Set(faults.map((fault) => fault.split('：')[0]));
  if (given['NODE_ENV'] === 'production') {
    const known = parsed.success ? parsed.data : (given as Partial<Settings>);
    faults.push(...productionFaults(known).filter((fault) => !named.has(fault.split('：')[0])));
  }
  if (faults.length > 0 || !parsed.success) throw new SettingsFault(faults);
  return parsed.data;
}
