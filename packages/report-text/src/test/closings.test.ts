import { describe, expect, it } from 'vitest';

import { parseReport } from '../index.ts';

const head = `云州市海岳区民政局党组关于巡察整改进展情况的通报
（2023年7月）
根据区委巡察工作统一部署，2022年10月12日至12月9日，区委巡察一组对区民政局党组开展了常规巡察，2023年1月13日反馈了意见。
`;
const part = '一、巡察反馈问题整改落实情况\n';

describe('the end of a report', () => {
  it('takes a month without a day for the signature, not for the contact', () => {
    const report = parseReport(
      `${head}${part}1.关于低保复核不及时的问题。\n整改情况：已复核210户。\n联系电话：0999-3334445、0999-3334446\n中共云州市海岳区民政局党组\n2023年7月`,
    );
    expect(report.signatory).toBe('中共云州市海岳区民政局党组');
    expect(report.signedOn).toBeNull();
    expect(report.contact.phone).toBe('0999-3334445');
    expect(report.sections.at(-1)).toMatchObject({ kind: 'signature', fromLine: 8, toLine: 9 });
  });

  it('reads the person to ask in brackets below the date', () => {
    const report = parseReport(
      `${head}${part}1.关于低保复核不及时的问题。\n整改情况：已复核210户。\n区民政局党组\n2023年7月3日\n（联系人：赵某，联系电话：0999-8889990）`,
    );
    expect(report.contact.phone).toBe('0999-8889990');
    expect(report.signedOn).toBe('2023-07-03');
  });

  it('leaves advice to the sender out of the address', () => {
    const report = parseReport(
      `${head}${part}1.关于低保复核不及时的问题。\n整改情况：已复核210户。\n邮政信箱：云州市滨江路9号（信封上请注明“整改建议”），邮编999010`,
    );
    expect(report.contact.address).toBe('云州市滨江路9号');
    expect(report.contact.postcode).toBe('999010');
  });

  it.each(['区民政局党组将以此次巡察整改为契机，持续用力。', '通过整改，工作有了起色。'])(
    'does not add to the last measure: %s',
    (closing) => {
      const report = parseReport(
        `${head}${part}1.关于低保复核不及时的问题。\n一是复核210户。\n二是公开名单。\n${closing}\n区民政局党组\n2023年7月3日`,
      );
      expect(report.issues[0]?.measures.map((measure) => measure.text)).toEqual(['复核210户。', '公开名单。']);
      expect(report.sections.map((section) => section.kind)).toContain('next-steps');
    },
  );
});

describe('how far things stand', () => {
  it('is no measure where the measures follow under 整改成效', () => {
    const report = parseReport(
      `${head}${part}1.关于低保复核不及时的问题。\n整改进展：已完成整改，持续推进。\n整改成效：\n（1）复核210户。\n（2）清退4户。`,
    );
    expect(report.issues[0]?.measures.map((measure) => measure.text)).toEqual(['复核210户。', '清退4户。']);
    expect(report.issues[0]?.progress.map((note) => note.text)).toEqual(['已完成整改，持续推进。']);
  });
});

describe('who was inspected by whom', () => {
  it('prefers the numbered group to one named in passing', () => {
    const { inspection } = parseReport(
      `${head.replace('根据', '针对落实市委巡察组反馈意见的要求，')}${part}1.关于低保复核不及时的问题。\n整改情况：已复核。`,
    );
    expect(inspection.groupName).toBe('区委巡察一组');
  });

  it('takes the addressee of a feedback for the unit, not the group that signed it', () => {
    const report = parseReport(
      '关于巡察区商务局党组情况的反馈意见\n区商务局党组：\n区委第二巡察组于2024年3月11日至5月10日对你局党组开展了常规巡察。现将巡察情况反馈如下：\n一、发现的主要问题\n（一）招商项目落地慢。\n（二）党费收缴不及时。\n区委第二巡察组\n2024年6月20日',
    );
    expect(report.unitName).toBe('区商务局党组');
    expect(report.inspection.groupName).toBe('区委第二巡察组');
  });

  it('names no unit where dozens were inspected', () => {
    const report = parseReport(
      '2022年1月27日，区委4个巡察组向40家被巡察单位党组织反馈巡察情况。现将整改进展情况向社会公开。',
    );
    expect(report.unitName).toBeNull();
  });
});

describe('totals beside each other', () => {
  it('are read each for what it counts', () => {
    const { claims } = parseReport(
      `${head}一、组织整改情况\n明确3个方面15个问题48条整改措施。\n${part.replace('一', '二')}1.关于低保复核不及时的问题。\n整改情况：已复核。`,
    );
    expect(claims.map(({ kind, value }) => [kind, value])).toEqual([
      ['issue-categories', 3],
      ['issues-total', 15],
      ['measures-total', 48],
    ]);
  });
});

describe('words around the issues', () => {
  const months = '2022年4月至6月，区委第五巡察组对区档案馆党支部开展了巡察，7月29日反馈了意见。现公示如下。';

  it('takes the year of a day from the months before it', () => {
    const feedbackOn = (text: string): string | null =>
      parseReport(`区档案馆巡察整改情况\n${text}\n一、问题一：数字化推进慢\n整改情况：已扫描32万页。`).inspection
        .feedbackOn;
    expect(feedbackOn(months)).toBe('2022-07-29');
    expect(feedbackOn(months.replace('4月至6月', '10月至12月').replace('7月29日', '1月29日'))).toBe('2023-01-29');
    expect(feedbackOn(months.replace('7月29日', '3月29日'))).toBeNull();
  });

  it('leaves the count of the problem out of its title', () => {
    const { issues } = parseReport(
      `区档案馆巡察整改情况\n${months}\n一、反馈问题一：数字化推进慢\n整改情况：已扫描32万页。\n二、反馈问题二：报销手续不全\n整改情况：已补齐附件。`,
    );
    expect(issues.map(({ number, title }) => [number, title])).toEqual([
      [1, '数字化推进慢'],
      [2, '报销手续不全'],
    ]);
  });

  it('reads a closing sentence with the telephone as contact, letters handled as no issues', () => {
    const report = parseReport(
      `${head}${part}1.关于低保复核不及时的问题。\n整改情况：已复核210户。\n二、信访件办理情况\n移交信访件3件，已办结3件。\n以上情况请群众监督，公示期5天，监督电话：0999-7654321。\n区民政局党组\n2023年7月3日`,
    );
    expect(report.contact.phone).toBe('0999-7654321');
    expect(report.claims).toEqual([]);
  });
});
