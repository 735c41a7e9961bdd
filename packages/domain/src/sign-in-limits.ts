/** How many failures in a row are free, and how long one waits after each further one. */
export interface SignInLimit {
  free: number;
  /** Seconds to wait after each failure beyond the free ones; the last holds for all that follow. */
  delays: readonly number[];
  /** Seconds after which the failures are forgotten. */
  memory: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * What failures are counted by. Nobody can lock another out for good: from elsewhere one blocks the account for a
 * quarter of an hour at the longest, and a device that signed in before has an allowance of its own.
 */
export const SIGN_IN_LIMITS = {
  /** One account from one address: what somebody who mistypes meets. */
  pair: { free: 5, delays: [1, 2, 4, 8, 15, 30].map((minutes) => minutes * MINUTE), memory: 24 * HOUR },
  /** One account from a device that its owner signed in with before. */
  device: { free: 5, delays: [1, 2, 4, 8, 15].map((minutes) => minutes * MINUTE), memory: 24 * HOUR },
  /** One account from anywhere unknown: guessing from many addresses. */
  account: { free: 50, delays: [1, 2, 4, 8, 15].map((minutes) => minutes * MINUTE), memory: 24 * HOUR },
  /** One address for any account: trying one password on many names. A whole office may share an address. */
  address: { free: 30, delays: [1, 2, 4, 8, 15, 30].map((minutes) => minutes * MINUTE), memory: HOUR },
  /** The second step, or a password asked again: the first factor is known already. */
  person: { free: 5, delays: [1, 2, 4, 8, 15, 30].map((minutes) => minutes * MINUTE), memory: 24 * HOUR },
} as const satisfies Record<string, SignInLimit>;
export type SignInLimitKind = keyof typeof SIGN_IN_LIMITS;

/** A wait as people say it: 40 秒, 3 分钟, 1 小时 5 分钟. */
export function formatWait(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < MINUTE) return `${whole} 秒`;
  const minutes = Math.ceil(seconds / MINUTE);
  if (minutes < 60) return `${minutes} 分钟`;
  return minutes % 60 === 0 ? `${minutes / 60} 小时` : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分钟`;
}
