import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { withSession } from '@rectify/db';
import type { Finding, Stage } from '../stage.ts';

const CLIENTS = 24;
const WARM = 300;
const WARM_MS = 60_000;

export const name = 'SIGTERM under load';
export const whyNot = () => null;

type End = 'answered' | 'refused' | 'closed before it was sent' | 'broken';

interface Try {
  end: End;
  mark: string;
  status: number;
}

/** One write over a connection of its own or one that is kept, told apart by how it ended. */
class Client {
  private readonly port: number;
  private socket: net.Socket | null = null;
  private pending = '';
  private settle: (end: End, status?: number) => void = () => {};

  constructor(port: number) {
    this.port = port;
  }

  private async connect(): Promise<boolean> {
    const socket = net.connect(this.port, '127.0.0.1');
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (!isOpen) return false;
    this.socket = socket;
    this.pending = '';
    // One character a byte: lengths are told in bytes.
    socket.on('data', (piece) => this.take(piece.toString('latin1')));
    socket.on('error', () => {});
    socket.on('close', () => {
      // The end of one that was let go of belongs to no request any more.
      if (this.socket !== socket) return;
      this.socket = null;
      this.settle('broken');
    });
    return true;
  }

  private take(text: string): void {
    this.pending += text;
    const head = this.pending.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = /content-length: (\d+)/i.exec(this.pending.slice(0, head))?.[1];
    const isChunked = /transfer-encoding: chunked/i.test(this.pending.slice(0, head));
    const isWhole = isChunked
      ? this.pending.endsWith('0\r\n\r\n')
      : this.pending.length >= head + 4 + Number(length ?? 0);
    if (!isWhole) return;
    const status = Number(this.pending.slice(9, 12));
    if (/^connection: close/im.test(this.pending.slice(0, head))) this.drop();
    this.pending = '';
    this.settle('answered', status);
  }

  private drop(): void {
    this.socket?.end();
    this.socket = null;
  }

  async write(issueId: string, cookie: string): Promise<Try> {
    const mark = `st${randomUUID()}`;
    if (!this.socket && !(await this.connect())) return { end: 'refused', mark, status: 0 };
    const { socket } = this;
    // The other side has ended it already: a client that sees that sends nothing.
    if (!socket || socket.readableEnded || socket.destroyed)
      return { end: 'closed before it was sent', mark, status: 0 };
    const body = JSON.stringify({ text: `请继续 ${mark}` });
    const result = new Promise<Try>((resolve) => {
      this.settle = (end, status = 0) => resolve({ end, mark, status });
    });
    socket.write(
      `POST /api/issues/${issueId}/comments HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    return result;
  }

  close(): void {
    this.socket?.destroy();
  }
}

/** Ends the server in the middle of the load, several times; every request that was sent gets its whole answer. */
export async function play(stage: Stage): Promise<Finding> {
  const product = await stage.openProduct();
  const { place, issues } = await stage.found(product.addresses().url, CLIENTS);
  const tries: Try[] = [];
  let isOver = false;
  const clients = Array.from({ length: CLIENTS }, () => new Client(product.port));
  const load = clients.map(async (client, index) => {
    while (!isOver) {
      const made = await client.write(issues[index] ?? '', place.cookies.group);
      tries.push(made);
      if (made.end !== 'answered') return;
    }
  });
  for (let waited = 0; tries.length < WARM && waited < WARM_MS; waited += 50) await sleep(50);
  const startedAt = performance.now();
  const code = await product.stop();
  const tookMs = performance.now() - startedAt;
  isOver = true;
  await Promise.all(load);
  for (const client of clients) client.close();
  product.start();
  await product.ready();
  return judge(tries, code, tookMs, await commentsOf(product.addresses().ownerUrl));
}

async function commentsOf(url: string): Promise<string[]> {
  return withSession(url, async (client) => {
    const { rows } = await client.query<{ note: string }>(`SELECT note FROM audit_entry WHERE action = 'comment'`);
    return rows.map(({ note }) => note.split(' ')[1] ?? '');
  });
}

function judge(tries: readonly Try[], code: number | null, tookMs: number, kept: readonly string[]): Finding {
  const counts = new Map(kept.map((mark) => [mark, kept.filter((each) => each === mark).length]));
  const count = (end: End) => tries.filter((each) => each.end === end).length;
  const faults: string[] = [];
  if (code !== 0) faults.push(`it ended with ${code}`);
  if (count('broken') > 0) faults.push(`${count('broken')} requests were broken off in the middle`);
  const odd = tries.filter(({ end, status }) => end === 'answered' && status !== 201 && status !== 503);
  if (odd.length > 0) faults.push(`${odd.length} other answers, e.g. ${odd[0]?.status}`);
  const lost = tries.filter(({ status, mark }) => status === 201 && counts.get(mark) !== 1);
  if (lost.length > 0) faults.push(`${lost.length} acknowledged writes are not there once`);
  return {
    ...{ faults, figures: { answered: count('answered'), refused: count('refused'), stopMs: Math.round(tookMs) } },
    seen: `${count('answered')} requests answered in full, ${count('refused') + count('closed before it was sent')} connections refused, 0 broken off; ended in ${(tookMs / 1000).toFixed(1)} s`,
  };
}
