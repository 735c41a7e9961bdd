import type { ServerResponse } from 'node:http';
import { endpoints, type OperationName } from '@rectify/contract';
import { Fault, RETRY_AFTER_SECONDS } from './errors.ts';

// Work that keeps a processor, a connection to the database or much memory busy stands in line: so much at once, so
// much waiting, so much of one account. Whoever finds the line full is told so at once and when to come again.

export interface LineLimits {
  atOnce: number;
  waiting: number;
  /** Of one account, under way and waiting. */
  perAccount: number;
}

/** Milliseconds after which whoever is slow to take what was made loses the place. */
const LONGEST = 300_000;

export type Line = <T>(account: string, response: ServerResponse, work: () => Promise<T>) => Promise<T>;

/** A line of its own for one kind of work. */
export function createLine({ atOnce, waiting, perAccount }: LineLimits): Line {
  const queue: (() => void)[] = [];
  const inLine = new Map<string, number>();
  let busy = 0;

  function demandPlace(account: string): void {
    if ((inLine.get(account) ?? 0) >= perAccount)
      throw new Fault('too_many', '您前面提交的还在办理，请等它完成后再试。', {}, RETRY_AFTER_SECONDS);
    if (busy >= atOnce && queue.length >= waiting)
      throw new Fault('busy', '同时办理的人较多，没有排上。请过几秒再试。');
  }

  async function takeTurn(): Promise<void> {
    if (busy >= atOnce) await new Promise<void>((resolve) => queue.push(resolve));
    else busy += 1;
  }

  function leave(account: string): void {
    const left = (inLine.get(account) ?? 1) - 1;
    if (left > 0) inLine.set(account, left);
    else inLine.delete(account);
    // The turn is handed on, or given back where nobody waits.
    const next = queue.shift();
    if (next) next();
    else busy -= 1;
  }

  return async (account, response, work) => {
    demandPlace(account);
    inLine.set(account, (inLine.get(account) ?? 0) + 1);
    await takeTurn();
    const timer = setTimeout(() => response.destroy(), LONGEST);
    try {
      // Who left while waiting needs nothing any more.
      if (response.destroyed) throw new Fault('invalid', '读者已离开，没有办理。');
      return await work();
    } finally {
      clearTimeout(timer);
      leave(account);
    }
  };
}

/** `cost`: as how many cheap requests of its account one of it counts (`http/rate.ts`). */
const LINES = {
  /** Reading and examining reports. */
  texts: { atOnce: 2, waiting: 10, perAccount: 4, cost: 5 },
  /** Files that are made. */
  files: { atOnce: 2, waiting: 10, perAccount: 4, cost: 20 },
  /** Pictures drawn anew. */
  pictures: { atOnce: 2, waiting: 20, perAccount: 6, cost: 2 },
  /** They take as long as the sender's line is slow. */
  uploads: { atOnce: 30, waiting: 0, perAccount: 4, cost: 5 },
} as const satisfies Record<string, LineLimits & { cost: number }>;
type LineName = keyof typeof LINES;

const HEAVY: Partial<Record<OperationName, LineName>> = {
  parseReportText: 'texts',
  commitImport: 'texts',
  checkText: 'texts',
  checkFile: 'texts',
  checkReport: 'texts',
  createReport: 'texts',
  downloadReport: 'files',
  exportLedger: 'files',
  exportAuditTable: 'files',
  exportAuditChain: 'files',
  verifyAudit: 'files',
  previewEvidence: 'pictures',
  uploadEvidence: 'uploads',
};

/** A write takes a transaction with its entry in the audit trail. */
const WRITE_COST = 5;

/** As how many cheap reads an operation counts. */
export function costOf(name: OperationName): number {
  const line = HEAVY[name];
  if (line) return LINES[line].cost;
  return endpoints[name].method === 'GET' ? 1 : WRITE_COST;
}

/** The lines of this process, by operation. */
export function createLines(): (name: OperationName) => Line | undefined {
  const lines = new Map(Object.entries(LINES).map(([name, limits]) => [name, createLine(limits)]));
  return (name) => lines.get(HEAVY[name] ?? '');
}
