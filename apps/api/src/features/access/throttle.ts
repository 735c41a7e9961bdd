import { SIGN_IN_LIMITS, type SignInLimitKind } from '@rectify/domain';
import { Prisma, type Db, type Tx } from '@rectify/db';

// Each try is charged before the password is looked at, and given back when it was right: many tries at once are
// counted one by one. The database's clock and rows are shared by all processes.

/** Something that failures are counted by. */
export interface Counted {
  kind: SignInLimitKind;
  key: string;
}

export interface Charge {
  /** Seconds to wait, when the try is turned away. */
  wait: number;
  /** Seconds for which further tries will be turned away, should this one fail. */
  next: number;
  /** Tries that were turned away since the last one that counted. */
  refused: number;
}

interface Row {
  key: string;
  failures: number;
  refused: number;
  wait: number;
}

/** The key of something counted, as it is stored. */
const throttleKey = ({ kind, key }: Counted) => `${kind}:${key}`.slice(0, 200);

/** Seconds to wait after so many failures in a row. */
export function delayAfter(kind: SignInLimitKind, failures: number): number {
  const { free, delays } = SIGN_IN_LIMITS[kind];
  return failures < free ? 0 : (delays[Math.min(failures - free, delays.length - 1)] ?? 0);
}

/** An address as it is counted: an IPv6 subscriber has a whole /64 to try from. */
export function addressKey(ip: string | null): string {
  if (!ip?.includes(':')) return ip ?? '-';
  if (ip.startsWith('::ffff:')) return ip.slice(7);
  const [head = '', tail] = ip.split('::');
  const groups = head.split(':');
  const filled = tail === undefined ? groups : [...groups, '0', '0', '0', '0'];
  return `${filled.slice(0, 4).join(':')}::/64`;
}

// Keys in one order for everyone, so that two sign-ins never wait for each other.
const inOrder = (counted: readonly Counted[]) =>
  [...counted].toSorted((a, b) => (throttleKey(a) < throttleKey(b) ? -1 : 1));

/** Charges a try to everything that it is counted by, unless one of them has to wait. */
export async function chargeTry(db: Db, counted: readonly Counted[]): Promise<Charge> {
  const sorted = inOrder(counted);
  const keys = sorted.map(throttleKey);
  const memories = sorted.map(({ kind }) => SIGN_IN_LIMITS[kind].memory);
  return db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<Row[]>`
      INSERT INTO sign_in_throttle AS t (key, failures, since)
      SELECT given.key, 0, now() FROM unnest(${keys}::text[]) AS given(key)
      ON CONFLICT (key) DO UPDATE SET
        (failures, since, refused) = (
          SELECT CASE WHEN old.is_over THEN 0 ELSE t.failures END,
                 CASE WHEN old.is_over THEN now() ELSE t.since END,
                 CASE WHEN old.is_over THEN 0 ELSE t.refused END
          FROM (SELECT t.since < now() - make_interval(secs => m.seconds) AS is_over
                FROM unnest(${keys}::text[], ${memories}::int[]) AS m(key, seconds) WHERE m.key = t.key) old)
      RETURNING key, failures, refused,
        coalesce(greatest(0, extract(epoch FROM locked_until - now())), 0)::float8 AS wait`;
    const wait = Math.max(...rows.map((row) => row.wait));
    const refused = Math.max(...rows.map((row) => row.refused));
    if (wait > 0) {
      await tx.$executeRaw`UPDATE sign_in_throttle SET refused = refused + 1 WHERE key = ANY(${keys})`;
      return { wait, next: 0, refused };
    }
    const failures = new Map(rows.map((row) => [row.key, row.failures + 1]));
    const delays = sorted.map((each) => delayAfter(each.kind, failures.get(throttleKey(each)) ?? 1));
    await tx.$executeRaw`
      UPDATE sign_in_throttle t SET failures = t.failures + 1, refused = 0,
        locked_until = CASE WHEN d.seconds > 0 THEN now() + make_interval(secs => d.seconds) END
      FROM unnest(${keys}::text[], ${delays}::int[]) AS d(key, seconds) WHERE d.key = t.key`;
    return { wait: 0, next: Math.max(...delays), refused };
  });
}

/** Takes the charge of a right try back; what counts one person's own failures begins anew. */
export async function forgiveTry(db: Db, counted: readonly Counted[]): Promise<void> {
  const shared = counted.filter(({ kind }) => kind === 'account' || kind === 'address').map(throttleKey);
  const own = counted.map(throttleKey).filter((key) => !shared.includes(key));
  await db.$transaction([
    db.signInThrottle.deleteMany({ where: { key: { in: own } } }),
    db.$executeRaw`UPDATE sign_in_throttle SET failures = greatest(0, failures - 1), locked_until = NULL
      WHERE key = ANY(${shared})`,
  ]);
}

const keysOf = (username: string, userId: string) =>
  Prisma.sql`(starts_with(key, ${`pair:${username}|`}) OR starts_with(key, ${`device:${username}|`})
    OR starts_with(key, ${`person:${userId}`}) OR key = ${`account:${username}`})`;

/** Ends every wait of one account. */
export async function unlock(db: Tx, username: string, userId: string): Promise<void> {
  await db.$executeRaw`DELETE FROM sign_in_throttle WHERE ${keysOf(username, userId)}`;
}

interface Owner {
  id: string;
  username: string;
}

/** Until when sign-in to each of some accounts waits, from the place that waits longest. */
export async function locksOf(db: Tx, owners: readonly Owner[]): Promise<ReadonlyMap<string, Date>> {
  if (owners.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; until: Date }[]>`
    SELECT o.id, max(t.locked_until) AS until
    FROM sign_in_throttle t
    JOIN unnest(${owners.map(({ id }) => id)}::text[], ${owners.map(({ username }) => username)}::text[]) AS o(id, username)
      ON t.key = 'account:' || o.username OR starts_with(t.key, 'person:' || o.id)
      OR starts_with(t.key, 'pair:' || o.username || '|') OR starts_with(t.key, 'device:' || o.username || '|')
    WHERE t.locked_until > now() GROUP BY o.id`;
  return new Map(rows.map(({ id, until }) => [id, until]));
}

/** Forgets what nobody has tried for two days. */
export async function sweepThrottle(db: Db): Promise<void> {
  await db.$executeRaw`DELETE FROM sign_in_throttle WHERE since < now() - interval '2 days'
    AND (locked_until IS NULL OR locked_until < now())`;
}
