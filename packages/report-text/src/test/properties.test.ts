import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeText, parseNodes, parseReport } from '../index.ts';
import type { ReportParse } from '../index.ts';
import * as reports from './fictional-reports.ts';

/** Words of the grammar in any order and number, broken or whole: nastier than random characters. */
const pieces = [
  '一、',
  '（一）',
  '(二)',
  '1.',
  '２．',
  '(1)',
  '①',
  '一是',
  '二是',
  '首先，',
  '第一，',
  '整改情况：',
  '整改措施:',
  '整改完成情况：已完成',
  '问题：',
  '针对“服务不优”问题。',
  '关于学习不深入的问题',
  '截至目前，',
  '目前',
  '下一步，',
  '三、下一步打算',
  '意见建议',
  '反馈的6个问题',
  '2024年3月5日至4月18日',
  '区委第一巡察组',
  '联系电话：0999-1234567',
  '2024年9月26日',
  '\n',
  '\r\n',
  '\r',
  '\t',
  '\u3000\u3000',
  '“',
  '”',
  '《',
  '<p>',
  '</p>',
  '&nbsp;',
  '\0',
  '\ud800',
  '\udc00',
  '\ufeff',
  '序号\t问题\t整改措施\n',
  '|',
  '打印',
  '扫一扫',
  '加强管理',
  '制度不完善',
  '。',
  '；',
  ' ',
  '1.5万元',
  '三中',
];
const grammar = fc.array(fc.constantFrom(...pieces), { maxLength: 80 }).map((parts) => parts.join(''));
const anyText = fc.oneof(
  fc.string({ maxLength: 400 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  grammar,
  damaged(),
);

/** A readable report with a stretch cut out or put twice. */
function damaged(): fc.Arbitrary<string> {
  const texts = Object.values(reports);
  return fc
    .tuple(fc.constantFrom(...texts), fc.nat(), fc.nat({ max: 120 }), fc.boolean())
    .map(([text, at, length, isTwice]) => {
      const from = at % text.length;
      const cut = text.slice(from, from + length);
      return isTwice ? text.slice(0, from) + cut + text.slice(from) : text.slice(0, from) + text.slice(from + length);
    });
}

describe('any text at all', { timeout: 120_000 }, () => {
  it('is parsed without failing, with lines and dates in range', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parse = parseReport(text);
        const lines = text.split(/\r\n|\r|\n/).length;
        const found = [
          ...parse.issues,
          ...parse.issues.flatMap((issue) => issue.measures),
          ...parse.claims,
          ...parse.findings,
        ].map((each) => each.line);
        expect(found.every((line) => line >= 1 && line <= lines)).toBe(true);
        expect(
          parse.sections.every(
            (section) => section.fromLine >= 1 && section.fromLine <= section.toLine && section.toLine <= lines,
          ),
        ).toBe(true);
        const dates = [parse.signedOn, ...Object.values(parse.inspection).slice(1)];
        expect(dates.every((date) => date === null || !Number.isNaN(Date.parse(date)))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('is tiled by its nodes: none empty, none lost, none twice', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let at = 0;
        for (const node of parseNodes(text)) {
          expect(node.from).toBe(at);
          expect(node.to).toBeGreaterThan(node.from);
          at = node.to;
        }
        expect(at).toBe(text.length);
      }),
      { numRuns: 400 },
    );
  });

  it('gives the same answer every time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(parseReport(text)).toEqual(parseReport(text));
      }),
      { numRuns: 100 },
    );
  });
});

