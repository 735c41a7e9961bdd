import type { KeptAnswer } from './public-answer.ts';

/** Keeps what was asked for last, within a bound of bytes; one that is being made is made once. */
export class PageStore {
  private readonly kept = new Map<string, KeptAnswer>();
  private readonly underWay = new Map<string, Promise<KeptAnswer>>();
  private readonly most: number;
  private held = 0;

  constructor(mostBytes: number) {
    this.most = mostBytes;
  }

  get bytes(): number {
    return this.held;
  }

  find(key: string): KeptAnswer | undefined {
    const found = this.kept.get(key);
    if (!found) return undefined;
    // What was used last stands last, so that the first is the one to go.
    this.kept.delete(key);
    this.kept.set(key, found);
    return found;
  }

  /** The answer under this key, made when it is not there. */
  async get(key: string, make: () => Promise<KeptAnswer>): Promise<KeptAnswer> {
    const found = this.find(key);
    if (found) return found;
    const already = this.underWay.get(key);
    if (already) return already;
    const making = make().finally(() => this.underWay.delete(key));
    this.underWay.set(key, making);
    const made = await making;
    this.put(key, made);
    return made;
  }

  private put(key: string, made: KeptAnswer): void {
    // One that would push out a tenth of all others is not worth its place.
    if (made.bytes > this.most / 10) return;
    this.kept.set(key, made);
    this.held += made.bytes;
    for (const [oldest, { bytes }] of this.kept) {
      if (this.held <= this.most) break;
      this.kept.delete(oldest);
      this.held -= bytes;
    }
  }
}
