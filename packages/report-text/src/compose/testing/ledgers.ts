import fc from 'fast-check';

import type { DraftParagraph } from '../../report-document.ts';
import type { ComposeInput, ComposeIssue, ComposeMeasure } from '../types.ts';

// Invented ledgers in all the shapes that real ones come in.

const subjects = [
  '台账登记',
  '项目调度',
  '窗口服务',
  '档案管理',
  '预算执行',
  '谈心谈话',
  '“三会一课”',
  '《值班办法》执行',
];
const faults = ['不规范', '不够深入', '流于形式', '存在短板', '未落实到位', '有差距', '不及时、不准确'];
const details = [
  '2023年以来仅开展2次，记录缺失。',
  '抽查30份材料，缺件8份；有的未签字。',
  '云州市海岳区3个街道反映“排队久”，至今未改。',
  '部分同志认为“不要紧、过得去”，责任心不强。',
  '2022年4月至6月，有5个月没有台账，涉及资金1.5万元。',
];
const actions = [
  '修订《海岳区档案管理办法》，明确12项流程',
  '召开党组会议3次专题研究；逐条细化',
  '组织“送服务”活动，走访企业40余家，收集建议6条',
  '对3名责任人批评教育，退还费用1.2万元',
  '建立周调度机制：每周五汇总，每月通报',
  '与区财政局、区人社局等5个部门联合检查',
];
const progressTexts = [
  '截至6月底，已检查12家',
  '完成全部登记',
  '目前正在征求意见。',
  '已印发2个文件，一是办法，二是清单',
];

const pick = (values: readonly string[]) => fc.constantFrom(...values);

const titles = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(pick(subjects), pick(faults)).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: pick(['“放管服”改革推进慢，“一次办好”没有做到', '对“形式主义、官僚主义”问题整改不力']) },
);

/** Title and text as one, the title as the first sentence, or a title of its own. */
const problems = fc
  .tuple(titles, fc.array(pick(details), { maxLength: 6 }), fc.constantFrom('one', 'first', 'own', 'stop'), titles)
  .map(([title, more, shape, other]) => {
    if (shape === 'one') return { title, text: title };
    if (shape === 'stop') return { title, text: `${title}。` };
    const text = `${title}。${more.join('')}`;
    return shape === 'first' ? { title, text } : { title: other, text };
  });

const progress = fc.option(fc.record({ asOf: fc.constant('2024-08-31'), text: pick(progressTexts) }), { nil: null });

const measureTexts = fc.oneof(
  { weight: 5, arbitrary: pick(actions) },
  { weight: 4, arbitrary: fc.array(pick(actions), { minLength: 1, maxLength: 8 }).map((all) => `${all.join('。')}。`) },
  {
    weight: 1,
    arbitrary: pick(['分步推进：一是摸底，二是整改，三是验收。', '先立后破。二是补齐短板；三是压实责任。']),
  },
);

const measures = fc
  .tuple(
    fc.array(fc.record({ text: measureTexts, progress, isDone: fc.boolean() }), { maxLength: 12 }),
    fc.constantFrom('counted', 'counted', 'counted', 'plain', 'own'),
  )
  .map(([all, shape]) => {
    const isPlain = shape === 'plain' && !all.some((each) => /[一二三]是/u.test(each.text + each.progress?.text));
    return all.map(({ text, ...rest }, at): Omit<ComposeMeasure, 'id'> => {
      const own = shape === 'own' && at < 9 ? `${'一二三四五六七八九'[at]}是` : '';
      return { ...rest, ordinal: isPlain ? null : at + 1, text: `${own}${text}` };
    });
  });

const issueShapes = fc.record({
  problem: problems,
  measures,
  state: fc.constantFrom('completed', 'staged', 'unfinished'),
  outcome: fc.option(pick(['12项流程已全部公开。', '截至8月底，投诉下降三成', '制度已经执行']), { nil: null }),
  gap: fc.nat({ max: 2 }),
  isUnnumbered: fc.nat({ max: 5 }).map((value) => value === 0),
});

const headingNames = ['政治建设', '作风建设', '组织建设', '民生保障', '“后半篇文章”'];
const marks: Record<string, (value: number) => string> = {
  none: () => '',
  han: (value) => `${'一二三四五六七八九十'[value - 1]}、`,
  wideHan: (value) => `（${'一二三四五六七八九十'[value - 1]}）`,
  narrowHan: (value) => `(${'一二三四五六七八九十'[value - 1]})`,
  dot: (value) => `${value}.`,
  bracket: (value) => `（${value}）`,
};
const markings = [
  ['none', 'none', 'none'],
  ['wideHan', 'dot', 'bracket'],
  ['narrowHan', 'dot', 'none'],
  ['han', 'wideHan', 'dot'],
  ['none', 'dot', 'bracket'],
  ['wideHan', 'none', 'none'],
];

const tree = fc.record({
  depth: fc.nat({ max: 3 }),
  marking: fc.constantFrom(...markings),
  issues: fc.array(
    fc.record({
      issue: issueShapes,
      place: fc.array(fc.nat({ max: 2 }), { minLength: 3, maxLength: 3 }),
      depth: fc.nat({ max: 3 }),
    }),
    {
      minLength: 1,
      maxLength: 14,
    },
  ),
});

/** A ledger in the order in which a document can show it: a heading's own issues before those of its parts. */
export const ledgers: fc.Arbitrary<ComposeIssue[]> = tree.map(({ depth, marking, issues }) => {
  const placed = issues.map((each) => ({ ...each, path: each.place.slice(0, Math.min(depth, each.depth)) }));
  placed.sort((a, b) => a.path.join('').localeCompare(b.path.join('')));
  let number = 0;
  return placed.map(({ issue: made, path }, at): ComposeIssue => {
    if (!made.isUnnumbered) number += 1 + made.gap;
    return {
      id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
      number: made.isUnnumbered ? null : number,
      ...made.problem,
      kind: 'problem',
      categoryPath: path.map((value, level) => ({
        id: `c${path.slice(0, level + 1).join('-')}`,
        title: `${marks[marking[level] ?? 'none']?.(value + 1)}${headingNames[(value + level) % 5]}方面`,
      })),
      disclosure: 'public',
      ground: null,
      state: made.state,
      outcomeStatement: made.outcome,
      measures: made.measures.map((measure, place) => ({ ...measure, id: `m${at}-${place}` })),
    };
  });
});

/** Everything else of a report, the same each time. */
export function inputOf(issues: readonly ComposeIssue[], rest: Partial<ComposeInput> = {}): ComposeInput {
  return {
    kind: 'final',
    unitName: '云州市海岳区教育局党组',
    regionName: '海岳区',
    programmeName: '三届区委第二轮巡察',
    groupName: '区委第一巡察组',
    inspectionKind: 'routine',
    onSiteFrom: '2024-03-05',
    onSiteTo: '2024-04-18',
    feedbackOn: '2024-05-16',
    today: '2024-09-26',
    contact: { phone: '0999-1234567', address: '云州市海岳区望海路8号', postcode: '999001', email: 'jyj@example.cn' },
    nonZeroFigures: ['issues_total', 'measures_total'],
    issues,
    ...rest,
  };
}

/** The headings above an issue as the draft words them. */
export function headingsOf(draft: readonly DraftParagraph[], issue: ComposeIssue): string[] {
  const words = new Map(draft.map(({ id, text }) => [id, text]));
  return issue.categoryPath.map(({ id }) => words.get(`heading:${id}`) ?? '');
}
