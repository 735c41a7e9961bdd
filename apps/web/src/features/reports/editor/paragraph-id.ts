const PREFIX = 'new-';

/** Whether a person added the paragraph, so that it has no wording in the ledger. */
export function isAdded(paragraphId: string): boolean {
  return paragraphId.startsWith(PREFIX);
}

/** An id for a new paragraph; `crypto.randomUUID` exists only over https, which an office network may not have. */
export function newParagraphId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `${PREFIX}${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
