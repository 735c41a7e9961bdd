const PREFIX = 'rectify:draft:';

function keyOf(userId: string, object: string): string {
  return `${PREFIX}${userId}:${object}`;
}

/** What the user typed and has not sent, or null. */
export function readDraft<T>(userId: string, object: string): T | null {
  try {
    const text = localStorage.getItem(keyOf(userId, object));
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

/** Keeps what is being typed on this computer; a full or forbidden store is no reason to disturb the writer. */
export function writeDraft(userId: string, object: string, value: unknown): void {
  try {
    localStorage.setItem(keyOf(userId, object), JSON.stringify(value));
  } catch {
    // Private mode or quota: the page still holds the text.
  }
}

export function clearDraft(userId: string, object: string): void {
  try {
    localStorage.removeItem(keyOf(userId, object));
  } catch {
    // As above.
  }
}

/** Removes every draft of a user; office computers are shared, so signing out must leave no text behind. */
export function clearDrafts(userId: string): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(`${PREFIX}${userId}:`)) localStorage.removeItem(key);
    }
  } catch {
    // As above.
  }
}
