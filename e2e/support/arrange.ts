import type { APIRequestContext } from '@playwright/test';
import { addDays, dayInShanghai } from '@rectify/domain';
import { call } from './api.ts';
import { connectAs, type Cast } from './cast.ts';

export const today = (): string => dayInShanghai(new Date());

/** An inspection of the cast's unit, fed back a month ago. */
export async function openInspection(office: APIRequestContext, cast: Cast) {
  return call(office, 'createInspection', {
    body: {
      programmeId: cast.programme.id,
      unitId: cast.unit.id,
      groupId: cast.group.id,
      kind: 'routine',
      onSiteFrom: addDays(today(), -90),
      onSiteTo: addDays(today(), -50),
      feedbackOn: addDays(today(), -30),
    },
  });
}

export interface IssueWords {
  title: string;
  text: string;
  measures: string[];
}

/** Three invented issues of an invented town. */
export const ISSUES: readonly [IssueWords, IssueWords, IssueWords] = [
  {
    title: '便民服务大厅办事等候时间长',
    text: '便民服务大厅办事等候时间长。群众平均等候四十分钟，午间无人值守，意见簿连续三个月无人答复。',
    measures: ['增设两个综合窗口，午间安排专人值守。', '意见簿每周答复一次，答复情况上墙公示。'],
  },
  {
    title: '村级资金管理不严格',
    text: '村级资金管理不严格。青石桥村有三笔支出没有经手人签字，金额合计一万三千二百元。',
    measures: ['逐笔核对支出凭证，补齐签字手续。'],
  },
  {
    title: '信访积案化解不到位',
    text: '信访积案化解不到位。柳荫渡口搬迁一案久拖不决，包案领导两年没有接访。',
    measures: ['包案领导每月接访一次，年底前化解。'],
  },
];

/** Enters the three issues into an inspection, as drafts that the office has yet to issue. */
export async function enterIssues(office: APIRequestContext, inspectionId: string) {
  const entered = [];
  for (const [index, { title, text, measures }] of ISSUES.entries()) {
    entered.push(
      await call(office, 'createIssue', {
        params: { id: inspectionId },
        body: { number: index + 1, title, text, measures: [...measures], disclosure: index === 0 ? 'public' : 'party' },
      }),
    );
  }
  const last = entered.at(-1)!;
  await call(office, 'setDisclosure', {
    body: {
      issues: [{ id: last.id, version: last.version }],
      disclosure: 'withheld',
      withholdGround: 'petition_group',
    },
  });
  return entered;
}

/** Hands the entered issues to the unit. */
export async function issueAll(office: APIRequestContext, inspectionId: string): Promise<void> {
  const { version } = await call(office, 'getInspection', { params: { id: inspectionId } });
  await call(office, 'issueInspection', { params: { id: inspectionId }, body: { version } });
}

/** Answers for every warning of the 通报体检, as the one who sends the report on would. */
async function tickWarnings(writer: APIRequestContext, id: string): Promise<void> {
  for (const audience of ['public', 'party'] as const) {
    const { findings } = await call(writer, 'checkReport', { params: { id }, query: { audience } });
    for (const { key, severity, tick } of findings) {
      if (severity === 'warning' && !tick) await call(writer, 'tickFinding', { params: { id, key } });
    }
  }
}

/** Sends a draft on, naming the cast's group member for the 保密审查. */
async function sendReport(cast: Cast, id: string, correction?: string): Promise<void> {
  const liaison = await connectAs(cast.liaison);
  await tickWarnings(liaison, id);
  const { items } = await call(liaison, 'listSecrecyReviewers', { params: { id } });
  const named = items.find(({ name }) => name.endsWith('巡察员'));
  if (!named) throw new Error('the group member may not be named for the 保密审查');
  const { version } = await call(liaison, 'getReport', { params: { id } });
  const body = { version, secrecyReviewerId: named.id, ...(correction && { correction }) };
  await call(liaison, 'submitReport', { params: { id }, body });
  await liaison.dispose();
}

/** Takes a report that was sent on through signature, 保密审查 and approval to its publication. */
export async function approveReport(cast: Cast, id: string): Promise<{ slug: string }> {
  const [leader, reviewer, office] = [
    await connectAs(cast.leader),
    await connectAs(cast.reviewer),
    await connectAs(cast.office),
  ];
  const { version: sent } = await call(leader, 'getReport', { params: { id } });
  const signed = await call(leader, 'signReport', { params: { id }, body: { version: sent } });
  const passed = await call(reviewer, 'passSecrecy', { params: { id }, body: { version: signed.version } });
  const done = await call(office, 'approveReport', { params: { id }, body: { version: passed.version } });
  await Promise.all([leader, reviewer, office].map((each) => each.dispose()));
  if (!done.slug) throw new Error('the report was not published');
  return { slug: done.slug };
}

/** Takes a draft all the way to its publication. */
export async function passReport(cast: Cast, id: string, correction?: string): Promise<{ slug: string }> {
  await sendReport(cast, id, correction);
  return approveReport(cast, id);
}

/** Enters one more public issue and hands it to the unit. */
export async function addIssue(office: APIRequestContext, inspectionId: string, number: number, words: IssueWords) {
  const { title, text, measures } = words;
  await call(office, 'createIssue', {
    params: { id: inspectionId },
    body: { number, title, text, measures: [...measures], disclosure: 'public' },
  });
  await issueAll(office, inspectionId);
}

/** Publishes an inspection of which only the first issue is public. */
export async function publishInspection(cast: Cast) {
  const office = await connectAs(cast.office);
  const { id: inspectionId } = await openInspection(office, cast);
  await enterIssues(office, inspectionId);
  await issueAll(office, inspectionId);
  await office.dispose();
  const liaison = await connectAs(cast.liaison);
  const { id, title } = await call(liaison, 'createReport', { body: { kind: 'final', inspectionId } });
  await call(liaison, 'saveDraft', {
    params: { id },
    body: { contact: { phone: '0999-88886666', address: '云州市海岳区清溪路1号' } },
  });
  await liaison.dispose();
  const { slug } = await passReport(cast, id);
  const [shown, ...hidden] = ISSUES;
  return {
    ...{ id, slug, title },
    unitName: cast.unit.name,
    inspectionId,
    programmeId: cast.programme.id,
    shown: [shown.title, '午间无人值守', ...shown.measures],
    hidden: hidden.flatMap(({ title: name, measures }) => [name, ...measures, '青石桥村', '柳荫渡口']),
  };
}

/** Names people and dates for these issues and submits their plans, one after the other. */
export async function submitPlans(
  liaison: APIRequestContext,
  issueIds: readonly string[],
  dueOn: string,
): Promise<void> {
  for (const id of issueIds) {
    const before = await call(liaison, 'getIssue', { params: { id } });
    const people = { leader: '江副镇长', department: '党政办公室', owner: '柳主任' };
    await call(liaison, 'assignMeasures', { body: { issues: [{ id, version: before.version }], ...people, dueOn } });
    const { version } = await call(liaison, 'getIssue', { params: { id } });
    await call(liaison, 'requestReview', { params: { id }, body: { version, kind: 'plan' } });
  }
}
