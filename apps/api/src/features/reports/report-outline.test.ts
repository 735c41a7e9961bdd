import { describe, expect, it } from 'vitest';
import type { PublicContent } from '@rectify/contract';
import { contentsOf, furtherText, issueHeading, measureText, ordinalWord, outlineOf } from './report-outline.ts';

const issue = (title: string) => ({ number: 1, title, text: title, state: '正在整改', measures: [], outcome: null });
const category = (path: string[], ...titles: string[]): PublicContent['categories'][number] => ({
  path,
  issues: titles.map(issue),
});

describe('the outline of a report', () => {
  it('puts a heading wherever the path changes, and only there', () => {
    const blocks = outlineOf([
      category(['甲', '1'], '一'),
      category(['甲', '2'], '二', '三'),
      category(['乙'], '四'),
      category([], '五'),
    ]);
    expect(
      blocks.map((block) =>
        block.kind === 'heading' ? `${block.level} ${block.text}` : `${block.level} ${block.issue.title}`,
      ),
    ).toEqual([...['1 甲', '2 1', '3 一', '2 2', '3 二', '3 三', '1 乙', '2 四', '1 其他问题', '2 五']]);
    expect(contentsOf(blocks).map((entry) => entry.text)).toEqual(['甲', '1', '2', '乙', '其他问题']);
  });

  it('lists the issues where the feedback has no headings', () => {
    expect(contentsOf(outlineOf([category([], '一', '二')])).map((entry) => entry.text)).toEqual([
      '1. 针对“一”问题',
      '1. 针对“二”问题',
    ]);
  });
});

describe('the words of a report', () => {
  it.each([
    [{ number: 3, title: '台账不全' }, '3. 针对“台账不全”问题'],
    [{ number: null, title: '台账不全问题。' }, '针对“台账不全”问题'],
    [{ number: 4, title: '“后半篇文章”不扎实' }, '4. 针对“‘后半篇文章’不扎实”问题'],
    [{ number: 5, title: '问题' }, '5. 针对“问题”问题'],
  ])('%j is headed %s', (given, heading) => {
    expect(issueHeading(given)).toBe(heading);
  });

  it.each([
    ['个别问题不到位', '个别问题不到位。如未签订协议。', '如未签订协议。'],
    ['工作力度不够', '针对“工作力度不够”问题。', null],
    ['工作力度不够', '工作力度不够。', null],
    ['工作力度不够', '有的科室推诿。', '有的科室推诿。'],
  ])('under “%s” the text “%s” adds “%s”', (title, text, further) => {
    expect(furtherText({ title, text })).toBe(further);
  });

  it.each([
    [1, '一是'],
    [10, '十是'],
    [12, '十二是'],
    [20, '二十是'],
    [35, '三十五是'],
    [120, '第120项'],
  ])('measure %i is counted %s', (ordinal, word) => {
    expect(ordinalWord(ordinal)).toBe(word);
  });

  it('counts no measure twice, and none that stands alone', () => {
    expect(measureText({ ordinal: 2, text: '二是开展培训。' }, 3)).toBe('二是开展培训。');
    expect(measureText({ ordinal: 2, text: '开展培训。' }, 3)).toBe('二是开展培训。');
    expect(measureText({ ordinal: 1, text: '开展培训。' }, 1)).toBe('开展培训。');
  });
});
