import type { ServerResponse } from 'node:http';

/** Milliseconds in which nothing moves on a connection. */
export interface Patience {
  /** While an answer is being made, which may take its time. */
  making: number;
  /** While it waits to be read. Node begins once more where a little was taken since: up to twice as long in all. */
  unread: number;
  /** Between two looks at who waits for whom. */
  everyMs: number;
}

export interface UnreadAnswers {
  /** Begins to look after an answer, until it is out or its connection is gone. */
  watch(response: ServerResponse): void;
  close(): void;
}

/** Whether it is the reader who is waited for: nothing more is to come, or nothing more fits. */
const isWaiting = (response: ServerResponse) => response.writableEnded || response.writableNeedDrain;

/**
 * Waits less long for somebody who does not read than for our own work. One time limit for both would have to be that
 * of the longest work, and whoever asks for long answers and reads none could hold their bytes all the while.
 */
export function watchUnread({ making, unread, everyMs }: Patience): UnreadAnswers {
  // Null: not looked at yet, so that the answer before it on the same connection may have left its own limit there.
  const answers = new Map<ServerResponse, boolean | null>();
  const look = () => {
    for (const [response, before] of answers) {
      // One that stood behind another is not told that its connection is gone.
      if (response.req.socket.destroyed) answers.delete(response);
      const now = isWaiting(response);
      // Without a connection it stands behind another answer.
      if (now === before || !response.socket) continue;
      answers.set(response, now);
      response.socket.setTimeout(now ? unread : making);
    }
  };
  const looking = setInterval(look, everyMs).unref();
  return {
    watch(response) {
      answers.set(response, null);
      response.once('close', () => answers.delete(response));
    },
    close: () => clearInterval(looking),
  };
}
