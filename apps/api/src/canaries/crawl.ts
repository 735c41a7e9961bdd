import { strFromU8, unzipSync } from 'fflate';
import { endpoints, type EndpointSpec } from '@rectify/contract';
import { z } from 'zod';
import type { Cast } from '../access-walk/cast.ts';
import { ACCESS_MATRIX } from '../access-walk/matrix.ts';
import { ACTORS, type AccessRow, type ActorName } from '../access-walk/matrix-types.ts';
import { sampleOf } from '../access-walk/sample.ts';
import { textOfXml } from './xml-text.ts';

/** Something that the server said, to whom, on what question. */
export interface Heard {
  actor: ActorName;
  asked: string;
  said: string;
}

export type Ear = (heard: Heard) => void;

const specs = endpoints as Record<string, EndpointSpec>;
const matrix = ACCESS_MATRIX as Record<string, AccessRow>;
const isZip = (body: Buffer) => body.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';

/** All that an answer says: its headers as they are and as they read, its body, and what a Word file has inside. */
function everythingIn(headers: object, body: Buffer): string {
  const head = JSON.stringify(headers);
  const inside = isZip(body) ? Object.values(unzipSync(body)).map((part) => textOfXml(strFromU8(part))) : [];
  const read = head.replaceAll(/%[0-9a-f]{2}/gi, (code) => String.fromCodePoint(parseInt(code.slice(1), 16)));
  return [head, read, body.toString(), ...inside].join('\n');
}

/** Ids of the rows that a path may name, by what its first part is about. */
export type Ids = Readonly<Record<string, readonly string[]>>;

interface JsonShape {
  properties?: Record<string, { enum?: string[]; anyOf?: { enum?: string[] }[]; type?: string }>;
}

/** Questions that differ: without anything, with each word that a filter takes, and with what is searched for. */
function queriesOf(spec: EndpointSpec, searched: readonly string[]): Record<string, string>[] {
  if (!spec.query) return [{}];
  const { properties = {} } = z.toJSONSchema(spec.query, { io: 'input', unrepresentable: 'any' }) as JsonShape;
  const limit: Record<string, string> = properties['limit'] ? { limit: '100' } : {};
  const chosen = Object.entries(properties).flatMap(([name, shape]) => {
    if (name === 'q') return searched.map((q) => ({ ...limit, q }));
    const values = shape.enum ?? shape.anyOf?.flatMap((each) => each.enum ?? []) ?? [];
    return values.slice(-2).map((value) => ({ ...limit, [name]: value }));
  });
  return [limit, ...chosen];
}

/** The paths of an operation with every id in it that there is; other parts get what is likely. */
function pathsOf(spec: EndpointSpec, ids: Ids): string[] {
  const about = spec.path.split('/')[2] ?? '';
  const likely: Record<string, string> = { number: '1', key: 'issues_total' };
  const filled = spec.path.replaceAll(/:(\w+)/g, (whole, name: string) => likely[name] ?? whole);
  if (!filled.includes(':id')) return filled.includes(':') ? [] : [filled];
  return (ids[about] ?? []).map((id) => filled.replace(':id', id));
}

export interface Crawl {
  /** Where the program listens. */
  base: string;
  cast: Cast;
  ids: Ids;
  searched: readonly string[];
  ear: Ear;
}

interface Asking {
  actor: ActorName;
  cookie: string;
}

async function ask({ base, ear }: Crawl, { actor, cookie }: Asking, url: string, init: RequestInit = {}) {
  const headers = { Cookie: cookie, ...init.headers };
  const answer = await fetch(base + url, { redirect: 'manual', ...init, headers });
  const said = everythingIn(Object.fromEntries(answer.headers), Buffer.from(await answer.arrayBuffer()));
  ear({ actor, asked: `${init.method ?? 'GET'} ${url}`, said });
  return { status: answer.status, said };
}

const get = (crawl: Crawl, asking: Asking, path: string, query: Record<string, string> = {}) => {
  const search = new URLSearchParams(query).toString();
  return ask(crawl, asking, search ? `${path}?${search}` : path);
};

const nextCursor = (said: string) => /"nextCursor":"([^"]+)"/.exec(said)?.[1];

/** Asks every reading operation about everything there is, as one person. */
export async function crawlApi(crawl: Crawl, asking: Asking): Promise<void> {
  for (const [, spec] of Object.entries(specs)) {
    if (spec.method !== 'GET' || spec.path.includes('single-sign-on')) continue;
    for (const path of pathsOf(spec, crawl.ids)) {
      const [first = {}, ...rest] = queriesOf(spec, crawl.searched);
      const { status, said } = await get(crawl, asking, path, first);
      // Whoever may not ask at all is told the same whatever the question.
      if (status === 401 || status === 403) break;
      if (status >= 400) continue;
      for (const query of rest) await get(crawl, asking, path, query);
      const cursor = nextCursor(said);
      if (cursor) await get(crawl, asking, path, { ...first, cursor });
    }
  }
}

/** Tries every writing operation on everything there is, as it must fail or change nothing: its refusals speak too. */
export async function crawlRefusals(crawl: Crawl, asking: Asking): Promise<void> {
  for (const [name, spec] of Object.entries(specs)) {
    if (spec.method === 'GET' || spec.path.startsWith('/api/session') || spec.path.startsWith('/api/backups')) continue;
    for (const path of pathsOf(spec, crawl.ids).slice(-2)) {
      const isFile = spec.bodyKind === 'file';
      const form = new FormData();
      form.append('file', new Blob(['逐项核对']), 'note.txt');
      const json = JSON.stringify({ ...sampleOf(spec.body), ...matrix[name]?.body });
      const sent = isFile ? { body: form } : { body: json, headers: { 'Content-Type': 'application/json' } };
      await ask(crawl, asking, path, { method: spec.method, ...sent });
    }
  }
}

const LINK = /(?:href|src|action|Location|location)"?\s*[:=]\s*"([^"#]+)/g;
const MOST_PAGES = 250;

/** Follows every link of the public site from these addresses on. */
export async function crawlSite(crawl: Crawl, asking: Asking, from: readonly string[]): Promise<number> {
  const [queue, seen] = [[...from], new Set(from)];
  for (let path = queue.shift(); path && seen.size < MOST_PAGES; path = queue.shift()) {
    const { said } = await get(crawl, asking, path);
    for (const [, link = ''] of said.matchAll(LINK)) {
      const { origin, pathname, search } = new URL(link.replaceAll('&amp;', '&'), crawl.base);
      const next = pathname + search;
      if (origin !== crawl.base || seen.has(next) || /^\/(?:api|app)(?:\/|$)/.test(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return seen.size;
}

/** Everyone, each in a session of their own. */
export async function everyone(cast: Cast): Promise<Asking[]> {
  const actors = Object.keys(ACTORS) as ActorName[];
  return Promise.all(actors.map(async (actor) => ({ actor, cookie: await cast.cookieOf(actor) })));
}
