import { writtenLine } from '@rectify/report-text/canonical';

import { digestOf } from '../digest.ts';
import type { RegistryEntry } from './types.ts';

// What a published page says beside the report. Pages that were saved long ago are verified too: of what a page once
// said, nothing may be taken out here.

/** A page, and what is known of the report on it. */
export interface Page {
  entry: RegistryEntry;
  /** All versions of the same report that are known. */
  versions: readonly RegistryEntry[];
  lines: readonly string[];
  /** The name of the site; null where nobody said it. */
  siteName: string | null;
}

const FIXED: ReadonlySet<string> = new Set([
  '跳到正文',
  '当前位置',
  '首页 › 整改通报',
  '字体大小',
  '字体',
  '大',
  '中',
  '小',
  '打印',
  '目录',
  '核验与下载',
  '提意见',
  'Word 文档（公文格式）',
  '纯文本',
  'JSON 数据',
  '本页地址的二维码',
  '内容指纹（SHA-256）：',
  '把保存的网页或下载的文件交给核验页，即可知道它是否就是当时发布的内容，改动了哪一行；也可以下载离线核验工具自行核验，不必把文件上传。',
  '版本',
  '对整改情况有意见，可以在这里提出，不必登录。提交后凭回执编号查询答复。',
  '这一版已更正，请在现行版本下提意见。',
  '关于',
  '整份通报',
  '意见',
  '请不要写国家秘密和他人的身份证号、银行卡号等个人信息。',
  '姓名（可不填）',
  '联系方式（可不填）',
  '网址（请留空）',
  '下一步：核对',
  '核验通报真伪',
  '查询意见答复',
  '订阅',
  '工作人员登录',
  'Rectify 整改通 · 本系统不得存储、处理国家秘密',
]);

const SHANGHAI_OFFSET = 8 * 3_600_000;

/** As the page writes it: 2024-09-26 18:00. */
const minuteOf = ({ publishedAt }: RegistryEntry) =>
  new Date(Date.parse(publishedAt) + SHANGHAI_OFFSET).toISOString().slice(0, 16).replace('T', ' ');

/** The digest of what a version corrects, as the register gives it. */
export const correctionDigestOf = (correction: string): string => digestOf(writtenLine(correction));

/** Tells of texts whether a published page of the report says them outside of the report itself. */
export function furnitureOf(page: Page): (text: string) => boolean {
  // Looked up, not gone through: a hostile page has a hundred thousand texts.
  const own = ownTexts(page);
  return (text) => FIXED.has(text) || own.has(text) || isAddress(text, page) || isOfVersions(text, page);
}

const shortened = (name: string) => ([...name].length > 60 ? `${[...name].slice(0, 60).join('')}…` : name);

/** The names of the site and the report, its contents, the issues to choose from and its fingerprint. */
function ownTexts({ entry, lines, siteName }: Page): ReadonlySet<string> {
  const names = siteName === null ? [] : [siteName, `${lines[0] ?? ''} - ${siteName}`];
  return new Set([...names, entry.digest, ...lines, ...lines.map(shortened)]);
}

function isAddress(text: string, { entry }: Page): boolean {
  const [, slug] = /^本页地址：https?:\/\/[\w.:[\]-]{1,260}\/reports\/([\w.-]+)(?:\/v\/\d+)?$/u.exec(text) ?? [];
  return slug === entry.slug;
}

const CORRECTS = '(?:更正内容：(?<correction>.+?))?';
const LISTED =
  /^第 (?<version>\d+) 版 ?(?:现行有效|已更正)，(?<minute>\d{4}-\d\d-\d\d \d\d:\d\d) 发布(?<seen>（您正在看的）)?$/u;
const CURRENT = new RegExp(`^这是现行的第 (?<seen>\\d+) 版。${CORRECTS} ?历次版本$`, 'u');
const CORRECTED = new RegExp(
  `^已更正：这是第 (?<seen>\\d+) 版，不再有效。现行的是 第 (?<version>\\d+) 版（(?<minute>[\\d :-]{16}) 发布）。${CORRECTS}$`,
  'u',
);
const CORRECTION = /^更正内容：(?<correction>.+)$/u;

/** What the page says of the report's versions, with their numbers, times and corrections as registered. */
function isOfVersions(text: string, { entry, versions }: Page): boolean {
  const groups = [LISTED, CURRENT, CORRECTED, CORRECTION].map((form) => form.exec(text)).find((found) => found)?.groups;
  if (!groups) return false;
  const { version = entry.version, minute, seen, correction } = groups;
  const known = versions.find((each) => each.version === Number(version));
  const seenVersion = seen?.startsWith('（') ? version : (seen ?? entry.version);
  const isCorrection = (words: string) => {
    const digest = correctionDigestOf(words);
    return versions.some(({ correctionDigest }) => correctionDigest === digest);
  };
  return (
    known !== undefined &&
    Number(seenVersion) === entry.version &&
    (minute === undefined || minute === minuteOf(known)) &&
    (correction === undefined || isCorrection(correction))
  );
}

/** The sentence by which search engines and previews of links show the report. */
export function summaryOf(lines: readonly string[]): string {
  const unit = lines.find((line) => line.startsWith('来源：'))?.slice('来源：'.length) ?? '';
  const totals = lines.find((line) => line.startsWith('共反馈问题 ')) ?? '';
  const [total = 0, completed = 0, staged = 0, unfinished = 0, shown = 0] = (totals.match(/\d+/gu) ?? []).map(Number);
  const parts = [
    `反馈问题共 ${total} 项`,
    `已完成整改 ${completed} 项`,
    staged > 0 && `阶段性完成 ${staged} 项`,
    unfinished > 0 && `正在整改 ${unfinished} 项`,
    total > shown && `另有 ${total - shown} 项依规不在此公开`,
  ];
  return `${unit}整改情况：${parts.filter(Boolean).join('，')}。`;
}
