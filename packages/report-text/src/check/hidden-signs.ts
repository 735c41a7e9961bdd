import { findingIn } from './context.ts';
import type { CheckContext } from './context.ts';
import type { CheckFinding } from './types.ts';

/** Signs that take no room: they part a number for a machine and not for a reader. */
const hidden = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;
/** Signs that turn the words behind them round: 12 is then read as 21. */
const turning = /[\u202a-\u202e\u2066-\u2069]/;
const turned = /[\u202a-\u202e\u2066-\u2069][^\n]{0,40}?[\u202c\u2069]|[\u202a-\u202e\u2066-\u2069]{1,8}/g;
/** A report has none of them; a text that is full of them need not be told so line by line. */
const most = 20;

/** The text without signs that nobody sees, and where each of its signs stands in the whole one. */
export function withoutHidden(norm: string): { norm: string; placeOf: (at: number) => number } {
  if (!hidden.test(norm)) return { norm, placeOf: (at) => at };
  const places: number[] = [];
  let plain = '';
  for (let at = 0; at < norm.length; at += 1) {
    const sign = norm[at] ?? '';
    if (hidden.test(sign)) continue;
    places.push(at);
    plain += sign;
  }
  return { norm: plain, placeOf: (at) => places[at] ?? norm.length };
}

/** Signs by which a number or a word is read in another order than it is stored in. */
export function hiddenFindings(context: CheckContext): CheckFinding[] {
  if (!turning.test(context.text)) return [];
  return [...context.text.matchAll(turned)].slice(0, most).map((found) => {
    const words = withoutHidden(found[0]).norm;
    return findingIn(context, found.index, found.index + found[0].length, {
      code: 'typography',
      severity: 'error',
      message: `此处藏有看不见的文字方向控制符，读者看到的次序与实际存的“${words}”可能不同。请删去控制符，核对原文。`,
      repair: { replacement: words, label: '删去控制符' },
    });
  });
}
