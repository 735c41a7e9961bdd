import type pg from 'pg';

/** A row of random numbers between 0 and 1 that is the same for the same seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Random = ReturnType<typeof createRandom>;

export const pick = <T>(random: Random, items: readonly T[]): T =>
  items[Math.min(items.length - 1, Math.floor(random() * items.length))] as T;
/** A whole number from `low` to `high`, both included. */
export const between = (random: Random, low: number, high: number) => low + Math.floor(random() * (high - low + 1));

const NOTES = [null, '', '同意', '请补充“盘点表”\n以及签到册', 'a\\b\t"c"', '😀 𠀀', `长${'长'.repeat(400)}`];

const INSERT = `
  INSERT INTO audit_entry (at, actor_id, actor_name, actor_role, ip, user_agent, request_id, action, result, object_kind,
    object_id, issue_id, note, before, after)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`;

const uuid = (random: Random) =>
  '00000000-0000-4000-8000-000000000000'.replace(/0{12}$/, () =>
    Math.floor(random() * 2 ** 47)
      .toString(16)
      .padStart(12, '0'),
  );

/** One entry of every sort: with and without a person, with odd texts, empty ones and none. */
export async function writeEntry(client: pg.ClientBase, random: Random): Promise<void> {
  const isPerson = random() < 0.8;
  await client.query(INSERT, [
    new Date(1_717_000_000_000 + Math.floor(random() * 1e9)),
    isPerson ? uuid(random) : null,
    pick(random, ['王办', '李组', '（未登录）', "O'Neil"]),
    isPerson ? pick(random, ['office', 'liaison', 'group']) : null,
    pick(random, [null, '10.0.0.1', '::1']),
    pick(random, [null, 'Mozilla/5.0']),
    uuid(random),
    pick(random, ['fileProgress', 'signIn', 'downloadEvidence']),
    pick(random, ['done', 'refused']),
    pick(random, ['issue', 'measure', 'evidence']),
    pick(random, [null, uuid(random)]),
    pick(random, [null, uuid(random)]),
    pick(random, NOTES),
    pick(random, [null, JSON.stringify({ 名称: '甲' }), JSON.stringify([1.5, null, true])]),
    pick(random, [null, JSON.stringify({ 名称: '乙', 数量: 12_345_678_901_234 })]),
  ]);
}
