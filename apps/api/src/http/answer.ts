import type { IncomingMessage, ServerResponse } from 'node:http';
import { isDeepStrictEqual, promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { EndpointSpec, OperationName } from '@rectify/contract';
import type { z } from 'zod';
import type { Deps } from '../context.ts';
import { NOT_KEPT, takesGzip, writeHead } from './public-answer.ts';
import { numberOf } from './request-id.ts';
import { HSTS, isOverTls, SECURITY_HEADERS } from './security-headers.ts';

// How an operation's answer leaves: checked against its contract, as JSON, with all headers in one piece.

const zip = promisify(gzip);
/** Bytes; what is shorter fits into one packet anyway. */
const WORTH_PACKING = 1_024;
/** Fast rather than small: it is made for one reader and sent once. */
const LEVEL = { level: 4 };

// Asked for most, and made by presenters that choose each field. Everywhere but in service their answers must be what
// the contract makes of them, to the last field; so in service they need not be parsed again.
const PROVEN: ReadonlySet<OperationName> = new Set(['listIssues', 'getIssue', 'fileProgress']);

const onTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** An answer as the contract lets it out. */
function checked(name: OperationName, schema: z.ZodType, answer: unknown, { settings }: Pick<Deps, 'settings'>) {
  if (!PROVEN.has(name)) return schema.parse(answer);
  if (settings.NODE_ENV === 'production') return answer;
  if (!isDeepStrictEqual(onTheWire(schema.parse(answer)), onTheWire(answer)))
    throw new Error('an answer with more than the contract declares');
  return answer;
}

const headOf = (more: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries({
    ...{ ...SECURITY_HEADERS, ...NOT_KEPT, ...more },
    ...{ Vary: 'Accept-Encoding', 'Content-Type': 'application/json; charset=utf-8' },
  }).flat();
const HEAD = headOf({});
const HEAD_OVER_TLS = headOf(HSTS);

/** Sends a value as JSON, packed where the reader takes it so. */
export async function sendJson(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  value: unknown,
  { settings }: Pick<Deps, 'settings'>,
): Promise<void> {
  const plain = Buffer.from(JSON.stringify(value));
  const isPacked = plain.length > WORTH_PACKING && takesGzip(request);
  const body = isPacked ? await zip(plain, LEVEL) : plain;
  // Whoever waited may have been told meanwhile that the database is away.
  if (response.headersSent) return;
  const head = isOverTls(request, settings) ? HEAD_OVER_TLS : HEAD;
  const length = ['Content-Length', String(body.length), ...(isPacked ? ['Content-Encoding', 'gzip'] : [])];
  writeHead(response, status, [...head, ...length], numberOf(request, response, settings));
  response.end(body);
}

/** Sends what an operation answers, in the form that its contract has. */
export async function sendAnswer(
  name: OperationName,
  spec: EndpointSpec,
  answer: unknown,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
  deps: Pick<Deps, 'settings'>,
): Promise<void> {
  if (response.headersSent) return;
  const status = spec.status ?? 200;
  if (spec.responseKind === 'none') {
    response.statusCode = status;
    response.end();
  } else if (spec.response) {
    await sendJson(request, response, status, checked(name, spec.response, answer, deps), deps);
  }
}
