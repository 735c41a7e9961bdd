import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import * as reports from '../../test/fictional-reports.ts';
import { checkReport } from '../check-report.ts';
import type { CheckFinding, LedgerFacts, Repair } from '../types.ts';
import { ledgerOf } from './corpus/case.ts';
import { tuned } from './corpus/index.ts';

/** Words that the rules look for, in any order: nastier than random characters. */
const pieces = [
  '全部整改到位', '反馈的2个问题', '正在办理', '待上级批复后实施', '等市局通知，将办理', '不少于4次', '每年培训', '全年共开展培训2次',
  '2024年2月30日', '6月31日召开会议', '2042年1月1日印发', '共20人，其中男12人，女9人', '已整改72个，整改率95%', '王小明同志', '13912345678',
  '990101198703124518', '云A·52D7K', 'a@qq.com', '机密★', '密级：绝密', '云密发〔2024〕3号', '进一步加强领导，切实提高站位', '《“', '”》', '（', '1）',
  '，。', '督 查', '海岳区住房和城乡建设局', '海岳区住房与城乡建设局', '一是', '二是', '三中', '1.', '\n', '\r\n', '整改情况：', '<p>', '</p>', '&nbsp;',
  '\ud800', '\0', '\t', '。', '；', '针对“学习不深入”问题。', '2024年5月16日', '联系电话：',
]; // prettier-ignore
const loose = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''));
const known = [...Object.values(reports), ...tuned.map((each) => each.text)];

/** A readable report with a stretch cut out or put twice. */
const damaged = fc
  .tuple(fc.constantFrom(...known), fc.nat(), fc.nat({ max: 90 }), fc.boolean())
  .map(([text, at, length, isTwice]) => {
    const from = at % text.length;
    const cut = text.slice(from, from + length);
    return isTwice ? text.slice(0, from) + cut + text.slice(from) : text.slice(0, from) + text.slice(from + length);
  });
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), loose, damaged);
const facts: LedgerFacts = ledgerOf({
  staffNames: ['王小明', '李'],
  withheldTexts: ['约见望海小区二期拆迁户代表并签订补偿协议', ''],
});

function apply(text: string, { from, to, replacement }: Repair): string {
  return text.slice(0, from) + replacement + text.slice(to);
}

const keyOf = (each: CheckFinding): string => `${each.code} ${each.quote}`;

describe('any text at all', { timeout: 120_000 }, () => {
  it('is checked without failing, and every finding quotes the text where it says', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, hasLedger) => {
        const { findings } = checkReport(text, hasLedger ? facts : undefined);
        const breaks = [...text.matchAll(/\r\n|\r|\n/g)].map((found) => found.index + found[0].length);
        for (const each of findings) {
          expect(text.slice(each.from, each.to)).toBe(each.quote);
          expect(each.line).toBe(1 + breaks.filter((at) => at <= each.from).length);
          expect(each.message).toMatch(/[\u4e00-\u9fff]/);
          if (each.repair) {
            expect(each.repair.from).toBeGreaterThanOrEqual(each.from);
            expect(each.repair.to).toBeLessThanOrEqual(each.to);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('gives the same answer twice, in the order of its lines', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { findings } = checkReport(text, facts);
        expect(checkReport(text, facts).findings).toEqual(findings);
        expect(findings.map((each) => each.line)).toEqual(findings.map((each) => each.line).toSorted((a, b) => a - b));
      }),
      { numRuns: 100 },
    );
  });

  it('may end anywhere', () => {
    for (const text of known.filter((_, index) => index % 12 === 0)) {
      for (let to = 0; to <= text.length; to += 1) expect(() => checkReport(text.slice(0, to), facts)).not.toThrow();
    }
  });
});

describe('a repair', { timeout: 120_000 }, () => {
  it('removes its finding and brings no new error', () => {
    fc.assert(
      fc.property(fc.oneof(loose, damaged), fc.nat(), (text, choice) => {
        const { findings } = checkReport(text);
        const repairable = findings.filter((each) => each.repair !== null);
        const chosen = repairable[choice % Math.max(1, repairable.length)];
        if (!chosen?.repair) return;
        const after = checkReport(apply(text, chosen.repair)).findings;
        const same = (list: readonly CheckFinding[]): number =>
          list.filter((each) => keyOf(each) === keyOf(chosen)).length;
        expect(same(after)).toBeLessThan(same(findings));
        const errors = (list: readonly CheckFinding[]): number =>
          list.filter((each) => each.severity === 'error').length;
        expect(errors(after)).toBeLessThanOrEqual(errors(findings));
      }),
      { numRuns: 400 },
    );
  });
});

// A busy machine takes its time over these; how fast they are is for the benchmark to say.
describe('texts of five million signs', { timeout: 60_000 }, () => {
  const full = (piece: string): string => piece.repeat(Math.ceil(5_000_000 / piece.length));
  it.each([
    '啊',
    '，待上级',
    '“《（',
    '”》）',
    '13912345678 ',
    '2月30日',
    '1.问题不严。\n整改情况：\n一是6月4日召开会议。\n',
    '王小明同志',
    '海岳区住房和城',
  ])('of %j are read to the limit and no further, and say so', (piece) => {
    const { findings } = checkReport(full(piece), facts);
    expect(findings.map(({ code }) => code)).toContain('text-too-long');
    expect(Math.max(...findings.map(({ to }) => to))).toBeLessThanOrEqual(200_000);
  });
});
