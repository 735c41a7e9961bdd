const PREFIX = 'rectify:draft:';

function keyOf(userId: string, object: string): string {
  return `${PREFIX}${userId}:${object}`;
}

/** The keys that begin so; none where the store is forbidden. */
function draftKeys(start: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return [];
  }
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

/** Takes every draft of an object out of the store, whichever window left it there; the taker keeps what it still needs. */
export function takeDrafts<T>(userId: string, object: string): T[] {
  const keys = draftKeys(keyOf(userId, object));
  const drafts = keys.map((key) => readDraft<T>(userId, key.slice(keyOf(userId, '').length)));
  for (const key of keys) localStorage.removeItem(key);
  return drafts.filter((draft) => draft !== null);
}

/** Removes every draft of a user; office computers are shared, so signing out must leave no text behind. */
export function clearDrafts(userId: string): void {
  for (const key of draftKeys(keyOf(userId, ''))) localStorage.removeItem(key);
}
