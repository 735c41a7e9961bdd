import { describe, expect, it } from 'vitest';

import { parseNodes, parseReport } from '../index.ts';

const header = '序号\n反馈问题\n整改措施\n责任人\n整改情况\n';
const rows =
  '1\n党费收缴不规范，3名党员半年未交。\n1.补交党费。\n2.每月5日为党费日。\n王某\n已完成\n2\n固定资产账实不符。\n全面盘点。\n核销报废资产12件。\n李某\n已完成\n';

describe('a table whose cells were pasted one to a line', () => {
  const text = `区文化馆党支部巡察整改情况表\n${header}${rows}联系电话：0999-1234567\n区文化馆党支部\n2024年3月5日\n`;
  const report = parseReport(text);

  it('is read row by row', () => {
    expect(report.issues.map(({ number, line, title }) => [number, line, title])).toEqual([
      [1, 7, '党费收缴不规范，3名党员半年未交'],
      [2, 13, '固定资产账实不符'],
    ]);
    expect(report.issues.map((issue) => issue.measures.map((measure) => measure.text))).toEqual([
      ['补交党费。', '每月5日为党费日。'],
      ['全面盘点。', '核销报废资产12件。'],
    ]);
    expect(report.issues.map((issue) => issue.progress[0]?.text)).toEqual(['已完成', '已完成']);
    expect(report.findings).toEqual([]);
  });

  it('leaves title, contact and signature to the page', () => {
    expect(report.title).toBe('区文化馆党支部巡察整改情况表');
    expect(report.contact.phone).toBe('0999-1234567');
    expect(report.signedOn).toBe('2024-03-05');
  });

  it('loses no character', () => {
    const nodes = parseNodes(text);
    expect(nodes.map((node) => text.slice(node.from, node.to)).join('')).toBe(text);
  });

  it('needs neither title nor closing block', () => {
    expect(parseReport(header + rows).issues).toHaveLength(2);
    expect(parseReport(header + rows).title).toBeNull();
  });
});
