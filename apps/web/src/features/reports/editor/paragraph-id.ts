/** An id for a new paragraph; `crypto.randomUUID` exists only over https, which an office network may not have. */
export function newParagraphId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `new-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
