import { createHmac } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Db } from '@rectify/db';
import { Fault } from '../../http/errors.ts';
import { networkOf } from '../../http/network.ts';

const HOUR = 3600;

/** How often what may be done, by whom; counted in the database, so that every process counts alike. */
const LIMITS = {
  // several people behind one address of an office
  confirmed: { points: 10, duration: HOUR },
  shown: { points: 60, duration: HOUR },
  lookup: { points: 60, duration: HOUR },
  upload: { points: 60, duration: HOUR },
  // whatever the addresses
  report: { points: 200, duration: 24 * HOUR },
} as const;
export type Limit = keyof typeof LIMITS;

interface Query {
  text: string;
  values: unknown[];
}

/** The limiter speaks to a pg pool; our pool is behind Prisma. */
const poolOver = (db: Db) => ({
  async query({ text, values }: Query) {
    const rows = await db.$queryRawUnsafe<{ points: number; expire: bigint | null }[]>(text, ...values);
    const plain = rows.map(({ points, expire }) => ({ points, expire: expire === null ? null : Number(expire) }));
    return { rows: plain, rowCount: plain.length };
  },
});

export interface Limits {
  /** Counts one more; throws `too_many` with a sentence for the reader. */
  demand(limit: Limit, whom: string): Promise<void>;
}

/** Counters against floods; addresses are held as keyed hashes that nobody can read back. */
export function createLimits(db: Db, secret: string): Limits {
  const storeClient = poolOver(db);
  const limiters = new Map(
    Object.entries(LIMITS).map(([name, { points, duration }]) => [
      name,
      new RateLimiterPostgres({
        ...{ storeClient, storeType: 'client', tableName: 'rate_limit', tableCreated: true },
        ...{ keyPrefix: name, points, duration },
      }),
    ]),
  );
  return {
    async demand(limit, whom) {
      const key = createHmac('sha256', `limit ${secret}`).update(networkOf(whom)).digest('base64url').slice(0, 27);
      try {
        await limiters.get(limit)?.consume(key);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new Fault('too_many', tooManyWords(limit));
      }
    },
  };
}

function tooManyWords(limit: Limit): string {
  if (limit === 'report') return '今天对这份通报的意见已经很多，请明天再提交，或按通报上的联系方式反映。';
  if (limit === 'upload') return '核验次数太多，请一小时后再试；也可以下载离线核验工具，次数不限。';
  if (limit === 'lookup') return '查询次数太多，请一小时后再试。';
  return '提交次数太多，请一小时后再提交，或按通报上的联系方式反映。';
}
