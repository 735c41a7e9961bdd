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

/** Publishes an inspection of which only the first issue is public. */
export async function publishInspection(cast: Cast) {
  const office = await connectAs(cast.office);
  const { id } = await openInspection(office, cast);
  await enterIssues(office, id);
  await issueAll(office, id);
  const { version } = await call(office, 'getInspection', { params: { id } });
  const title = `中共${cast.unit.name}委员会关于巡察整改情况的通报`;
  const { slug } = await call(office, 'publishInspection', {
    params: { id },
    body: { version, title, phone: '0999-88886666', address: '云州市海岳区清溪路1号' },
  });
  await office.dispose();
  const [shown, ...hidden] = ISSUES;
  return {
    slug,
    title,
    unitName: cast.unit.name,
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
