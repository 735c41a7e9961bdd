// What a JSON text is made of, seen before it is parsed: a few bytes can nest a hundred thousand levels or name one
// key twice, and the parser would build all of it first.

export interface JsonLimits {
  /** Arrays and objects inside each other. */
  depth: number;
  /** Values and keys, all told. */
  parts: number;
}

export type JsonFault = 'deep' | 'many' | 'repeated' | 'prototype';

// As ASCII has them.
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Where the string that begins at `start` ends. */
function endOfString(text: Buffer, start: number): number {
  let end = text.indexOf(QUOTE, start + 1);
  while (end !== -1) {
    let slashes = 0;
    while (text[end - 1 - slashes] === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
    end = text.indexOf(QUOTE, end + 1);
  }
  return text.length;
}

function keyOf(text: Buffer, start: number, end: number): string {
  const quoted = text.toString('utf8', start, end + 1);
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    // The parser itself will refuse it.
    return quoted;
  }
}

/** The first thing in a JSON text that nobody sends in good faith, or null; whether it is JSON at all is not judged. */
export function jsonFault(text: Buffer, { depth, parts }: JsonLimits): JsonFault | null {
  // For each object that is open the keys it has, for each array null.
  const open: (Set<string> | null)[] = [];
  let left = parts;
  let name = { start: 0, end: 0 };
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at];
    if (byte === QUOTE) {
      name = { start: at, end: endOfString(text, at) };
      at = name.end;
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      open.push(byte === OPEN_OBJECT ? new Set() : null);
      left -= 1;
      if (open.length > depth) return 'deep';
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      open.pop();
    } else if (byte === COMMA) {
      left -= 1;
    } else if (byte === COLON) {
      const keys = open.at(-1);
      const key = keyOf(text, name.start, name.end);
      if (key === '__proto__') return 'prototype';
      if (keys?.has(key)) return 'repeated';
      keys?.add(key);
    }
    if (left < 0) return 'many';
  }
  return null;
}
