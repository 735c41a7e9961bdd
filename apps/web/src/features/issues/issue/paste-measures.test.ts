import { describe, expect, it } from 'vitest';
import { pasteMeasures as paste, readDay } from './paste-measures.ts';

const pasteMeasures = (text: string) => paste(text, '2024-03-01');

describe('measures pasted from a table', () => {
  it('reads rows in the usual order, dates wherever they stand', () => {
    expect(
      pasteMeasures(
        '1\t修订合同管理办法，报局党组审定\t李局长\t综合科\t张某\t2024年6月30日\r\n2\t开展合同清理\t\t财务室\t王某\t2024/7/1\r\n',
      ),
    ).toEqual([
      {
        text: '修订合同管理办法，报局党组审定',
        leader: '李局长',
        department: '综合科',
        owner: '张某',
        dueOn: '2024-06-30',
      },
      { text: '开展合同清理', department: '财务室', owner: '王某', dueOn: '2024-07-01' },
    ]);
  });

  it('follows the headings of the table when it has them', () => {
    expect(
      pasteMeasures('序号\t责任人\t整改措施\t完成时限\t整改目标\n1\t张某\t建立台账\t2024-08-01\t全部备案'),
    ).toEqual([{ text: '建立台账', owner: '张某', dueOn: '2024-08-01', target: '全部备案' }]);
  });

  it('keeps line breaks and quotes inside a cell', () => {
    expect(pasteMeasures('"一是清理；\n二是""回头看""。"\t李局长')).toEqual([
      { text: '一是清理；\n二是"回头看"。', leader: '李局长' },
    ]);
  });

  it('takes each paragraph of a plain text for a measure, words untouched', () => {
    expect(pasteMeasures('一是开展“应进必进”自查。\n\n  二是完善制度。')).toEqual([
      { text: '一是开展“应进必进”自查。' },
      { text: '二是完善制度。' },
    ]);
  });

  it('does not take a quotation at the start of a paragraph for a quoted cell', () => {
    expect(pasteMeasures('"回头看"工作常态化')).toEqual([{ text: '"回头看"工作常态化' }]);
  });

  it('reads nothing from nothing', () => {
    expect(pasteMeasures(' \n\t\n')).toEqual([]);
  });
});

describe('dates in cells', () => {
  it.each([
    ['2024年6月30日', '2024-06-30'],
    ['2024.6.3', '2024-06-03'],
    ['２０２４/6/30', '2024-06-30'],
    ['20240630', '2024-06-30'],
    ['2024年6月30日前', '2024-06-30'],
    ['6月30日', '2024-06-30'],
  ])('reads %s', (text, day) => expect(readDay(text, '2024-03-01')).toBe(day));

  it.each(['2024-02-30', '6.30', '长期坚持', ''])('does not guess at “%s”', (text) =>
    expect(readDay(text, '2024-03-01')).toBeNull(),
  );
});
