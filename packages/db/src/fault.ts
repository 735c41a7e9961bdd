/** A failure of the database that a person can act on; its message is a Chinese sentence that says what to do. */
export class DatabaseFault extends Error {
  override name = 'DatabaseFault';
}

/** The text of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The failure that not reaching the server becomes. */
export function unreachable(error: unknown): DatabaseFault {
  return new DatabaseFault(
    `连不上数据库：${messageOf(error)}。请检查 DATABASE_URL 里的地址、账号和密码，并确认数据库已启动。`,
    { cause: error },
  );
}

/** The SQLSTATE or system code of an error, or an empty string. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
