import { createHmac } from 'node:crypto';
import { isDatabaseAway } from '@rectify/db';
import type { Deps } from '../context.ts';
import { Fault } from './errors.ts';

// How much somebody may ask for in a minute, over all processes and without a write for each request. Each process
// counts in memory; only who has asked here for a twentieth of what is allowed is told to the database, which answers
// with what all processes were asked for together.

const MINUTE = 60_000;
/** Of what is allowed, the part that a process may count before it tells of it. */
const PART = 20;
/** Who is counted at once in one process; beyond, whoever came first is counted anew. */
const MOST = 50_000;
const AT_ONCE = 500;

interface Count {
  /** Counted here, and not yet told to the others. */
  untold: number;
  /** Of all processes, as the database last said. */
  told: number;
}

export type Rate = (whom: string, points?: number) => void;
export type RateDeps = Pick<Deps, 'db' | 'secret' | 'now' | 'log'>;
type RateName = 'account' | 'address';

const WORDS: Record<RateName, (seconds: number) => string> = {
  account: (seconds) => `您这一分钟里的操作太多，这一次没有办理。请过 ${seconds} 秒再试；您填写的内容还在。`,
  address: (seconds) => `您所在网络这一分钟里的访问太多，这一次没有打开。请过 ${seconds} 秒再试。`,
};

class Counter {
  private minute = 0;
  private readonly counts = new Map<string, Count>();
  private readonly due = new Set<string>();
  private isTelling = false;
  private readonly step: number;
  private readonly deps: RateDeps;
  private readonly name: RateName;
  private readonly limit: number;

  constructor(deps: RateDeps, name: RateName, limit: number) {
    this.deps = deps;
    this.name = name;
    this.limit = limit;
    this.step = Math.ceil(limit / PART);
  }

  demand(whom: string, points: number): void {
    const now = this.deps.now().getTime();
    this.turnTo(Math.floor(now / MINUTE));
    const count = this.countOf(whom);
    if (count.told + count.untold + points > this.limit) {
      const seconds = Math.ceil(((this.minute + 1) * MINUTE - now) / 1_000);
      throw new Fault('too_many', WORDS[this.name](seconds), {}, seconds);
    }
    count.untold += points;
    if (count.untold < this.step) return;
    this.due.add(whom);
    if (!this.isTelling) void this.tellAll();
  }

  /** Minutes are those of the clock, so that every process counts in the same one. */
  private turnTo(minute: number): void {
    if (minute === this.minute) return;
    this.minute = minute;
    this.counts.clear();
    this.due.clear();
  }

  private countOf(whom: string): Count {
    const known = this.counts.get(whom);
    if (known) return known;
    if (this.counts.size >= MOST) this.counts.delete(this.counts.keys().next().value ?? '');
    const count = { untold: 0, told: 0 };
    this.counts.set(whom, count);
    return count;
  }

  private async tellAll(): Promise<void> {
    this.isTelling = true;
    try {
      while (this.due.size > 0) await this.tell();
    } catch (error) {
      // What was counted here stays untold: each process counts alone until the database is back.
      this.due.clear();
      if (!isDatabaseAway(error)) this.deps.log.warn({ err: error }, 'rates are not counted together');
    } finally {
      this.isTelling = false;
    }
  }

  /** One statement for all who are due; in one order, or two processes might wait for each other. */
  private async tell(): Promise<void> {
    const { minute } = this;
    const batch = new Map<string, { count: Count; points: number }>();
    for (const whom of [...this.due].slice(0, AT_ONCE)) {
      this.due.delete(whom);
      const count = this.counts.get(whom);
      // Most of it may have been told while this waited.
      if (count && count.untold >= this.step) batch.set(this.keyOf(whom), { count, points: count.untold });
    }
    if (batch.size === 0) return;
    const keys = [...batch.keys()];
    const points = keys.map((key) => batch.get(key)?.points ?? 0);
    const rows = await this.deps.db.$queryRaw<{ key: string; points: number }[]>`
      INSERT INTO rate_limit AS r (key, points, expire)
      SELECT t.key, t.points, ${(minute + 1) * MINUTE}::bigint
      FROM unnest(${keys}::text[], ${points}::int[]) AS t(key, points) ORDER BY t.key
      ON CONFLICT (key) DO UPDATE SET points = r.points + excluded.points RETURNING r.key, r.points`;
    for (const row of rows) {
      const told = batch.get(row.key);
      if (!told) continue;
      told.count.told = row.points;
      told.count.untold -= told.points;
    }
  }

  /** Nobody can read back from it who was counted. */
  private keyOf(whom: string): string {
    const hash = createHmac('sha256', `rate ${this.deps.secret}`).update(whom).digest('base64url').slice(0, 27);
    return `${this.name}:${hash}:${this.minute}`;
  }
}

/** Counts what somebody asks for and throws `too_many` where it is too much; a limit of 0 counts nothing. */
export function createRate(deps: RateDeps, name: RateName, limit: number): Rate {
  if (limit === 0) return () => undefined;
  const counter = new Counter(deps, name, limit);
  return (whom, points = 1) => counter.demand(whom, points);
}
