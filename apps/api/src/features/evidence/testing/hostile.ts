/** One file as someone means harm with it, and what must become of it. */
export interface Hostile {
  what: string;
  name: string;
  content: Buffer;
  /** 201: taken, under a name that ends so; else refused, with words like these. */
  expected: { status: 201; ending?: string; type?: string } | { status: 400 | 413 | 415; says: RegExp };
}

export const MB = 1024 * 1024;
/** Refused as what it is, in words like these. */
export const refused = (says: RegExp) => ({ status: 415 as const, says });
/** Taken, under a name that ends so. */
export const taken = (ending: string, type?: string) => ({ status: 201 as const, ending, ...(type && { type }) });
