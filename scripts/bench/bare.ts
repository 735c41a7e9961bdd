// The yardstick, in a process of its own: bare node:http and pg. The same statements that the product sends, prepared
// where it prepares them, over a pool of the same size; what comes back goes out as JSON. No session, no rules, no schemas. Kept files are sent
// from memory.
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import type { Statement } from './server.ts';

export interface BareFile {
  path: string;
  headers: Record<string, string>;
  /** Base64. */
  body: string;
}

export interface BareOrder {
  databaseUrl: string;
  poolSize: number;
  /** What is asked of the database for each address. */
  reads: { path: string; statements: Statement[] }[];
  files: BareFile[];
  /** The person in whose name entries are written. */
  author: string;
  /** The unit that imported issues go to. */
  unitId: string;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

const JSON_HEAD = { 'Content-Type': 'application/json; charset=utf-8' };

function sendText(response: ServerResponse, text: string, status = 200): void {
  const body = Buffer.from(text);
  response.writeHead(status, { ...JSON_HEAD, 'Content-Length': body.length }).end(body);
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return JSON.parse(Buffer.concat(pieces).toString('utf8'));
}

/** Rows as JSON; a single value that is JSON already goes out as it is. */
function jsonOf(rows: Record<string, unknown>[]): string {
  const values = rows.length === 1 ? Object.values(rows[0] ?? {}) : [];
  const [only] = values;
  return values.length === 1 && typeof only === 'string' && only.startsWith('{') ? only : JSON.stringify(rows);
}

/** In the order of time, as the product's own. */
function timedId(): string {
  const hex = Date.now().toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const INSERT_ENTRY = `INSERT INTO progress_entry (id, issue_id, measure_id, as_of, text, created_by, created_at)
  SELECT $1, m.issue_id, m.id, $3::date, $4, $5, now() FROM measure m WHERE m.id = $2 RETURNING *`;
const INSERT_AUDIT = `INSERT INTO audit_entry (at, actor_id, actor_name, actor_role, ip, user_agent, request_id, action, result,
    object_kind, object_id, issue_id, after)
  VALUES (now(), $1, '测试员', 'liaison', '127.0.0.1', NULL, $2, 'fileProgress', 'done', 'measure', $3, $4, $5)`;

const IMPORT_ISSUES = `INSERT INTO issue (id, inspection_id, lead_unit_id, position, title, text, created_by)
  SELECT j.id, $1, $2, 1000000, j.title, j.text, $3 FROM json_to_recordset($4) AS j (id uuid, title text, text text)`;
const IMPORT_MEASURES = `INSERT INTO measure (id, issue_id, ordinal, text)
  SELECT j.id, j.issue_id, j.ordinal, j.text FROM json_to_recordset($1) AS j (id uuid, issue_id uuid, ordinal int, text text)`;
const IMPORT_AUDIT = `INSERT INTO audit_entry (at, actor_id, actor_name, actor_role, action, result, object_kind, object_id, issue_id, after)
  SELECT now(), $1, '测试员', 'office', 'commitImport', 'done', 'issue', j.id::text, j.id, jsonb_build_object('标题', j.title)
  FROM json_to_recordset($2) AS j (id uuid, title text)`;

interface Imported {
  issues: { title: string; text: string; measures: { text: string }[] }[];
}

/** Writes the issues and measures of a report with their audit entries, in one transaction. */
const commitImport =
  (pool: pg.Pool, author: string, unitId: string): Handler =>
  async (request, response) => {
    const inspectionId = request.url?.split('/')[3] ?? '';
    const { issues } = (await readBody(request)) as Imported;
    const rows = issues.map(({ title, text, measures }) => ({ id: timedId(), title, text, measures }));
    const measures = rows.flatMap(({ id, measures: own }) =>
      own.map(({ text }, index) => ({ id: timedId(), issue_id: id, ordinal: index + 1, text })),
    );
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const json = JSON.stringify(rows);
      await client.query({ name: 'issues', text: IMPORT_ISSUES, values: [inspectionId, unitId, author, json] });
      await client.query({ name: 'measures', text: IMPORT_MEASURES, values: [JSON.stringify(measures)] });
      await client.query({ name: 'trail', text: IMPORT_AUDIT, values: [author, json] });
      await client.query('COMMIT');
      sendText(response, JSON.stringify({ issues: rows.length, measures: measures.length }));
    } finally {
      client.release();
    }
  };

interface Entry {
  asOf: string;
  text: string;
}

/** Writes an entry of progress, with its audit entry or without, in one transaction. */
const fileEntry =
  (pool: pg.Pool, author: string, hasTrail: boolean): Handler =>
  async (request, response) => {
    const measureId = request.url?.split('/')[3] ?? '';
    const { asOf, text } = (await readBody(request)) as Entry;
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const values = [timedId(), measureId, asOf, text, author];
      const { rows } = await client.query<{ id: string; issue_id: string }>({
        name: 'entry',
        text: INSERT_ENTRY,
        values,
      });
      const entry = rows[0];
      const after = JSON.stringify({ 问题: '第 1 号问题', 措施: '第 1 条', 截至日期: asOf, 进展: text });
      const trail = [author, timedId(), entry?.id, entry?.issue_id, after];
      if (hasTrail) await client.query({ name: 'audit', text: INSERT_AUDIT, values: trail });
      await client.query('COMMIT');
      sendText(response, JSON.stringify(entry), 201);
    } finally {
      client.release();
    }
  };

function handlersOf({ databaseUrl, poolSize, reads, files, author, unitId }: BareOrder): {
  exact: Map<string, Handler>;
  write: Record<string, Handler>;
} {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize, options: '-c timezone=UTC' });
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    const name = names.get(text) ?? `read${names.size}`;
    names.set(text, name);
    return name;
  };
  const exact = new Map<string, Handler>();
  for (const { path, statements } of reads) {
    const queries = statements.map(({ text, values, isPrepared }) => ({
      ...{ text, values },
      ...(isPrepared && { name: nameOf(text) }),
    }));
    exact.set(path, async (_request, response) => {
      const answers: string[] = [];
      for (const query of queries) answers.push(jsonOf((await pool.query<Record<string, unknown>>(query)).rows));
      sendText(response, answers.length === 1 ? (answers[0] ?? '') : `[${answers.join(',')}]`);
    });
  }
  for (const { path, headers, body } of files) {
    const bytes = Buffer.from(body, 'base64');
    const head = { ...headers, 'Content-Length': bytes.length };
    exact.set(path, (_request, response) => void response.writeHead(200, head).end(bytes));
  }
  const write = {
    progress: fileEntry(pool, author, true),
    untrailed: fileEntry(pool, author, false),
    imports: commitImport(pool, author, unitId),
  };
  return { exact, write };
}

process.once('message', (order: BareOrder) => {
  const { exact, write } = handlersOf(order);
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    const handler = exact.get(url) ?? (request.method === 'POST' ? write[url.split('/')[4] ?? ''] : undefined);
    if (!handler) return void response.writeHead(404, { 'Content-Length': 0 }).end();
    Promise.resolve(handler(request, response)).catch((error: unknown) => {
      sendText(response, JSON.stringify({ error: String(error) }), 500);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
