import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { Fault } from './errors.ts';
import { demandOwnPage } from './own-page.ts';

export interface FormLimits {
  /** Of the one file; 0 where none is taken. */
  fileBytes: number;
  /** Of one field. */
  fieldBytes: number;
  /** Milliseconds within which the whole must have arrived. */
  within: number;
}

export interface Form {
  /** What was typed, by name of the field, without what PostgreSQL cannot hold. */
  fields: Map<string, string>;
  file: { name: string; bytes: Buffer } | null;
}

const FIELDS_MOST = 30;
const TYPES = /^(?:multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

const holdable = (text: string) => text.toWellFormed().replaceAll('\0', '').replaceAll('\r\n', '\n');
const broken = () => new Fault('invalid', '提交的内容不完整，请返回重新提交。');
const tooLarge = () => new Fault('too_large', '提交的内容太大，没有接收。');

function parserFor(request: IncomingMessage, { fileBytes, fieldBytes }: FormLimits): busboy.Busboy {
  if (!TYPES.test(request.headers['content-type'] ?? '')) throw broken();
  if (Number(request.headers['content-length'] ?? 0) > fileBytes + FIELDS_MOST * fieldBytes) throw tooLarge();
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: {
        ...{ fieldSize: fieldBytes, fields: FIELDS_MOST, fieldNameSize: 60, parts: FIELDS_MOST + 1 },
        fileSize: fileBytes || 1,
        files: fileBytes === 0 ? 0 : 1,
      },
    });
  } catch {
    throw broken();
  }
}

/** Reads what a form sent, within its limits; throws a Fault with a sentence for the reader. */
export async function readForm(request: IncomingMessage, limits: FormLimits): Promise<Form> {
  try {
    demandOwnPage(request);
    return await readParts(request, parserFor(request, limits), limits);
  } catch (error) {
    await drain(request);
    throw error;
  }
}

const PATIENCE_MS = 5_000;

/** Reads what is still coming and throws it away: a browser shows no answer before it has sent everything. */
function drain(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    if (request.complete || request.destroyed) return resolve();
    const timer = setTimeout(resolve, PATIENCE_MS);
    request.once('close', resolve).once('end', () => {
      clearTimeout(timer);
      resolve();
    });
    request.resume();
  });
}

function readParts(request: IncomingMessage, parser: busboy.Busboy, limits: FormLimits): Promise<Form> {
  const fields = new Map<string, string>();
  const chunks: Buffer[] = [];
  let name: string | null = null;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => stop(new Fault('invalid', '提交的时间太长，请检查网络后重试。')), limits.within);
    function stop(fault: Fault): void {
      clearTimeout(timer);
      request.unpipe(parser);
      reject(fault);
    }
    parser.on('field', (field, value, info) => {
      if (info.valueTruncated) return stop(tooLarge());
      if (!fields.has(field)) fields.set(field, holdable(value));
    });
    parser.on('file', (_field, stream, info) => {
      name = info.filename ?? '';
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => stop(tooLarge()));
    });
    parser.on('error', () => stop(broken()));
    request.on('error', () => stop(broken()));
    request.on('aborted', () => stop(broken()));
    parser.on('close', () => {
      clearTimeout(timer);
      const bytes = Buffer.concat(chunks);
      resolve({ fields, file: name === null || bytes.length === 0 ? null : { name, bytes } });
    });
    request.pipe(parser);
  });
}
