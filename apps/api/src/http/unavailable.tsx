import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DatabaseWatch } from '@rectify/db';
import type { Deps } from '../context.ts';
import { problemOf, RETRY_AFTER_SECONDS, unavailable } from './errors.ts';
import { renderPage } from './page.tsx';
import { HTML, isForPrograms, problemAnswer, sendOnce, type Answer } from './public-answer.ts';
import { readPublicRequest } from './public-request.ts';
import { requestIdOf } from './request-id.ts';

// While the database is away nothing waits for it: whoever asks is told so at once, and when to ask again.

/** Answered without the database: files that are part of the program. */
const WITHOUT_DATABASE = /^\/(?:app(?:\/|$)|styles\/|scripts\/|robots\.txt$)/;

const needsDatabase = ({ url = '' }: IncomingMessage) => !WITHOUT_DATABASE.test(url.split('?', 1)[0] ?? '');

const page = (request: IncomingMessage, { settings }: Pick<Deps, 'settings'>) =>
  renderPage(
    { title: '暂时打不开', description: '页面暂时打不开。', isHidden: true },
    <div className="narrow">
      <h1 className="home-title">页面暂时打不开</h1>
      <p>系统正在恢复，请过一会儿刷新重试。您在等待期间不会丢失任何已经提交成功的内容。</p>
    </div>,
    readPublicRequest(request, settings).site,
  );

/** Answers 503 in the form that fits who asked: a page for readers, a problem for programs. */
export function answerUnavailable(
  request: IncomingMessage,
  response: ServerResponse,
  deps: Pick<Deps, 'settings'>,
): void {
  const requestId = requestIdOf(request, response, deps.settings);
  const { path, isHttps } = readPublicRequest(request, deps.settings);
  const retry = { 'Retry-After': String(RETRY_AFTER_SECONDS) };
  const answer: Pick<Answer, 'type' | 'body' | 'headers'> = isForPrograms(path)
    ? problemAnswer(problemOf(unavailable(), requestId))
    : { type: HTML, body: page(request, deps) };
  sendOnce(request, response, { status: 503, ...answer, headers: { ...answer.headers, ...retry } }, { isHttps });
  // What is still being sent is not waited for.
  request.resume();
}

export interface Gate {
  /** Answers by itself while the database is away. */
  refuse(request: IncomingMessage, response: ServerResponse): boolean;
  /** Remembers who waits for an answer, to be told when the database goes away meanwhile. */
  remember(request: IncomingMessage, response: ServerResponse): void;
  close(): void;
}

/** Stands before the whole application and knows who is waiting for an answer. */
export function databaseGate(watch: DatabaseWatch, deps: Pick<Deps, 'settings' | 'log'>): Gate {
  const waiting = new Map<ServerResponse, IncomingMessage>();
  const stop = watch.onDown(() => {
    deps.log.warn('the database is away');
    for (const [response, request] of waiting) {
      if (!response.headersSent && !response.writableEnded) answerUnavailable(request, response, deps);
    }
    waiting.clear();
  });
  return {
    refuse(request, response) {
      if (watch.isUp() || !needsDatabase(request)) return false;
      answerUnavailable(request, response, deps);
      return true;
    },
    remember(request, response) {
      if (!needsDatabase(request)) return;
      waiting.set(response, request);
      response.once('close', () => waiting.delete(response));
    },
    close: stop,
  };
}
