import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseWatch, Db, Standing } from '@rectify/db';
import type { Deps } from '../context.ts';
import { Fault, problemOf, RETRY_AFTER_SECONDS } from './errors.ts';
import { nameRoute } from './observe.ts';
import { NOT_KEPT, problemAnswer, sendOnce } from './public-answer.ts';
import { requestIdOf } from './request-id.ts';
import { DATA_CSP, isOverTls } from './security-headers.ts';
import { answerUnavailable } from './unavailable.tsx';

/** What readiness depends on. */
export interface Condition {
  isStopping(): boolean;
  watch: Pick<DatabaseWatch, 'isUp'>;
  standing(db: Db): Promise<Standing>;
}

const REASONS: Readonly<Record<Exclude<Standing, 'same'>, string>> = {
  behind: '数据库还没有升级到本程序的版本，请等升级完成，或查看工作进程的日志。',
  ahead: '数据库已升级到更新的版本，请把本进程也换成新版程序。',
};
/** A database that holds still must not hold up whoever asks how it is. */
const ANSWER_WITHIN_MS = 2_000;
const STOPPING = '本进程正在停止，请改由其他进程办理。';

/** Answers `/healthz` (the process lives) and `/readyz` (it may be sent requests); says whether it was asked for either. */
export function createHealth(deps: Pick<Deps, 'db' | 'settings'>, { isStopping, watch, standing }: Condition) {
  const send = (request: IncomingMessage, response: ServerResponse, reason: string | null) => {
    const options = { isHttps: isOverTls(request, deps.settings) };
    if (reason === null) {
      const headers = { ...NOT_KEPT, 'Content-Security-Policy': DATA_CSP };
      return sendOnce(
        request,
        response,
        { status: 200, type: 'text/plain; charset=utf-8', body: 'ok', headers },
        options,
      );
    }
    const fault = new Fault('unavailable', reason);
    const answer = problemAnswer(problemOf(fault, requestIdOf(request, response, deps.settings)));
    sendOnce(request, response, answer, { ...options, headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) } });
  };

  async function tellReadiness(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isStopping()) return send(request, response, STOPPING);
    if (!watch.isUp()) return answerUnavailable(request, response, deps);
    const found = await Promise.race([standing(deps.db), sleep(ANSWER_WITHIN_MS, null, { ref: false })]).catch(
      () => null,
    );
    if (found === null) return answerUnavailable(request, response, deps);
    send(request, response, found === 'same' ? null : REASONS[found]);
  }

  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const [path] = (request.url ?? '').split('?', 1);
    if (path === '/healthz' || path === '/readyz') nameRoute(response, path);
    if (path === '/healthz') send(request, response, null);
    else if (path === '/readyz') void tellReadiness(request, response);
    else return false;
    return true;
  };
}
