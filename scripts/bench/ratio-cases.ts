import type pg from 'pg';
import { dayInShanghai } from '@rectify/domain';
import { getJson, signIn, type Caller } from './http.ts';
import { inTurn, bytesOf, type Request } from './load.ts';
import { LIVE_OVERVIEW_SQL } from './live-overview.ts';
import { ACCOUNTS, idOf, IMPORTERS, SEEDED, WRITERS } from './seed.ts';
import { composePools } from './texts.ts';

/** One thing that people do, as it is asked of the product and of a bare server. */
export interface RatioCase {
  key: string;
  title: string;
  ours: () => Buffer;
  /** What the bare server is asked; absent where it is asked the same without a cookie. */
  bare?: () => Buffer;
  /** Reads, whose statements the bare server is to send as well. */
  reads?: { paths: string[]; cookie: string };
  /** What the bare server asks instead, where it has nothing that the product keeps ready. */
  live?: { path: string; text: string };
  /** Our requests per second as a share of the bare server's. */
  target?: number;
}

const RARE = ['涵闸', '渡槽', '碑廊', '皮影', '枇杷'];
const WRITTEN_MEASURES = 160;
const LIVE_OVERVIEW = '/live-overview';
const q = (keyword: string) => encodeURIComponent(keyword);

/** Some pages of the ledger, each with the cursor that leads to it. */
async function listPages(caller: Caller, cookie: string, count: number): Promise<string[]> {
  const paths = ['/api/issues?limit=50'];
  while (paths.length < count) {
    const { nextCursor } = await getJson<{ nextCursor: string | null }>(caller, paths.at(-1) ?? '', cookie);
    if (!nextCursor) break;
    paths.push(`/api/issues?limit=50&cursor=${nextCursor}`);
  }
  return paths;
}

/** Ids of issues, evenly from the first to the last. */
export const someIssues = (issues: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => idOf('issue', 1 + Math.floor((index * (issues - 1)) / count)));

interface Writable {
  id: string;
  username: string;
}

/** Measures under way, of the units that the writing accounts belong to. */
async function writableMeasures(client: pg.Client): Promise<Writable[]> {
  const { rows } = await client.query<Writable>(
    `SELECT m.id, w.username FROM measure m JOIN issue i ON i.id = m.issue_id
     JOIN LATERAL (SELECT username FROM app_user WHERE unit_id = i.lead_unit_id AND role = 'liaison' LIMIT 1) w ON true
     WHERE i.status = 'rectifying' AND m.status = 'ongoing' AND m.start_on <= current_date AND w.username = ANY ($1) ORDER BY md5(m.id::text) LIMIT $2`,
    [WRITERS.map(({ username }) => username), WRITTEN_MEASURES],
  );
  return rows;
}

const entryFor = (count: number) => ({
  asOf: dayInShanghai(new Date()),
  text: `已召开专题会议研究部署，完成第 ${count} 批清理，收回资料三十份，其余正在逐项核对。`,
});

/** Progress entries on measures in turn, each by a person of its unit; no two with the same text. */
function writesOn(measures: readonly Writable[], path: string, cookies: Map<string, string> | null): () => Buffer {
  let count = 0;
  return () => {
    const measure = measures[count++ % measures.length];
    const cookie = cookies?.get(measure?.username ?? '');
    return bytesOf({ method: 'POST', path: `/api/measures/${measure?.id}/${path}`, cookie, body: entryFor(count) });
  };
}

/** Reports of sixty issues, of which no two are alike. */
function importsOf(cookies: readonly string[]): () => Buffer {
  const { title, sentence, step } = composePools();
  let count = 0;
  return () => {
    count += 1;
    const issues = Array.from({ length: 60 }, (_, index) => ({
      ...{ number: null, categoryPath: [], title: `${title[(count * 61 + index) % title.length]}` },
      text: `第 ${count} 批第 ${index + 1} 项。${sentence[(count * 67 + index) % sentence.length]}`,
      measures: [0, 1, 2].map((each) => ({ text: step[(count * 71 + index * 3 + each) % step.length] })),
    }));
    const body = { text: `${cookies.length > 0 ? 'ours' : 'bare'} ${process.pid} ${count} ${Date.now()}`, issues };
    return bytesOf({
      method: 'POST',
      path: `/api/inspections/${idOf('inspection', 1_699)}/imports`,
      cookie: cookies[count % cookies.length],
      body,
    });
  };
}

async function signInWriters(caller: Caller, measures: readonly Writable[], password: string) {
  const cookies = new Map<string, string>();
  for (const username of new Set(measures.map((measure) => measure.username)))
    cookies.set(username, await signIn(caller, username, password));
  return cookies;
}

/** What is measured beside the bare server. */
export async function ratioCases(client: pg.Client, caller: Caller, password: string): Promise<RatioCase[]> {
  const { rows } = await client.query<{ issues: number }>(`SELECT count(*)::int AS issues FROM issue WHERE ${SEEDED}`);
  const cookie = await signIn(caller, ACCOUNTS.office.username, password);
  const measures = await writableMeasures(client);
  const writers = await signInWriters(caller, measures, password);
  const importers: string[] = [];
  for (const { username } of IMPORTERS) importers.push(await signIn(caller, username, password));
  const read = (key: string, title: string, paths: string[], target?: number): RatioCase => ({
    ...{ key, title, reads: { paths, cookie } },
    ours: inTurn(paths.map((path): Request => ({ path, cookie }))),
    bare: inTurn(paths.map((path) => ({ path }))),
    ...(target !== undefined && { target }),
  });
  const units = Array.from({ length: 20 }, (_, index) => idOf('unit', 60 + index * 7));
  return [
    read('list', '台账一页 50 条', await listPages(caller, cookie, 5), 0.6),
    read(
      'filter',
      '按单位和灯号筛选',
      units.map((unit) => `/api/issues?unitId=${unit}&light=red,orange`),
    ),
    read(
      'search',
      '两字检索',
      RARE.map((keyword) => `/api/issues?q=${q(keyword)}`),
    ),
    read(
      'issue',
      '一个问题的全部内容',
      someIssues(rows[0]?.issues ?? 0, 40).map((id) => `/api/issues/${id}`),
      0.6,
    ),
    {
      ...{ key: 'dashboard', title: '概览，对实时汇总', target: 5 },
      ours: inTurn([{ path: '/api/overview', cookie }]),
      bare: inTurn([{ path: LIVE_OVERVIEW }]),
      live: { path: LIVE_OVERVIEW, text: LIVE_OVERVIEW_SQL },
    },
    {
      ...{ key: 'entry', title: '填报进展（含审计）', target: 0.5 },
      ours: writesOn(measures, 'progress', writers),
      bare: writesOn(measures, 'progress', null),
    },
    { key: 'import', title: '导入 60 个问题', ours: importsOf(importers), bare: importsOf([]) },
  ];
}

/** The same entry without its audit entry, for what the trail costs. */
export async function untrailedWrites(client: pg.Client): Promise<() => Buffer> {
  return writesOn(await writableMeasures(client), 'untrailed', null);
}
