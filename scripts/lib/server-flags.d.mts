/** What Node is told when it runs the server: bounds of its memory. */
export const SERVER_FLAGS: readonly string[];
