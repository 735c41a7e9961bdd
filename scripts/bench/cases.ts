import type pg from 'pg';
import { getJson, type Caller } from './http.ts';
import { idOf, SEEDED, type ACCOUNTS } from './seed.ts';
import { MATTERS } from './vocabulary.ts';

export type Who = keyof typeof ACCOUNTS;

export interface Case {
  title: string;
  /** Absent: without sign-in. */
  who?: Who;
  /** Asked in turn, so that not the same rows are read each time. */
  paths: string[];
  /** Milliseconds at the server. */
  target: number;
}

export interface Sample {
  issues: number;
  /** Share of the issues that a keyword finds. */
  shares: Map<string, number>;
}

const COMMON = '资产';
const RARE = ['涵闸', '渡槽', '碑廊', '皮影', '枇杷'];
const LONG = '国有资产管理';
const LONG_RARE = '国有资产管理不够规范';
const KEYWORDS = [COMMON, ...RARE, LONG, LONG_RARE];
const PAGE = 500;
const LIMIT = 50;

const q = (keyword: string) => encodeURIComponent(keyword);

/** How often the keywords occur, so that the table can say what was searched for. */
export async function sampleLedger(client: pg.Client): Promise<Sample> {
  const { rows } = await client.query<{ keyword: string; share: number; issues: number }>(
    `SELECT k AS keyword, (count(i.id) FILTER (WHERE position(k IN concat(i.number, i.title, i.text)) > 0))::float8 / count(*) AS share, (count(*) FILTER (WHERE i.${SEEDED}))::int AS issues
     FROM unnest($1::text[]) k CROSS JOIN issue i GROUP BY k`,
    [KEYWORDS],
  );
  return { issues: rows[0]?.issues ?? 0, shares: new Map(rows.map(({ keyword, share }) => [keyword, share])) };
}

interface Walked {
  /** The number of the last page reached: 500, or fewer in a small ledger. */
  page: number;
  next: string[];
  previous: string[];
}

/** Follows nextCursor as a reader would, page by page; keeps the cursors of the last pages. */
async function walk(caller: Caller, cookie: string, query: string): Promise<Walked> {
  const walked: Walked = { page: 1, next: [], previous: [] };
  let cursor: string | null = null;
  for (;;) {
    const path: string = `/api/issues?limit=${LIMIT}${query}${cursor ? `&cursor=${cursor}` : ''}`;
    const answer: { nextCursor: string | null; prevCursor: string | null } = await getJson(caller, path, cookie);
    if (cursor) walked.next = [...walked.next, path].slice(-5);
    if (answer.prevCursor)
      walked.previous = [...walked.previous, `/api/issues?limit=${LIMIT}${query}&cursor=${answer.prevCursor}`].slice(
        -5,
      );
    if (walked.page === PAGE || !answer.nextCursor) return walked;
    cursor = answer.nextCursor;
    walked.page += 1;
  }
}

/** The public site: each answer under 50 ms, also what no page is kept of. */
function publicCases(): Case[] {
  const target = 50;
  // No two alike, so that what is measured is the search and not what is kept of it.
  const each = (query: (place: string) => string) =>
    Array.from({ length: 240 }, (_, n) => {
      const place = `region=${idOf('unit', 2 + (n % 12))}&programme=${idOf('programme', 1 + (n % 20))}`;
      return `/?${query(n < 60 ? place : `${place}&year=${2023 + (n >> 6)}`)}`;
    });
  const words = MATTERS.flatMap((matter) => [0, 2, 4].map((from) => matter.slice(from, from + 2)));
  return [
    { target, title: '公开网站首页', paths: ['/'] },
    { target, title: '公开通报', paths: Array.from({ length: 20 }, (_, n) => `/reports/bench-${n + 1}`) },
    {
      target,
      title: '公开通报，每次不同',
      paths: Array.from({ length: 500 }, (_, n) => `/reports/bench-${n * 13 + 50}`),
    },
    { target, title: `公开检索，常见（${COMMON}），每次不同`, paths: each((place) => `q=${q(COMMON)}&${place}`) },
    {
      ...{ target, title: '公开检索，少见，每次不同' },
      paths: RARE.flatMap((keyword) => each((place) => `q=${q(keyword)}&${place}`)),
    },
    { target, title: `公开检索，常见，不加筛选`, paths: [...new Set(words)].map((word) => `/?q=${q(word)}`) },
    { target, title: '公开网站，按地区和年份筛选，每次不同', paths: each((place) => place) },
  ];
}

