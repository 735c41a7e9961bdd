import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from '../http.ts';
import type { Finding, Stage } from '../stage.ts';

const SLOW = 500;
/** How long they are watched: past the limits for a head, a form and an answer, and a while for answers to be made and get stuck. */
const WATCHED_MS = 120_000;
/** How long those that were not read are then read out. Whoever is not cut off by then stays open for longer. */
const READ_OUT_MS = 20_000;
const ORDINARY_P99_MS = 1_500;

export const name = '500 slow clients';
export const whyNot = () => null;

type Manner = 'headers' | 'body' | 'answer';

interface Slow {
  manner: Manner;
  isCut: boolean;
  socket: net.Socket;
}

const OPENING: Record<Manner, (cookie: string) => string> = {
  headers: () => 'GET /api/session HTTP/1.1\r\nHost: x\r\n',
  body: (cookie) =>
    `POST /api/session HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"a":"`,
  // Asks for long answers, one after the other, and reads none: more than the kernel takes for it, as many as are allowed at once.
  answer: (cookie) => `GET /api/openapi.json HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\n\r\n`.repeat(8),
};
const DRIP: Record<Manner, string | null> = { headers: 'X-Slow: 1\r\n', body: 'a', answer: null };

function open(port: number, manner: Manner, cookie: string): Slow {
  const socket = net.connect(port, '127.0.0.1');
  const slow: Slow = { manner, isCut: false, socket };
  socket.on('error', () => {});
  // A connection that is read tells of its end; one that is not read has its end found out by writing.
  socket.on('close', () => (slow.isCut = true));
  if (manner === 'answer') socket.pause();
  else socket.resume();
  socket.write(OPENING[manner](cookie));
  return slow;
}

async function drip(slow: readonly Slow[], until: number): Promise<void> {
  while (Date.now() < until) {
    for (const { manner, socket, isCut } of slow) {
      const drop = DRIP[manner];
      if (drop && !isCut && socket.writable) socket.write(drop);
    }
    await sleep(1_000);
  }
}

/** Meanwhile ordinary people go on. */
async function workNormally(port: number, cookie: string, until: number): Promise<number[]> {
  const times: number[] = [];
  while (Date.now() < until) {
    const { status, tookMs } = await send(port, { method: 'GET', path: '/api/issues?limit=20', cookie });
    times.push(status === 200 ? tookMs : Number.POSITIVE_INFINITY);
    await sleep(50);
  }
  return times.toSorted((one, other) => one - other);
}

/** Reads what is left, so that a connection that was cut shows its end. */
async function endOf(slow: readonly Slow[]): Promise<void> {
  for (const { socket } of slow) socket.resume();
  const until = Date.now() + READ_OUT_MS;
  while (slow.some(({ isCut }) => !isCut) && Date.now() < until) await sleep(50);
}

/** Opens five hundred slow connections of three manners and watches who is served and who is cut off. */
export async function play(stage: Stage): Promise<Finding> {
  const product = await stage.openProduct();
  const { place } = await stage.found(product.addresses().url, 20);
  const cookie = place.cookies.liaison;
  const manners: Manner[] = ['headers', 'body', 'answer'];
  const slow = Array.from({ length: SLOW }, (_, index) => open(product.port, manners[index % 3] ?? 'headers', cookie));
  const until = Date.now() + WATCHED_MS;
  const [times] = await Promise.all([workNormally(product.port, cookie, until), drip(slow, until)]);
  await endOf(slow.filter(({ manner }) => manner === 'answer'));
  const p99 = times[Math.ceil(times.length * 0.99) - 1] ?? Number.POSITIVE_INFINITY;
  const faults: string[] = [];
  if (p99 > ORDINARY_P99_MS) faults.push(`ordinary requests took ${p99.toFixed(0)} ms (p99)`);
  const left = manners.map((manner) => slow.filter((each) => each.manner === manner && !each.isCut).length);
  for (const [index, manner] of manners.entries()) {
    if (left[index]) faults.push(`${left[index]} slow connections (${manner}) were never cut`);
  }
  for (const { socket } of slow) socket.destroy();
  if (product.crashes > 0) faults.push('the server ended');
  return {
    ...{
      faults,
      figures: { ordinary: times.length, p99Ms: Math.round(p99), cut: SLOW - left.reduce((a, b) => a + b, 0) },
    },
    seen: `${times.length} ordinary requests beside them, p99 ${p99.toFixed(0)} ms; ${SLOW - left.reduce((a, b) => a + b, 0)} of ${SLOW} cut off within ${WATCHED_MS / 1000} s`,
  };
}
