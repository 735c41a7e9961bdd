/** Submissions that nobody knows the outcome of, by what was sent. */
const unanswered = new Map<string, string>();

/** A submission under its own number, so that sending it again after a lost answer does not do it twice. */
export interface Submission {
  key: string;
  /** The server said what became of it: the same words next time are meant anew. */
  settle(status: number): void;
}

/** The number for sending this: the same one for as long as no answer to it was read. */
export function beginSubmission(sent: string): Submission {
  const key = unanswered.get(sent) ?? crypto.randomUUID();
  unanswered.set(sent, key);
  return {
    key,
    settle(status) {
      // 5xx may come from a proxy, or after the write.
      if (status > 0 && status < 500) unanswered.delete(sent);
    },
  };
}
