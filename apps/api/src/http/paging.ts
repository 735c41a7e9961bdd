import { Fault } from './errors.ts';

export interface PageOf<T> {
  items: T[];
  nextCursor: string | null;
  prevCursor: string | null;
}

export type Direction = 'after' | 'before';

export interface Position {
  direction: Direction;
  /** Values of the sort key of the row beside which the page lies. */
  key: (string | number | null)[];
}

/** Reads a cursor that an earlier page gave; null where there is none. */
export function readCursor(cursor: string | undefined): Position | null {
  if (!cursor) return null;
  try {
    const [direction, ...key] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [
      Direction,
      ...Position['key'],
    ];
    if ((direction === 'after' || direction === 'before') && key.length > 0) return { direction, key };
  } catch {
    // falls through to the same answer as any other wrong cursor
  }
  throw new Fault('invalid', '翻页位置已失效，请回到第一页。');
}

function writeCursor(direction: Direction, key: Position['key']): string {
  return Buffer.from(JSON.stringify([direction, ...key])).toString('base64url');
}

/** Makes a page out of up to limit + 1 rows fetched in the direction of the position. */
export function toPage<T>(
  rows: T[],
  limit: number,
  position: Position | null,
  keyOf: (row: T) => Position['key'],
): PageOf<T> {
  const hasMore = rows.length > limit;
  const items = rows.slice(0, limit);
  const isBackward = position?.direction === 'before';
  if (isBackward) items.reverse();
  const first = items[0];
  const last = items.at(-1);
  const hasPrevious = isBackward ? hasMore : position !== null;
  const hasNext = isBackward ? true : hasMore;
  return {
    items,
    nextCursor: last && hasNext ? writeCursor('after', keyOf(last)) : null,
    prevCursor: first && hasPrevious ? writeCursor('before', keyOf(first)) : null,
  };
}

interface IdQuery {
  where: { id?: { lt?: string } | { gt?: string } };
  orderBy: { id: 'asc' | 'desc' };
  take: number;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A page of rows whose ids are in time order (UUID v7), the newest first. */
export async function pageNewestFirst<T extends { id: string }>(
  query: { cursor?: string | undefined; limit: number },
  fetch: (query: IdQuery) => Promise<T[]>,
): Promise<PageOf<T>> {
  const position = readCursor(query.cursor);
  const id = position?.key[0];
  if (position && (typeof id !== 'string' || !UUID.test(id)))
    throw new Fault('invalid', '翻页位置已失效，请回到第一页。');
  const isBackward = position?.direction === 'before';
  const rows = await fetch({
    where: typeof id === 'string' ? { id: isBackward ? { gt: id } : { lt: id } } : {},
    orderBy: { id: isBackward ? 'asc' : 'desc' },
    take: query.limit + 1,
  });
  return toPage(rows, query.limit, position, (row) => [row.id]);
}
