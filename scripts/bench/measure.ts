import { createCaller, type Answer } from './http.ts';

export interface Spread {
  p50: number;
  p99: number;
  max: number;
}

export interface Measured {
  connections: number;
  requests: number;
  perSecond: number;
  /** At the client, in milliseconds. */
  total: Spread;
  /** Inside the application, in milliseconds. */
  inside: Spread;
}

const PATIENCE_MS = 15_000;

const round = (value: number) => Math.round(value * 100) / 100;

/** The middle and the far end of some values. */
export function spreadOf(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN);
  return { p50: rank(0.5), p99: rank(0.99), max: rank(1) };
}

/** Sends the requests over so many connections, each taking the next one as soon as it is answered; stops when it gets long. */
export async function measure(
  port: number,
  connections: number,
  { paths, cookie, requests }: { paths: string[]; cookie: string | undefined; requests: number },
): Promise<Measured> {
  const caller = createCaller(port, connections);
  const answers: Answer[] = [];
  let next = 0;
  const startedAt = performance.now();
  const work = async () => {
    while (next < requests && performance.now() - startedAt < PATIENCE_MS) {
      const path = paths[next++ % paths.length] ?? '/';
      const answer = await caller.call(path, cookie ? { cookie } : {});
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body.slice(0, 300)}`);
      answers.push(answer);
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  const seconds = (performance.now() - startedAt) / 1000;
  caller.close();
  return {
    connections,
    requests: answers.length,
    perSecond: round(answers.length / seconds),
    total: spreadOf(answers.map((answer) => answer.total)),
    inside: spreadOf(answers.map((answer) => answer.inside)),
  };
}
