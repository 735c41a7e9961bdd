import { describe, expect, it } from 'vitest';

import { parseReport } from '../index.ts';
import type { Finding } from '../index.ts';

const head = '云州市港航局党组关于巡察整改情况的通报\n';

/** A report with the given numbers below one category, two measures each. */
function withNumbers(numbers: readonly number[]): string {
  return (
    head +
    numbers
      .map((number) => `${number}.第${number}项制度执行不严。\n整改情况：\n一是修订制度。\n二是开展检查。\n`)
      .join('')
  );
}

function findingsOf(text: string, code: string): Finding[] {
  return parseReport(text).findings.filter((finding) => finding.code === code);
}

describe('numbers of issues', () => {
  it('finds nothing in a complete row', () => {
    expect(parseReport(withNumbers([1, 2, 3])).findings).toEqual([]);
  });

  it('names what is missing and after which line', () => {
    const [gap] = findingsOf(withNumbers([1, 2, 5]), 'number-gap');
    expect(gap).toMatchObject({ line: 6, severity: 'warning' });
    expect(gap?.message).toContain('“3.”“4.”');
  });

  it('reports a repeated number with both lines', () => {
    const [duplicate] = findingsOf(withNumbers([1, 2, 2, 3]), 'number-duplicate');
    expect(duplicate?.message).toBe('第 10 行的编号“2.”与第 6 行重复。');
  });

  it('takes a restart under a new heading for no repetition', () => {
    const part = '1.甲项工作滞后。\n整改情况：已办结，补齐资料。\n2.乙项工作滞后。\n整改情况：已办结，补齐资料。\n';
    expect(parseReport(`${head}一、担当作为方面\n${part}二、作风建设方面\n${part}`).findings).toEqual([]);
  });

  it('finds the gap that a restart hides', () => {
    const text = `${head}一、担当作为方面\n1.甲项滞后。\n整改情况：补齐。\n二、作风建设方面\n1.乙项滞后。\n整改情况：补齐。\n3.丙项滞后。\n整改情况：补齐。\n`;
    expect(findingsOf(text, 'number-gap').map((finding) => finding.line)).toEqual([6]);
  });
});

describe('ordinals of measures', () => {
  const issue = (measures: string): string =>
    `${head}1.台账登记不全。\n整改情况：\n${measures}\n2.检查流于形式。\n整改情况：\n一是整改。\n`;

  it('says when a series begins at 二是', () => {
    expect(findingsOf(issue('二是补登。\n三是抽查。'), 'ordinal-late')).toHaveLength(1);
  });

  it('says when one is left out', () => {
    const [gap] = findingsOf(issue('一是补登。\n三是抽查。'), 'ordinal-gap');
    expect(gap?.message).toContain('“二是”');
  });

  it('keeps a second series and asks for the missing heading', () => {
    const text = issue('一是补登。\n二是抽查。\n整改情况：\n一是退款。\n二是学习。');
    expect(parseReport(text).issues[0]?.measures.map((measure) => measure.ordinal)).toEqual([1, 2, 1, 2]);
    expect(findingsOf(text, 'series-repeated')).toHaveLength(1);
  });

  it('reads a slip such as 三中 where 三是 is due', () => {
    const text = issue('一是补登。\n二是抽查。\n三中建立台账。');
    expect(parseReport(text).issues[0]?.measures).toHaveLength(3);
    expect(findingsOf(text, 'ordinal-typo')).toHaveLength(1);
  });

  it('does not take 三级, 统一是 or a quoted 一是 for an ordinal', () => {
    const text = issue('一是统一是非标准，学习“一是讲清二是讲透”的要求。\n二是抽查。\n三级网格同步更新。');
    expect(parseReport(text).issues[0]?.measures.map((measure) => measure.ordinal)).toEqual([1, 2]);
  });

  it('leaves a series inside a measure with that measure', () => {
    const text = issue('一是开展排查，重点看：一是账目；二是票据。\n二是建立清单。\n三是公开。');
    expect(parseReport(text).issues[0]?.measures.map((measure) => measure.ordinal)).toEqual([1, 2, 3]);
  });
});

describe('claims against the text', () => {
  const claim = (count: number): string =>
    `${head}一、整改工作基本情况\n巡察反馈的${count}个问题均已整改。\n二、整改落实情况\n1.甲项滞后。\n整改情况：补齐。\n2.乙项滞后。\n整改情况：补齐。\n`;

  it('accepts the number that is found', () => {
    expect(parseReport(claim(2)).findings).toEqual([]);
  });

  it('reports another number', () => {
    expect(findingsOf(claim(5), 'claim-mismatch')[0]).toMatchObject({ severity: 'error', line: 3 });
  });
});

describe('dates', () => {
  const opening = (words: string): string => `${head}${words}现将整改情况公布如下。\n1.甲项滞后。\n整改情况：补齐。\n`;

  it.each([
    [
      '2024年3月5日至4月18日，区委第一巡察组对区港航局党组开展了巡察，5月16日反馈了意见。',
      '2024-03-05',
      '2024-04-18',
      '2024-05-16',
    ],
    [
      '2023年11月20日至1月12日，市委巡察三组对市港航局党组进行了巡察。2024.2.6，巡察组反馈了意见。',
      '2023-11-20',
      '2024-01-12',
      '2024-02-06',
    ],
    [
      '2022年3月7日至25日，县委第四巡察组对县港航局党组开展了巡察。二〇二二年五月九日反馈了意见。',
      '2022-03-07',
      '2022-03-25',
      '2022-05-09',
    ],
    [
      '2021年10月上旬至11月下旬，市委第八巡察组对市港航局党组开展了巡察。2021-12-30反馈了意见。',
      null,
      null,
      '2021-12-30',
    ],
    ['2021年3月至5月，市委第八巡察组对市港航局党组开展了巡察，随后反馈了意见。', null, null, null],
  ])('%s', (words, from, to, feedback) => {
    const { inspection } = parseReport(opening(words));
    expect([inspection.onSiteFrom, inspection.onSiteTo, inspection.feedbackOn]).toEqual([from, to, feedback]);
  });

  it('reports a day that no calendar has and does not use it', () => {
    const parse = parseReport(opening('2024年2月30日至4月18日，区委第一巡察组对区港航局党组开展了巡察。'));
    expect(parse.inspection.onSiteFrom).toBeNull();
    expect(parse.findings.map((finding) => finding.code)).toContain('date-impossible');
  });
});
