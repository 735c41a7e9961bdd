import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import type { Settings } from '../../env.ts';
import { Fault } from '../../http/errors.ts';

// ClamAV's daemon over its own protocol (INSTREAM): pieces with their length before them, an empty one at the end.

const PATIENCE_MS = 60_000;
const PIECE = 64 * 1024;

/** A virus was found; the name that the scanner gives it. */
export class VirusFault extends Fault {
  constructor(name: string) {
    super('unsupported', `文件被查出病毒（${name}），没有保存。请先在本机杀毒，再上传干净的文件。`);
  }
}

const unscanned = () =>
  new Fault('unavailable', '病毒扫描暂时不能用，文件没有保存。请稍后再传；仍不行请告诉系统管理员检查 ClamAV。');

/** An address as CLAMAV names it: a path, or host and port. */
function open(address: string): Socket {
  if (address.startsWith('/')) return connect(address);
  const { hostname, port } = new URL(`tcp://${address}`);
  return connect(Number(port || 3310), hostname.replace(/^\[|\]$/g, ''));
}

async function send(socket: Socket, path: string): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const chunk of createReadStream(path, { highWaterMark: PIECE }) as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    socket.write(length);
    if (!socket.write(chunk)) await once(socket, 'drain');
  }
  socket.write(Buffer.alloc(4));
}

async function answerOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    text += chunk.toString('utf8');
    if (text.includes('\0') || text.length > 1_000) break;
  }
  return text.replace(/\0[\s\S]*$/, '');
}

/** Has a file looked at by the scanner of the settings; without one this does nothing. A silent scanner lets nothing in. */
export async function scanVirus({ CLAMAV }: Pick<Settings, 'CLAMAV'>, path: string): Promise<void> {
  if (!CLAMAV) return;
  const socket = open(CLAMAV);
  const giveUp = setTimeout(() => socket.destroy(new Error('the scanner is silent')), PATIENCE_MS);
  try {
    // Both at once: the scanner may answer before it has read everything.
    const [answer] = await Promise.all([answerOf(socket), send(socket, path).catch(() => undefined)]);
    if (/: OK$/.test(answer)) return;
    const found = /: (.+) FOUND$/.exec(answer)?.[1];
    throw found ? new VirusFault(found.slice(0, 100)) : unscanned();
  } catch (error) {
    throw error instanceof Fault ? error : unscanned();
  } finally {
    clearTimeout(giveUp);
    socket.destroy();
  }
}