/** What is measured; the first lines are what the project promised. */
export async function listCases(
  caller: Caller,
  cookies: Record<Who, string>,
  { issues, shares }: Sample,
): Promise<Case[]> {
  const byNumber = await walk(caller, cookies.office, '');
  const byDue = await walk(caller, cookies.office, '&sort=due');
  const percent = (keyword: string) => `${((shares.get(keyword) ?? 0) * 100).toFixed(1)}%`;
  const body = (index: number) => idOf('unit', 60 + index * 7);
  const ids = Array.from({ length: 40 }, (_, index) => idOf('issue', 1 + Math.floor((index * (issues - 1)) / 40)));
  const rare = RARE.map((keyword) => `/api/issues?q=${q(keyword)}`);
  const office = { who: 'office', target: 100 } as const;
  return [
    { ...office, title: '台账首页', paths: ['/api/issues'] },
    {
      ...office,
      title: '按单位和灯号筛选',
      paths: Array.from({ length: 20 }, (_, i) => `/api/issues?unitId=${body(i)}&light=red,orange`),
    },
    { ...office, title: `两字关键词，少见（${RARE[0]} ${percent(RARE[0] ?? '')}）`, paths: rare },
    { ...office, title: `两字关键词，常见（${COMMON} ${percent(COMMON)}）`, paths: [`/api/issues?q=${q(COMMON)}`] },
    { ...office, title: `第 ${byNumber.page} 页（游标）`, paths: byNumber.next },
    { ...office, title: `第 ${byNumber.page} 页的上一页`, paths: byNumber.previous },
    { ...office, title: '按时限排序，首页', paths: ['/api/issues?sort=due'] },
    { ...office, title: `按时限排序，第 ${byDue.page} 页`, paths: byDue.next },
    { ...office, title: '按灯号筛选（红）', paths: ['/api/issues?light=red'] },
    { ...office, title: '按灯号筛选（橙、黄，按时限）', paths: ['/api/issues?light=orange,yellow&sort=due'] },
    {
      ...office,
      title: '按区县和灯号筛选',
      paths: [2, 5, 9].map((n) => `/api/issues?unitId=${idOf('unit', n)}&light=green`),
    },
    { ...office, title: '少见关键词，按时限排序', paths: rare.map((path) => `${path}&sort=due`) },
    { ...office, title: '常见关键词，按时限排序', paths: [`/api/issues?q=${q(COMMON)}&sort=due`] },
    { ...office, title: `长关键词，常见（${LONG} ${percent(LONG)}）`, paths: [`/api/issues?q=${q(LONG)}`] },
    { ...office, title: `长关键词，少见（${percent(LONG_RARE)}）`, paths: [`/api/issues?q=${q(LONG_RARE)}`] },
    { ...office, title: '没有结果的关键词', paths: [`/api/issues?q=${q('饕餮')}`] },
    { who: 'district', target: 100, title: '区县巡察办：台账首页', paths: ['/api/issues'] },
    { who: 'district', target: 100, title: '区县巡察办：常见关键词', paths: [`/api/issues?q=${q(COMMON)}`] },
    { who: 'group', target: 100, title: '巡察组：台账首页', paths: ['/api/issues'] },
    { who: 'liaison', target: 100, title: '联络员：台账首页', paths: ['/api/issues'] },
    { who: 'liaison', target: 100, title: '联络员：常见关键词', paths: [`/api/issues?q=${q(COMMON)}`] },
    { who: 'liaison', target: 150, title: '联络员：统计数字', paths: ['/api/issues/summary'] },
    { ...office, target: 150, title: '统计数字', paths: ['/api/issues/summary'] },
    { ...office, target: 150, title: '统计数字，常见关键词', paths: [`/api/issues/summary?q=${q(COMMON)}`] },
    { ...office, target: 150, title: '统计数字，红灯', paths: ['/api/issues/summary?light=red'] },
    { ...office, target: 150, title: '责任人名单', paths: ['/api/owners', `/api/owners?q=${q('王')}`] },
    { ...office, title: '一个问题的全部内容', paths: ids.map((id) => `/api/issues/${id}`) },
    { ...office, title: '一个问题的办理过程', paths: ids.map((id) => `/api/issues/${id}/timeline`) },
    { ...office, target: 150, title: '今天要办（巡察办）', paths: ['/api/today'] },
    { who: 'liaison', target: 100, title: '今天要办（联络员）', paths: ['/api/today'] },
    ...publicCases(),
  ];
}
