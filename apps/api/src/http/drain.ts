import type { ServerResponse } from 'node:http';

/** Knows who is being answered, so that a process that stops lets go of each connection with its last answer. */
export interface Drain {
  isStopping(): boolean;
  enter(response: ServerResponse): void;
  /** From now on every answer is the last on its connection. */
  begin(): void;
  /** Requests that wait for their answer at this moment. */
  underWay(): number;
}

function makeLast(response: ServerResponse): void {
  // Otherwise the sender may put the next request on the connection at the very moment at which it is closed.
  if (!response.headersSent) response.setHeader('Connection', 'close');
}

export function createDrain(): Drain {
  const answering = new Set<ServerResponse>();
  let isStopping = false;
  return {
    isStopping: () => isStopping,
    enter(response) {
      if (isStopping) makeLast(response);
      answering.add(response);
      response.once('close', () => answering.delete(response));
    },
    begin() {
      isStopping = true;
      for (const response of answering) makeLast(response);
    },
    underWay() {
      // One that stands behind another on a connection that is gone is not told so.
      for (const response of answering) if (response.req.socket.destroyed) answering.delete(response);
      return answering.size;
    },
  };
}
