/** A failure of the database that a person can act on; its message is a Chinese sentence that says what to do. */
export class DatabaseFault extends Error {
  override name = 'DatabaseFault';
}

/** The text of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The SQLSTATE or system code of an error, or an empty string. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
