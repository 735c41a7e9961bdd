import type { Heading } from './outline.ts';

const digits = '零一二三四五六七八九';

function toHan(value: number): string {
  if (value > 99) return String(value);
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  if (tens === 0) return digits[ones] ?? '';
  return `${tens === 1 ? '' : (digits[tens] ?? '')}十${ones === 0 ? '' : (digits[ones] ?? '')}`;
}

/** Writes a number the way its neighbours are written: 一、 (一) 1. (1) ①. */
export function numberName(style: Heading['style'], value: number): string {
  switch (style) {
    case 'part':
      return `第${toHan(value)}部分`;
    case 'aspect':
      return `第${toHan(value)}方面`;
    case 'han':
      return `${toHan(value)}、`;
    case 'han-paren':
      return `(${toHan(value)})`;
    case 'problem-word':
      return `问题${value}`;
    case 'arabic-paren':
      return `(${value})`;
    case 'arabic-half':
      return `${value})`;
    case 'about':
      return ordinalName(value);
    case 'circle':
      return value >= 1 && value <= 20 ? String.fromCodePoint(0x245f + value) : `(${value})`;
    default:
      return `${value}.`;
  }
}

/** 一是, 二是 … */
export function ordinalName(value: number): string {
  return `${toHan(value)}是`;
}
