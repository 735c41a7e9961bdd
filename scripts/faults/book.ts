/** What a write is called in the book, and where its mark is looked for afterwards. */
export type Kind =
  | 'progress'
  | 'evidence'
  | 'issue'
  | 'import'
  | 'comment'
  | 'outcome'
  | 'statement'
  | 'measure'
  | 'assignment'
  | 'completion'
  | 'request'
  | 'review';

/** Nobody knows of an unanswered write whether it was done: it may be there once, or not at all. */
type Fate = 'acknowledged' | 'unknown' | 'refused';

export interface Written {
  mark: string;
  kind: Kind;
  fate: Fate;
  /** A field that later writes overwrite. */
  slot: string | null;
  /** Sent more than once because no answer came. */
  isRepeated: boolean;
}

/** All that the writers sent, and what they were told of it. */
export class Book {
  readonly written = new Map<string, Written>();
  acknowledged = 0;
  /** Answers of 500, which nothing that happens here excuses. */
  readonly failures: string[] = [];
  private readonly name: string;
  private sequence = 0;

  constructor(seed: number) {
    this.name = seed.toString(36);
  }

  /** A mark that no other write carries. */
  open(kind: Kind, slot: string | null): Written {
    this.sequence += 1;
    const mark = `fx${this.name}n${String(this.sequence).padStart(6, '0')}`;
    const entry: Written = { mark, kind, slot, fate: 'unknown', isRepeated: false };
    this.written.set(mark, entry);
    return entry;
  }

  settle(entry: Written, fate: Fate): void {
    entry.fate = fate;
    if (fate === 'acknowledged') this.acknowledged += 1;
  }

  /** The marks that a text carries, each once. */
  marksIn(text: string): string[] {
    return [...new Set(text.match(/fx[0-9a-z]+n\d{6,}/g))];
  }
}
