import { findingAt } from './context.ts';
import type { CheckContext, Passage, Remark } from './context.ts';
import type { CheckFinding } from './types.ts';

const closers: Record<string, string> = { '“': '”', '《': '》', '(': ')', '【': '】', '「': '」' };
const names: Record<string, string> = {
  '“': '双引号',
  '”': '双引号',
  '《': '书名号',
  '》': '书名号',
  '(': '括号',
  ')': '括号',
  '【': '方括号',
  '】': '方括号',
  '「': '引号',
  '」': '引号',
};
const openers = new Set(Object.values(closers));
const sign = /[“”《》()【】「」（）]/g;

interface Lone {
  sign: string;
  at: number;
  isOpening: boolean;
}

const fold = (each: string): string => (each === '（' ? '(' : each === '）' ? ')' : each);

/** Quotation marks and brackets without their other half; a pair may reach over a line break. */
export function pairFindings(context: CheckContext, passages: readonly Passage[]): CheckFinding[] {
  const findings: CheckFinding[] = [];
  const byParagraph = new Map<number, Passage>();
  for (const passage of passages) {
    if (!byParagraph.has(passage.index)) {
      const whole = { ...passage, from: 0, to: passage.paragraph.text.length, norm: passage.paragraph.norm };
      byParagraph.set(passage.index, whole);
    }
  }
  const list = [...byParagraph.values()].map((passage) => ({ passage, lone: loneSigns(passage.paragraph.text) }));
  for (const [order, { lone }] of list.entries()) cancelAcross(lone, list.slice(order + 1, order + 6));
  for (const { passage, lone } of list) {
    for (const each of lone.slice(0, 6)) findings.push(pairFinding(context, passage, each));
  }
  return findings;
}

/** The last opening of one paragraph and the first closing of one soon after it belong together. */
function cancelAcross(lone: Lone[], following: readonly { lone: Lone[] }[]): void {
  const open = lone.at(-1);
  if (!open?.isOpening) return;
  const next = following.find((each) => each.lone.length > 0)?.lone;
  const close = next?.[0];
  if (!next || !close || close.isOpening || closers[open.sign] !== close.sign) return;
  lone.pop();
  next.shift();
}

function loneSigns(text: string): Lone[] {
  const stack: Lone[] = [];
  const lone: Lone[] = [];
  for (const found of text.matchAll(sign)) {
    const each = fold(found[0]);
    if (!openers.has(each)) {
      if (stack.length < 60) stack.push({ sign: each, at: found.index, isOpening: true });
      continue;
    }
    const match = stack.findLastIndex((open) => closers[open.sign] === each);
    if (match >= 0) lone.push(...stack.splice(match).slice(1));
    else if (!isEnumerator(text, found.index)) lone.push({ sign: each, at: found.index, isOpening: false });
  }
  // Every paragraph of a long quotation opens it again.
  lone.push(...stack.filter((open) => !(open.at === 0 && open.sign === '“')));
  return lone.sort((a, b) => a.at - b.at);
}

/** 1） and a) count; they are no brackets. */
function isEnumerator(text: string, at: number): boolean {
  return /[\da-zA-Z一二三四五六七八九十①-⑳]$/.test(text.slice(Math.max(0, at - 1), at));
}

function pairFinding(context: CheckContext, passage: Passage, { sign: each, at, isOpening }: Lone): CheckFinding {
  const text = passage.paragraph.text;
  const to = isOpening ? Math.min(text.length, at + 10) : at + 1;
  const from = isOpening ? at : Math.max(0, at - 9);
  const remark: Remark = {
    code: 'typography',
    severity: 'warning',
    message: isOpening
      ? `${names[each]}只有前一半，没有后一半。请补上。`
      : `${names[each]}只有后一半，没有前一半。请补上或删去。`,
  };
  const repair = isOpening && each === '“' ? closeInTitle(text, at) : null;
  if (!repair) return findingAt(context, passage, from, to, remark);
  return findingAt(context, passage, at, repair, {
    ...remark,
    repair: { replacement: '”', label: '补上后引号', at: [repair - at, repair - at] },
  });
}

/** Where the title ends inside which a quotation was left open: 《…“过紧日子》. */
function closeInTitle(text: string, at: number): number | null {
  const end = text.indexOf('》', at);
  const start = text.lastIndexOf('《', at);
  const isInside = end >= 0 && end - at < 40 && start >= 0 && text.lastIndexOf('》', at) < start;
  return isInside ? end : null;
}
