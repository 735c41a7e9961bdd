import express, { type Request, type RequestHandler } from 'express';
import type { OperationName } from '@rectify/contract';
import { isUtf8 } from 'node:buffer';
import { Fault } from './errors.ts';
import { jsonFault, type JsonFault, type JsonLimits } from './json-shape.ts';

interface BodyLimits extends JsonLimits {
  bytes: string;
}

const FORM: BodyLimits = { bytes: '1mb', depth: 8, parts: 10_000 };
// Texts of reports are long; everything else is a form.
const LONG: Partial<Record<OperationName, BodyLimits>> = {
  parseReportText: { bytes: '2mb', depth: 4, parts: 100 },
  checkText: { bytes: '16mb', depth: 4, parts: 100 },
  commitImport: { bytes: '16mb', depth: 12, parts: 200_000 },
  saveDraft: { bytes: '16mb', depth: 12, parts: 100_000 },
};

/** Milliseconds within which a body must have arrived. */
const PATIENCE = 60_000;

const SENTENCES: Readonly<Record<JsonFault, string>> = {
  deep: '提交的内容嵌套太深，没有接收。请刷新页面后重试。',
  many: '提交的内容项数太多，没有接收。请分成几次提交。',
  repeated: '提交的内容里同一项出现了两次，不知道该用哪一个。请刷新页面后重试。',
  prototype: '提交的内容里有不允许的名称，没有接收。请刷新页面后重试。',
};

const wrongType = () => new Fault('unsupported', '提交的格式不支持，须为 UTF-8 编码的 JSON。请刷新页面后重试。');

/** Judges the bytes before they are parsed. */
function inspect(text: Buffer, encoding: string, limits: JsonLimits): void {
  if (encoding !== 'utf-8') throw wrongType();
  if (!isUtf8(text)) throw new Fault('invalid', '提交的内容里有不成文字的字节，没有接收。请刷新页面后重试。');
  const fault = jsonFault(text, limits);
  if (fault) throw new Fault(fault === 'many' ? 'too_large' : 'invalid', SENTENCES[fault]);
}

/** Nothing at all is taken for a form without fields; of a request without a body `is` says null. */
const isOneOf = (request: Request, types: readonly string[]) =>
  request.headers['content-length'] === '0' || request.is([...types]) !== false;

/** Reads a body of JSON as large as the operation needs, within a time. */
export const readJson = (name: OperationName): RequestHandler => readJsonAs(['application/json'], LONG[name] ?? FORM);

/** Reads JSON that is called by one of these types, within bounds and a time. */
export function readJsonAs(types: readonly string[], { bytes, ...shape }: BodyLimits): RequestHandler {
  const read = express.json({
    ...{ limit: bytes, strict: true, inflate: false, type: [...types] },
    verify: (_request, _response, text, encoding) => inspect(text, encoding, shape),
  });
  return (request, response, next) => {
    if (!isOneOf(request, types)) throw wrongType();
    let isOver = false;
    const end = (error?: unknown) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      next(error);
    };
    const timer = setTimeout(() => {
      response.set('Connection', 'close');
      end(new Fault('timed_out', '提交的时间太长，没有收完。请检查网络后重试。'));
    }, PATIENCE);
    read(request, response, end);
  };
}
