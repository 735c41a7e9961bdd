export const PORT = process.env.E2E_PORT ?? '3199';
export const BASE_URL = `http://127.0.0.1:${PORT}`;

/** What Chromium needs on servers, and what keeps it from calling home where no network is. */
export function browserArgs(): string[] {
  const isRoot = process.getuid?.() === 0;
  return [
    ...(isRoot ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
}
