import { describe, expect, it } from 'vitest';

import { parseReport } from '../index.ts';

const opening = '区委第四巡察组于2024年3月11日至5月10日对区文化馆党支部进行了巡察。现将有关情况反馈如下：\n';

function issuesOf(text: string): unknown[] {
  return parseReport(text).issues.map(({ number, categoryPath, title }) => [number, ...categoryPath, title]);
}

describe('a feedback that counts its issues by 一是, 二是', () => {
  it('has them below headings that name a field', () => {
    const text = `关于巡察区文化馆党支部的反馈意见\n${opening}一、总体评价\n活动较多。\n二、巡察发现的主要问题\n（一）政治建设方面\n一是理论学习不经常。2023年只学了5次。二是意识形态研判少。\n（二）场馆管理方面：一是消防通道堆物；二是临聘人员考核走过场；三是票务账目不清。\n三、意见建议\n一要加强学习。二要抓紧整改。\n区委第四巡察组\n2024年6月20日`;
    expect(issuesOf(text)).toEqual([
      [1, '（一）政治建设方面', '理论学习不经常'],
      [2, '（一）政治建设方面', '意识形态研判少'],
      [1, '（二）场馆管理方面', '消防通道堆物'],
      [2, '（二）场馆管理方面', '临聘人员考核走过场'],
      [3, '（二）场馆管理方面', '票务账目不清'],
    ]);
    const report = parseReport(text);
    expect(report.issues[0]?.text).toBe('理论学习不经常。2023年只学了5次。');
    expect(report.findings.map((finding) => finding.code)).toEqual(['issue-without-measures']);
    expect(report.unitName).toBe('区文化馆党支部');
  });

  it('has them right below the part, with the paragraphs that follow each', () => {
    const text = `关于巡察区文化馆党支部的反馈意见\n${opening}一、主要成绩\n活动较多。\n二、存在的主要问题\n一是理论学习不经常。\n全年仅学习5次。\n二是场馆管理松散。三是临聘人员考核走过场。\n三、整改要求\n一要提高认识。`;
    expect(issuesOf(text)).toEqual([
      [1, '理论学习不经常'],
      [2, '场馆管理松散'],
      [3, '临聘人员考核走过场'],
    ]);
    expect(parseReport(text).issues[0]?.text).toBe('理论学习不经常。\n全年仅学习5次。');
  });

  it('says which one is left out', () => {
    const text = `关于巡察区文化馆党支部的反馈意见\n${opening}一、存在的主要问题\n（一）政治建设方面\n一是理论学习不经常。三是意识形态研判少。\n`;
    expect(parseReport(text).findings.map((finding) => finding.code)).toContain('number-gap');
  });

  it('keeps them as words of the issue where the heading itself names the fault', () => {
    const text = `关于巡察区文化馆党支部的反馈意见\n${opening}一、存在的主要问题\n（一）理论学习不扎实。一是次数少。二是记录缺失。\n（二）场馆管理松散。一是消防通道堆物。二是票务账目不清。\n`;
    expect(issuesOf(text)).toEqual([
      [1, '理论学习不扎实'],
      [2, '场馆管理松散'],
    ]);
  });
});
