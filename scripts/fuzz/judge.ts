import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Schema } from './openapi.ts';
import type { Sent } from './requests.ts';
import type { Received } from './send.ts';

// What no answer may be, whatever was asked.

/** Of the program's inside: stacks, SQL, places on the disk, names of parts. */
const INSIDE =
  /\n\s+at |node_modules|node:internal|\/(?:tmp|work|home|usr|var)\/|\.[cm]?[jt]sx?:\d|prisma|postgres|\bpg_|\bSELECT\b|\bINSERT\b|\bUPDATE\b.*\bSET\b|syntax error|violates|relation \\?"|column \\?"|is not a function|Cannot read|undefined|ECONN|ENOENT|ZodError|TypeError|RangeError/i;
const HAN = /\p{Script=Han}/u;
/** Answers of the server to whatever address: a question too long, a head too large, one that takes too long. */
const ANYWHERE: ReadonlySet<number> = new Set([400, 408, 414, 431]);
const NO_BODY: ReadonlySet<number> = new Set([204, 302, 304]);

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
const validators = new WeakMap<Schema, ValidateFunction>();

function misfit(schema: Schema, value: unknown): string | null {
  let validate = validators.get(schema);
  if (!validate) validators.set(schema, (validate = ajv.compile(schema)));
  return validate(value) ? null : ajv.errorsText(validate.errors);
}

const typeOf = ({ headers }: Received) => String(headers['content-type'] ?? '').split(';', 1)[0] ?? '';

function headerFault({ headers }: Received): string | null {
  if (headers['x-content-type-options'] !== 'nosniff') return 'has no nosniff';
  const csp = String(headers['content-security-policy'] ?? '');
  if (!csp.startsWith("default-src 'none'") || csp.includes('unsafe')) return `has the policy ${csp}`;
  if (headers['x-powered-by'] ?? headers['server']) return 'names its maker';
  return INSIDE.test(JSON.stringify(headers).replaceAll(/"(?:set-cookie|location)":[^,]+/g, ''))
    ? 'tells of its inside in a header'
    : null;
}

function refusalFault(sent: Sent, answer: Received): string | null {
  const { status } = answer;
  const text = answer.body.toString('utf8');
  if (INSIDE.test(text)) return 'tells of its inside';
  if (sent.method === 'HEAD') return null;
  if (typeOf(answer) !== 'application/problem+json') return `is no problem but ${typeOf(answer)}`;
  const problem = JSON.parse(text) as { status?: number; detail?: string };
  if (problem.status !== status || !HAN.test(problem.detail ?? '')) return 'is no sentence for people';
  const known = sent.operation.answers.get(status);
  if (!known && sent.method === sent.operation.method && !ANYWHERE.has(status))
    return `has the status ${status}, which is not described`;
  return known ? misfit(known.schema, problem) : null;
}

function successFault({ operation, ...sent }: Sent, answer: Received): string | null {
  if (sent.extra) return `takes the field ${sent.extra}, which it does not know`;
  if (sent.method !== operation.method || NO_BODY.has(answer.status)) return null;
  if (!operation.answers.has(answer.status)) return `has the status ${answer.status}, which is not described`;
  const known = operation.answers.get(answer.status);
  if (!known) return null;
  if (typeOf(answer) !== 'application/json') return `is no JSON but ${typeOf(answer)}`;
  return misfit(known.schema, JSON.parse(answer.body.toString('utf8')));
}

/** What is wrong with an answer, in words; null where it is as it should be. */
export function faultOf(sent: Sent, answer: Received | null): string | null {
  if (!answer) return 'never comes';
  if (answer.status >= 500 && answer.status !== 503) return `fails inside with ${answer.status}`;
  if (answer.status === 503 && answer.headers['retry-after'] === undefined) return 'does not say when to come again';
  try {
    return headerFault(answer) ?? (answer.status >= 400 ? refusalFault(sent, answer) : successFault(sent, answer));
  } catch (error) {
    return `cannot be read: ${String(error)}`;
  }
}
