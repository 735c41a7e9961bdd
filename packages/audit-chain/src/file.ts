import { FIELD_CODES } from './fields.ts';
import { type Link, valuesOf } from './seal.ts';
import { readCheckpoint, writeCheckpoint, type Checkpoint } from './checkpoint.ts';
import type { ChainVerifier, Start } from './verify.ts';

// An exported trail: a line that says what follows, a line an entry, and a line that says that this was all. An entry
// is [number, hash before, own hash, checks, fields].

const FORMAT = 'rectify-audit/1';

type Line = [seq: string, prev: string, hash: string, checks: string, fields: (string | null)[] | null];

interface Head {
  format: string;
  site: string;
  fields: string[];
  after: string;
  prev: string;
  /** The last place that was asked for; null: to the end. */
  until: string | null;
}

interface Foot {
  end: true;
  until: string;
  checkpoint: string | null;
}

/** The first line: from where on the file holds the chain. */
export function writeHead(site: string, start: Start, until: bigint | null = null): string {
  const head: Head = {
    format: FORMAT,
    site,
    fields: FIELD_CODES,
    after: String(start.seq),
    prev: start.hash.toString('hex'),
    until: until === null ? null : String(until),
  };
  return `${JSON.stringify(head)}\n`;
}

/** One place of the chain. */
export function writeLink({ seq, prev, hash, checks, body }: Link): string {
  const [before, own, sums] = [prev, hash, checks].map((bytes) => bytes.toString('hex')) as [string, string, string];
  const line: Line = [String(seq), before, own, sums, body && valuesOf(body)];
  return `${JSON.stringify(line)}\n`;
}

/** The last line, without which a file is cut. */
export function writeFoot(until: bigint, checkpoint: Checkpoint | null): string {
  const foot: Foot = { end: true, until: String(until), checkpoint: checkpoint && writeCheckpoint(checkpoint) };
  return `${JSON.stringify(foot)}\n`;
}

export interface FileHead {
  site: string;
  start: Start;
  /** Whether the file was meant to reach the end of the chain. */
  isToEnd: boolean;
}

/** Reads the first line; null when this is no exported trail. */
export function readHead(line: string): FileHead | null {
  const head = parse(line) as Partial<Head> | null;
  if (head?.format !== FORMAT || head.fields?.join() !== FIELD_CODES.join()) return null;
  if (!/^\d{1,18}$/.test(head.after ?? '') || !/^[0-9a-f]{64}$/.test(head.prev ?? '')) return null;
  const start = { seq: BigInt(head.after ?? 0), hash: Buffer.from(head.prev ?? '', 'hex') };
  return { site: String(head.site), start, isToEnd: head.until == null };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Writes lines as the hash covers them, each over the last: nothing is allocated for an entry. */
class Scratch {
  #bytes = Buffer.allocUnsafe(1 << 16);

  linkOf([seq, prev, hash, checks, fields]: Line): Link {
    const needed = prev.length + hash.length + checks.length + 64 + (fields ?? []).reduce(mostBytes, 0);
    if (needed > this.#bytes.length) this.#bytes = Buffer.allocUnsafe(needed * 2);
    const bytes = this.#bytes;
    const ownEnd = bytes.write(hash, 'hex');
    const prevEnd = this.#part(prev, ownEnd, 'hex');
    const place = BigInt(seq);
    const placeEnd = bytes.writeBigInt64BE(place, bytes.writeInt32BE(8, prevEnd));
    const checksEnd = this.#part(checks, placeEnd, 'hex');
    let end = checksEnd;
    for (const field of fields ?? [])
      end = field === null ? bytes.writeInt32BE(-1, end) : this.#part(field, end, 'utf8');
    return {
      seq: place,
      prev: bytes.subarray(ownEnd + 4, prevEnd),
      hash: bytes.subarray(0, ownEnd),
      checks: bytes.subarray(placeEnd + 4, checksEnd),
      ...(fields ? { body: bytes.subarray(checksEnd, end), message: bytes.subarray(ownEnd, end) } : { body: null }),
    };
  }

  #part(text: string, offset: number, encoding: 'hex' | 'utf8'): number {
    const length = this.#bytes.write(text, offset + 4, encoding);
    this.#bytes.writeInt32BE(length, offset);
    return offset + 4 + length;
  }
}

const mostBytes = (sum: number, field: string | null) => sum + 4 + (field?.length ?? 0) * 3;

const isText = (value: unknown) => value === null || typeof value === 'string';

function isLine(value: unknown): value is Line {
  if (!Array.isArray(value) || value.length !== 5) return false;
  const [seq, prev, hash, checks, fields] = value as unknown[];
  const areFields =
    fields === null || (Array.isArray(fields) && fields.length === FIELD_CODES.length && fields.every(isText));
  return /^\d{1,18}$/.test(String(seq)) && areFields && [prev, hash, checks].every((each) => typeof each === 'string');
}

/** Feeds the lines after the first to a verifier; `end` tells it that there are no more. */
export class FileReader {
  readonly #verifier: ChainVerifier;
  readonly #scratch = new Scratch();
  #number = 1;
  #isClosed = false;
  #last = 0n;

  constructor(verifier: ChainVerifier) {
    this.#verifier = verifier;
  }

  /** The checkpoint that came with the file; it proves nothing about whoever made the file. */
  checkpoint: Checkpoint | null = null;

  line(text: string): void {
    this.#number += 1;
    const value = parse(text);
    if (this.#isClosed) return this.#wrong(`第 ${this.#number} 行在结束行之后`);
    if (isLine(value)) {
      const link = this.#scratch.linkOf(value);
      this.#last = link.seq;
      this.#verifier.add(link);
    } else if (isFoot(value)) this.#close(value);
    else this.#wrong(`第 ${this.#number} 行读不懂`);
  }

  end(): void {
    if (!this.#isClosed) this.#wrong('没有结束行，后面的内容缺失');
  }

  #close(foot: Foot): void {
    this.#isClosed = true;
    this.checkpoint = foot.checkpoint === null ? null : readCheckpoint(foot.checkpoint);
    if (foot.until !== String(this.#last)) this.#wrong(`应到第 ${foot.until} 条，实际到第 ${this.#last} 条`);
  }

  #wrong(name: string): void {
    this.#verifier.addFinding({ kind: 'file', seq: null, name });
  }
}

function isFoot(value: unknown): value is Foot {
  return typeof value === 'object' && value !== null && (value as Foot).end === true;
}
