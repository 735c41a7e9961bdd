import {
  endpoints,
  type Call,
  type Endpoints,
  type EndpointSpec,
  type OperationName,
  type Problem,
  type Reply,
} from '@rectify/contract';
import { beginSubmission } from './submission.ts';

type Input<N extends OperationName> = Call<Endpoints[N]>;
type Arguments<N extends OperationName> =
  Record<string, never> extends Input<N>
    ? [input?: Input<N>, options?: CallOptions]
    : [input: Input<N>, options?: CallOptions];

interface CallOptions {
  signal?: AbortSignal | undefined;
}

export type CallInput<N extends OperationName> = Input<N>;
export type CallReply<N extends OperationName> = Reply<Endpoints[N]>;

/** The event on `window` that tells the frame that the session has ended. */
export const SIGNED_OUT_EVENT = 'rectify:signed-out';

/** A failure the server or the network explains in words that can be shown as they are. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly errors: NonNullable<Problem['errors']>;
  readonly unmet: NonNullable<Problem['unmet']>;
  readonly requestId: string | null;

  constructor(problem: Partial<Problem> & Pick<Problem, 'code' | 'status' | 'detail'>) {
    super(problem.detail);
    this.name = 'ApiProblem';
    this.code = problem.code;
    this.status = problem.status;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.unmet = problem.unmet ?? [];
    this.requestId = problem.requestId ?? null;
  }
}

/** Any thrown value as a problem with a Chinese sentence. */
export function toProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({
    code: 'client',
    status: 0,
    detail: '页面出了差错，请刷新后再试；如仍不行，请联系系统管理员。',
  });
}

/** `isOnce`: sending the same again is safe, whatever became of it. */
const offline = (isOnce = false) =>
  new ApiProblem({
    code: 'network',
    status: 0,
    detail: isOnce
      ? '连接不上服务器，还不知道刚才的操作办成没有。已填写的内容仍在；请检查网络后原样再提交一次，不会重复写入。'
      : '连接不上服务器，刚才的操作没有办成。请检查网络后重试，已填写的内容仍在。',
  });

function unreadable(status: number) {
  const detail =
    status === 413
      ? '内容太大，服务器没有收下。请分成几次提交。'
      : status === 429
        ? '操作太频繁，请稍等一会儿再试。'
        : '服务器暂时没有办成，请稍后重试；如仍不行，请联系系统管理员。';
  return new ApiProblem({ code: 'unreadable', status, detail });
}

function problemFrom(status: number, text: string): ApiProblem {
  try {
    const body = JSON.parse(text) as Partial<Problem>;
    if (typeof body.detail === 'string')
      return new ApiProblem({ ...body, code: body.code ?? '', status, detail: body.detail });
  } catch {
    // Not JSON: a proxy in between answered.
  }
  return unreadable(status);
}

interface AnyInput {
  params?: Record<string, unknown> | undefined;
  query?: Record<string, string | number | null | undefined> | undefined;
  body?: unknown;
}

/** The address of an operation, for links, downloads and previews. */
export function hrefOf<N extends OperationName>(name: N, input: Omit<Input<N>, 'body'>): string {
  const { params = {}, query = {} } = input as AnyInput;
  const path = endpoints[name].path.replaceAll(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(params[key])));
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

function announceSignOut(name: OperationName, status: number) {
  if (status === 401 && name !== 'signIn' && name !== 'completeSignIn')
    window.dispatchEvent(new Event(SIGNED_OUT_EVENT));
}

/** Calls one operation of the API; throws ApiProblem. Shows nothing by itself. */
export async function call<N extends OperationName>(name: N, ...[input, options]: Arguments<N>): Promise<CallReply<N>> {
  const spec: EndpointSpec = endpoints[name];
  const { body } = (input ?? {}) as AnyInput;
  const href = hrefOf(name, (input ?? {}) as Input<N>);
  const json = body === undefined ? undefined : JSON.stringify(body);
  const submission = spec.isOnce ? beginSubmission(`${spec.method} ${href} ${json}`) : null;
  let response: Response;
  let text: string;
  try {
    response = await fetch(href, {
      method: spec.method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(submission && { 'idempotency-key': submission.key }),
      },
      ...(json !== undefined && { body: json }),
      signal: options?.signal ?? null,
    });
    text = await response.text();
  } catch (error) {
    if (options?.signal?.aborted) throw error;
    throw offline(submission !== null);
  }
  submission?.settle(response.status);
  if (!response.ok) {
    announceSignOut(name, response.status);
    throw problemFrom(response.status, text);
  }
  try {
    return (text === '' ? undefined : JSON.parse(text)) as CallReply<N>;
  } catch {
    throw unreadable(response.status);
  }
}

/** Calls an operation that answers line by line, and hands each line over as it comes; throws ApiProblem. */
export async function callLines<N extends OperationName>(
  name: N,
  input: Input<N>,
  onLine: (line: unknown) => void,
): Promise<void> {
  const response = await fetch(hrefOf(name, input), {
    method: endpoints[name].method,
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify((input as AnyInput).body ?? {}),
  }).catch(() => {
    throw offline();
  });
  if (!response.ok || !response.body) {
    announceSignOut(name, response.status);
    throw problemFrom(response.status, await response.text());
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw offline();
    });
    const lines = `${rest}${value ?? ''}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(JSON.parse(line));
    if (done) return;
  }
}

/** Calls an operation that answers with a file; throws ApiProblem. */
export async function fetchFile<N extends OperationName>(
  name: N,
  input: Omit<Input<N>, 'body'>,
): Promise<{ headers: Headers; body: ReadableStream<Uint8Array<ArrayBuffer>> }> {
  const response = await fetch(hrefOf(name, input), { credentials: 'same-origin' }).catch(() => {
    throw offline();
  });
  if (response.ok && response.body) return { headers: response.headers, body: response.body };
  announceSignOut(name, response.status);
  throw problemFrom(response.status, await response.text());
}

interface UploadOptions extends CallOptions {
  /** Between 0 and 1. */
  onProgress?: (share: number) => void;
}

type UploadName = 'uploadEvidence' | 'checkFile';

/** Uploads one file with progress; throws ApiProblem. */
export function upload<N extends UploadName>(
  name: N,
  input: Omit<Input<N>, 'body'>,
  file: File,
  { onProgress, signal }: UploadOptions = {},
): Promise<CallReply<N>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const href = hrefOf(name, input);
    const spec: EndpointSpec = endpoints[name];
    const submission = spec.isOnce ? beginSubmission(`${href} ${file.name} ${file.size} ${file.lastModified}`) : null;
    request.open('POST', href);
    request.setRequestHeader('accept', 'application/json');
    if (submission) request.setRequestHeader('idempotency-key', submission.key);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    request.onerror = () => reject(offline(submission !== null));
    request.onabort = () => reject(new ApiProblem({ code: 'aborted', status: 0, detail: '已取消上传。' }));
    request.onload = () => {
      submission?.settle(request.status);
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText) as CallReply<N>);
        return;
      }
      announceSignOut(name, request.status);
      reject(problemFrom(request.status, request.responseText));
    };
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    const form = new FormData();
    form.set('file', file);
    request.send(form);
  });
}
