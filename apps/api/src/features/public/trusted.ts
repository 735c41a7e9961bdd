import { listen, type Listener } from '@rectify/db';

/** The channel on which the database tells the addresses of reports that changed (migration “publication”). */
const CHANNEL = 'public_report';
const MOST_ENTRIES = 20_000;

/**
 * What is known of the publications, for as long as every change is heard of. Without a listening connection nothing is
 * remembered, and the database is asked each time.
 */
export class Trusted {
  private readonly known = new Map<string, unknown>();
  private listener: Listener | null = null;
  private present = 0;

  start(databaseUrl: string): void {
    this.listener ??= listen(databaseUrl, CHANNEL, {
      onUp: () => this.forget(),
      onDown: () => this.forget(),
      onNotice: () => this.forget(),
    });
  }

  async close(): Promise<void> {
    await this.listener?.close();
    this.listener = null;
  }

  isListening(): boolean {
    return this.listener?.isUp() ?? false;
  }

  /** Rises with every change; what was made of an earlier state has another number. */
  get epoch(): number {
    return this.present;
  }

  private forget(): void {
    this.present += 1;
    this.known.clear();
  }

  find<T>(key: string): T | undefined {
    return this.isListening() ? (this.known.get(key) as T | undefined) : undefined;
  }

  /** Remembers what was read, unless something changed since the reading began. */
  remember(key: string, value: unknown, epoch: number): void {
    if (!this.isListening() || epoch !== this.present) return;
    if (this.known.size >= MOST_ENTRIES) this.known.clear();
    this.known.set(key, value);
  }

  /** What is known under this key, else what is read now. */
  async get<T>(key: string, read: () => Promise<T>): Promise<T> {
    const found = this.find<T>(key);
    if (found !== undefined) return found;
    const epoch = this.present;
    const value = await read();
    this.remember(key, value, epoch);
    return value;
  }
}
