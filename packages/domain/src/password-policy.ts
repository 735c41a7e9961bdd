import { COMMON_PASSWORDS } from './common-passwords.ts';

/** 等保 (GB/T 22239 level 3: kinds of characters, change every 90 days) or OWASP ASVS (length, neither of them). */
export type PasswordPolicy = 'dengbao' | 'asvs';

export interface PasswordRules {
  /** In characters. */
  minLength: number;
  /** Of lower case, upper case, digits and other characters. */
  minKinds: number;
  /** Days after which a password must be changed; null is never. */
  maxAgeDays: number | null;
}

export const PASSWORD_RULES: Readonly<Record<PasswordPolicy, PasswordRules>> = {
  dengbao: { minLength: 10, minKinds: 3, maxAgeDays: 90 },
  asvs: { minLength: 12, minKinds: 1, maxAgeDays: null },
};

/** No upper limit below this, so that whole sentences can be used. */
export const PASSWORD_MAX_LENGTH = 128;
/** The present password and those before it that a new one may not repeat. */
export const PASSWORDS_REMEMBERED = 5;
/** Days before the end of a password on which its owner is told. */
export const PASSWORD_NOTICE_DAYS = 14;

const DAY_MS = 86_400_000;
// What is left of a password when everything that one can guess is taken out.
const LEAST_OWN = 8;
const LEAST_DIFFERENT = 5;

const CONTEXT_WORDS = [
  ...['rectify', 'rectification', 'inspection', 'admin', 'password', 'passwd', 'welcome', 'qwerty'],
  ...['整改通', '整改', '巡察', '巡查', '台账', '销号', '密码', '管理员', '巡察办', '巡察组'],
  ...['zhenggaitong', 'zhenggai', 'xunchaban', 'xunchazu', 'xuncha', 'taizhang', 'xiaohao', 'mima', 'guanliyuan'],
];

const LEET: Readonly<Record<string, string>> = { '@': 'a', 4: 'a', 3: 'e', 0: 'o', 1: 'l', '!': 'i', $: 's', 5: 's' };
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1qaz2wsx3edc4rfv', '1q2w3e4r5t6y', '!@#$%^&*()_+'];

let known: ReadonlySet<string> | null = null;
// Split at the first question: the pages that import this package never ask one.
const isKnown = (word: string) => (known ??= new Set(COMMON_PASSWORDS.split(/\s+/).filter(Boolean))).has(word);

const unleet = (text: string) => [...text].map((character) => LEET[character] ?? character).join('');
const bare = (text: string) => text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

/** Whether the password is one that everybody tries, also with letters disguised or figures hung on. */
function isCommon(password: string): boolean {
  const lower = password.toLowerCase();
  const forms = [
    lower,
    unleet(lower),
    bare(lower),
    bare(unleet(lower)),
    unleet(bare(lower)),
    lower.replaceAll(' ', ''),
  ];
  return forms.some((form) => form.length >= 4 && isKnown(form));
}

function isStep(a: string, b: string): boolean {
  const distance = (b.codePointAt(0) ?? 0) - (a.codePointAt(0) ?? 0);
  return Math.abs(distance) <= 1 || ROWS.some((row) => row.includes(a + b) || row.includes(b + a));
}

/** The text with each run along the alphabet, the figures or the keyboard, and each repetition, drawn into one. */
function withoutRuns(text: string): string {
  const characters = [...text];
  return characters.filter((each, index) => index === 0 || !isStep(characters[index - 1] ?? '', each)).join('');
}

function withoutWords(text: string, words: readonly string[]): string {
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, word) => rest.replaceAll(word, ' '), text).replaceAll(/\s+/g, '');
}

/** Names of the person and the unit, whole and in the parts that people use. */
function ownWords({ username, name, unitName }: PasswordOwner): string[] {
  const parts = [username, ...username.split(/[._-]/), name, unitName, unitName.replace(/^.*?[省市区县]/u, '')];
  const isWord = (part: string) => part.length >= (/\p{Script=Han}/u.test(part) ? 2 : 3);
  return parts.map((part) => part.toLowerCase()).filter(isWord);
}

const KINDS = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];

export interface PasswordOwner {
  username: string;
  name: string;
  unitName: string;
}

/** Why a new password is not accepted, as sentences that say what to do; all of them at once, none where it is. */
export function passwordFaults(password: string, owner: PasswordOwner, policy: PasswordPolicy): string[] {
  const rules = PASSWORD_RULES[policy];
  const { length } = [...password];
  const faults: string[] = [];
  if (length < rules.minLength) faults.push(`密码至少 ${rules.minLength} 位，现在是 ${length} 位，请加长`);
  if (length > PASSWORD_MAX_LENGTH) faults.push(`密码最多 ${PASSWORD_MAX_LENGTH} 位，请缩短`);
  if (KINDS.filter((kind) => kind.test(password)).length < rules.minKinds)
    faults.push(`请用到大写字母、小写字母、数字、符号中的至少 ${rules.minKinds} 种`);
  if (isCommon(password)) return [...faults, '这是常见密码（或它的变形），最容易被猜中，请另想一个'];
  const lower = password.toLowerCase();
  const words = [...CONTEXT_WORDS, ...ownWords(owner)];
  const rest = Math.min(withoutWords(lower, words).length, withoutWords(unleet(lower), words).length);
  if (rest < Math.min(LEAST_OWN, length) && rest < [...lower.replaceAll(/\s/g, '')].length)
    faults.push('去掉用户名、姓名、单位名称和“整改”“巡察”“admin”这类词后剩下的太少，请换成与工作无关的词');
  else if (new Set(lower).size < LEAST_DIFFERENT || withoutRuns(lower).length < LEAST_DIFFERENT)
    faults.push('不要用重复或连续的字符（如 aaaa、1234、qwer），请换成几个不相干的词');
  return faults;
}

/** What a person is told before choosing a password. */
export function passwordAdvice(policy: PasswordPolicy): string {
  const { minLength, minKinds, maxAgeDays } = PASSWORD_RULES[policy];
  const kinds = minKinds > 1 ? `，含大写字母、小写字母、数字、符号中的至少 ${minKinds} 种` : '';
  const age = maxAgeDays === null ? '' : `每 ${maxAgeDays} 天更换一次。`;
  return `至少 ${minLength} 位${kinds}。建议用几个不相干的词连在一起，好记又难猜；不能与最近 ${PASSWORDS_REMEMBERED} 次用过的相同。${age}`;
}

/** Whole days until a password must be changed, 0 or less once it is due; null where it never is. */
export function passwordDaysLeft(changedAt: Date, now: Date, policy: PasswordPolicy): number | null {
  const { maxAgeDays } = PASSWORD_RULES[policy];
  return maxAgeDays === null ? null : maxAgeDays - Math.floor((now.getTime() - changedAt.getTime()) / DAY_MS);
}

/** When a password that was handed out and not yet replaced stops to open anything. */
export const oneTimePasswordUntil = (handedOutAt: Date, days: number): Date =>
  new Date(handedOutAt.getTime() + days * DAY_MS);