describe('the same report written otherwise', () => {
  /** What must not change with the width of signs or the kind of line break. */
  function skeleton(parse: ReportParse): unknown {
    return {
      issues: parse.issues.map((issue) => [
        issue.number,
        issue.categoryPath.length,
        issue.line,
        issue.title.length,
        issue.measures.map((each) => [each.ordinal, each.line]),
      ]),
      claims: parse.claims.map(({ kind, value, line }) => [kind, value, line]),
      sections: parse.sections.map(({ kind, fromLine, toLine }) => [kind, fromLine, toLine]),
      inspection: [parse.inspection.onSiteFrom, parse.inspection.onSiteTo, parse.inspection.feedbackOn],
      signed: [parse.signatory?.length, parse.signedOn, parse.contact.phone, parse.contact.postcode],
      findings: parse.findings.map(({ code, line }) => [code, line]),
    };
  }

  const wide = (text: string): string =>
    text
      .replace(/[():;,]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
      .replace(/^(\d+)[.．]/gm, (_, number: string) => `${number}．`);
  const narrow = (text: string): string =>
    text.replace(/[（）：；，．]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  const wideDigits = (text: string): string =>
    text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const plain = Object.entries(reports).filter(([name]) => name !== 'htmlSource');

  it.each(plain)('%s: full and half width', (_, text) => {
    const expected = skeleton(parseReport(narrow(text)));
    expect(skeleton(parseReport(wide(text)))).toEqual(expected);
    expect(skeleton(parseReport(text))).toEqual(expected);
  });

  it.each(plain)('%s: wide digits in front of lines', (_, text) => {
    const numbers = text.replace(/^[(（]?\d+[)）.．、]/gm, wideDigits);
    expect(skeleton(parseReport(numbers))).toEqual(skeleton(parseReport(text)));
  });

  it.each(plain)('%s: CRLF, indentation, blank lines, byte order mark', (_, text) => {
    const { issues } = parseReport(text);
    const titles = issues.map((issue) => issue.title);
    expect(skeleton(parseReport(text.replaceAll('\n', '\r\n')))).toEqual(skeleton(parseReport(text)));
    expect(skeleton(parseReport(`\ufeff${text.replace(/^(?=[^\s|])/gm, '\u3000\u3000')}`))).toEqual(
      skeleton(parseReport(text)),
    );
    if (text !== reports.wrappedLines)
      expect(parseReport(text.replaceAll('\n', '\n\n')).issues.map((issue) => issue.title)).toEqual(titles);
  });
});

describe('composed reports', { timeout: 120_000 }, () => {
  const words = fc.constantFrom('台账登记', '项目调度', '窗口服务', '档案管理', '预算执行');
  const issue = fc.record({ title: words, measures: fc.integer({ min: 1, max: 9 }), isRunOn: fc.boolean() });
  const category = fc.record({ name: words, issues: fc.array(issue, { minLength: 1, maxLength: 6 }) });
  const numerals = [...'一二三四五六七八九'];

  it('are read back with every category, issue and measure', () => {
    fc.assert(
      fc.property(fc.array(category, { minLength: 1, maxLength: 6 }), fc.boolean(), (categories, isRestarting) => {
        let number = 0;
        const lines = ['云州市测绘院党委关于巡察整改情况的通报', '一、反馈问题整改落实情况'];
        const expected: unknown[] = [];
        for (const [order, { name, issues }] of categories.entries()) {
          const path = `（${numerals[order]}）${name}不到位方面`;
          lines.push(path);
          if (isRestarting) number = 0;
          for (const { title, measures, isRunOn } of issues) {
            number += 1;
            const items = numerals.slice(0, measures).map((each) => `${each}是修订办法，开展检查。`);
            const problem = `${number}.${title}不规范。`;
            if (isRunOn) lines.push(problem, `整改情况：${items.join('')}`);
            else lines.push(problem, '整改情况：', ...items);
            expected.push([number, path, `${title}不规范`, measures]);
          }
        }
        lines.push('二、下一步工作打算', '（一）持续抓好整改。');
        const parse = parseReport(lines.join('\n'));
        expect(
          parse.issues.map((each) => [each.number, each.categoryPath[0], each.title, each.measures.length]),
        ).toEqual(expected);
        expect(parse.findings).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

// The limit of time is only against a busy machine: speed is not what is asserted.
describe('large texts', { timeout: 120_000 }, () => {
  it('stay readable: tens of thousands of lines and one endless line', () => {
    const many = parseReport('1.制度执行不严。\n整改情况：补齐。\n'.repeat(16_000));
    expect(many.findings.length).toBeLessThanOrEqual(501);
    expect(many.findings.some((finding) => finding.code === 'text-too-long')).toBe(true);
    expect(parseReport('一是'.repeat(1_000_000)).issues).toEqual([]);
    expect(parseNodes('“'.repeat(1_000_000))).toHaveLength(1);
  });
});

describe('files', () => {
  it.each([
    ['UTF-8', [0xe6, 0x95, 0xb4]],
    ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, 0xe6, 0x95, 0xb4]],
    ['UTF-16 little-endian', [0xff, 0xfe, 0x74, 0x65]],
    ['UTF-16 big-endian', [0xfe, 0xff, 0x65, 0x74]],
    ['GB18030', [0xd5, 0xfb]],
  ])('%s is decoded', (_, bytes) => {
    expect(decodeText(Uint8Array.from(bytes))).toBe('整');
  });

  it('does not change its mind about a text that is cut off inside a character', () => {
    const bytes = new TextEncoder().encode('整改情况😀');
    for (let end = 4; end < bytes.length; end += 1) {
      const text = decodeText(bytes.subarray(0, end));
      expect('整改情况😀'.startsWith(text.replace(/\ufffd$/u, ''))).toBe(true);
    }
    // 涓 of the national encoding, which could be the beginning of a character of the other.
    expect(decodeText(Uint8Array.from([0x61, 0xe4, 0xb8]))).toBe('a涓');
  });
});
