import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFault } from './json-shape.ts';

const LIMITS = { depth: 4, parts: 20 };
const look = (text: string) => jsonFault(Buffer.from(text), LIMITS);

describe('the shape of a JSON text', () => {
  it.each([
    ['{"a":[1,2,{"b":null}],"c":"[[[[[[{\\"a\\":1"}', null],
    ['[[[[1]]]]', null],
    ['[[[[[1]]]]]', 'deep'],
    ['['.repeat(100_000), 'deep'],
    ['{"a":'.repeat(5), 'deep'],
    [`[${'0,'.repeat(20)}0]`, 'many'],
    [`[${'[],'.repeat(12)}[]]`, 'many'],
    ['{"role":"liaison","role":"office"}', 'repeated'],
    ['{"role":"liaison","ro\\u006ce":"office"}', 'repeated'],
    ['{"a":{"role":1},"b":{"role":1},"role":1}', null],
    ['{"a":"\\\\","b":1,"a":2}', 'repeated'],
    ['{"__proto__":{"role":"office"}}', 'prototype'],
    ['{"a":["\\u005f_proto__"]}', null],
    ['{"\\u005f_proto__":1}', 'prototype'],
    ['{"a":"half of a text', null],
    ['}}]]"', null],
  ])('%s: %s', (text, fault) => expect(look(text)).toBe(fault));

  it('takes every JSON text that is within the limits, and never fails on bytes of any kind', () => {
    const roomy = { depth: 50, parts: 10_000 };
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        if (!text.includes('__proto__')) expect(jsonFault(Buffer.from(text), roomy)).toBeNull();
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void jsonFault(Buffer.from(bytes), LIMITS)));
  });
});
