import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Book, Written } from './book.ts';
import { send, type Sent, type Told } from './http.ts';
import type { District } from './people.ts';
import type { Chance } from './plan.ts';
import { nextWrite, writeBeside, type Seen, type Write } from './writes.ts';

const PAUSE_MS = 40;
/** Of writes with a version: sent again without a number, so that the version alone must hold. */
const WITHOUT_KEY = 0.25;

export interface Work {
  port: number;
  place: District;
  /** Issues whose lives this writer leads; nobody else's. */
  issues: string[];
  /** Issues that others lead, commented on meanwhile. */
  others: string[];
  book: Book;
  chance: Chance;
  isOver: () => boolean;
}

const isUnknown = ({ status }: Told) => status === 0 || status >= 500;

/** Sends until an answer tells what became of it; what is not done on the way is not written in the book. */
async function insist({ port, book, isOver }: Work, sent: Sent, entry?: Written): Promise<Told> {
  for (let tries = 0; ; tries += 1) {
    const told = await send(port, sent);
    if (told.status === 500) book.failures.push(`${sent.method} ${sent.path}: ${told.text.slice(0, 300)}`);
    if (!isUnknown(told) || (isOver() && tries > 50)) return told;
    if (entry) entry.isRepeated = true;
    await sleep(PAUSE_MS);
  }
}

async function look(work: Work, id: string): Promise<Seen | null> {
  const told = await insist(work, { method: 'GET', path: `/api/issues/${id}`, cookie: work.place.cookies.liaison });
  return told.status === 200 ? (JSON.parse(told.text) as Seen) : null;
}

/** Makes one write; answers the issue as it then is, or null where it must be looked at again. */
async function write(work: Work, made: Write, version: number): Promise<Seen | null> {
  const { book, chance } = work;
  const entry = book.open(made.kind, made.slot ?? null);
  const built = made.build(entry.mark, version);
  const hasVersion = typeof built.body === 'object' && built.body !== null && 'version' in built.body;
  const key = hasVersion && chance() < WITHOUT_KEY ? undefined : randomUUID();
  const told = await insist(work, { ...built, key }, entry);
  if (told.status >= 200 && told.status < 300) {
    book.settle(entry, 'acknowledged');
    const answer = JSON.parse(told.text) as Partial<Seen>;
    return answer.measures && answer.requests ? (answer as Seen) : null;
  }
  // Without a number a repeated write cannot tell whether it was its own first try that made it stale.
  const isOwnWork = key === undefined && entry.isRepeated;
  book.settle(entry, told.status >= 400 && told.status < 500 && !isOwnWork ? 'refused' : 'unknown');
  if (told.status !== 409)
    book.failures.push(`${built.method} ${built.path}: ${told.status} ${told.text.slice(0, 300)}`);
  return null;
}

async function beside(work: Work): Promise<void> {
  const { chance, others, place } = work;
  const id = others[Math.floor(chance() * others.length)];
  if (!id || chance() < 0.5) return void (await write(work, writeBeside(place, chance), 0));
  const build = (mark: string): Sent => ({
    ...{ method: 'POST', path: `/api/issues/${id}/comments`, cookie: place.cookies.group },
    body: { text: `请说明 ${mark}` },
  });
  await write(work, { kind: 'comment', build }, 0);
}

/** Leads issue after issue through its life until the run is over. */
export async function writeOn(work: Work): Promise<void> {
  const { issues, isOver, chance, place } = work;
  for (const id of issues) {
    let seen: Seen | null = null;
    while (!isOver()) {
      if (chance() < 0.1) await beside(work);
      seen ??= await look(work, id);
      const next = seen && nextWrite(place, seen, chance);
      if (!seen || !next) break;
      seen = await write(work, next, seen.version);
    }
    if (isOver()) return;
  }
  throw new Error('a writer ran out of issues');
}
