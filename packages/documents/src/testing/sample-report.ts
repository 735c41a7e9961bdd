import { composeDraft, projectReport } from '@rectify/report-text';
import type { ComposeInput, ComposeIssue, Edition, ReportContent, ReportFacts } from '@rectify/report-text';

// An invented report, as long as asked for.

const problems = [
  ['值班记录不全', '抽查30天，缺5天；交接班没有签字。'],
  ['“一次办好”推进慢', '12项事项仍需群众跑两次，“好差评”回访不到三成。'],
  ['档案管理不规范', '2023年归档材料缺件8份，借阅未登记。'],
] as const;
const actions = [
  '修订《海岳区教育局值班管理办法》，明确12项流程，编印手册300份并组织全员学习。',
  '召开党组会议3次专题研究，对3名责任人批评教育，退还费用1.2万元。',
  '建立周调度机制，每周五汇总，每月通报。',
];

function issues(count: number): ComposeIssue[] {
  return Array.from({ length: count }, (_, at) => {
    const [title = '', more = ''] = problems[at % 3] ?? [];
    return {
      id: `i${at}`,
      number: at + 1,
      title,
      text: `${title}。${more}`,
      kind: 'problem',
      categoryPath: [
        { id: `c${at % 2}`, title: ['（一）落实重点任务有差距方面', '（二）作风建设存在短板方面'][at % 2] ?? '' },
      ].slice(0, 1),
      disclosure: at % 7 === 5 ? 'withheld' : 'public',
      ground: at % 7 === 5 ? 'open_case' : null,
      state: (['completed', 'completed', 'staged', 'unfinished'] as const)[at % 4] ?? 'unfinished',
      outcomeStatement: at % 4 === 0 ? '12项流程已向社会公开' : null,
      measures: actions.map((text, place) => ({
        id: `m${at}-${place}`,
        ordinal: place + 1,
        text,
        isDone: true,
        progress: null,
      })),
    };
  });
}

/** An invented report with so many issues, and its edition. */
export function sampleReport(
  count: number,
  rest: Partial<ComposeInput> = {},
): { content: ReportContent; edition: Edition } {
  const all = issues(count);
  const contact = {
    phone: '0999-1234567',
    address: '云州市海岳区望海路8号',
    postcode: '999001',
    email: 'jyj@example.cn',
  };
  const names = { unitName: '中共云州市海岳区教育局党组', regionName: '海岳区', programmeName: '三届区委第二轮巡察' };
  const base = { kind: 'final', ...names, groupName: '区委第一巡察组', feedbackOn: '2024-05-16', contact } as const;
  const draft = composeDraft({
    ...base,
    inspectionKind: 'routine',
    onSiteFrom: '2024-03-05',
    onSiteTo: '2024-04-18',
    today: '2024-09-26',
    nonZeroFigures: ['issues_total', 'issues_completed', 'systems_established'],
    issues: all,
    ...rest,
  });
  const count1 = {
    key: 'issues_total',
    code: 'issues_total',
    label: '反馈问题总数',
    text: String(count),
    unit: '项',
  } as const;
  const done = all.filter(({ state }) => state === 'completed');
  const items = (some: readonly ComposeIssue[]) =>
    some.map(({ id, title }) => ({ issueId: id, name: title, share: null, amount: 1 }));
  const facts: ReportFacts = {
    ...base,
    title: '整改通报',
    issues: all.map(({ id, number, title, disclosure, ground, state }) => ({
      id,
      number,
      name: title,
      disclosure,
      ground,
      state,
      unitId: 'u1',
    })),
    figures: [
      { ...count1, items: items(all) },
      {
        ...count1,
        key: 'issues_completed',
        code: 'issues_completed',
        label: '已完成整改',
        text: String(done.length),
        items: items(done),
      },
      {
        ...count1,
        key: 'systems_established',
        code: 'systems_established',
        label: '建章立制',
        text: '4',
        items: [{ issueId: 'i0', name: '值班记录不全', share: '4 项', amount: 4 }],
      },
    ],
    units: [{ id: 'u1', name: '海岳区教育局' }],
  };
  const edition = { slug: 'hy-2024-7', version: 1, publishedAt: '2024-09-26T10:00:05.000Z' };
  return { content: projectReport(draft, facts, 'public'), edition };
}
