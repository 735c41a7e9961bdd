/** Reads exact numbers of bytes from pieces of any size. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #held: Buffer[] = [];
  #length = 0;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next bytes; null where nothing is left, undefined where some but too few are. */
  async take(count: number): Promise<Buffer | null | undefined> {
    while (this.#length < count) {
      const { value, done } = await this.#source.next();
      if (done) return this.#length === 0 && count > 0 ? null : undefined;
      this.#held.push(value);
      this.#length += value.length;
    }
    const all = this.#held.length === 1 ? (this.#held[0] as Buffer) : Buffer.concat(this.#held, this.#length);
    this.#length -= count;
    this.#held = this.#length > 0 ? [all.subarray(count)] : [];
    return all.subarray(0, count);
  }

  /** Bytes up to a line end, which is left out; undefined where none comes within the limit. */
  async line(limit: number): Promise<Buffer | undefined> {
    const bytes: number[] = [];
    while (bytes.length <= limit) {
      const next = await this.take(1);
      if (!next) return undefined;
      if (next[0] === 0x0a) return Buffer.from(bytes);
      bytes.push(next[0] as number);
    }
    return undefined;
  }
}
