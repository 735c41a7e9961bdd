import { randomBytes } from 'node:crypto';
import type { OpenCtx } from '../../context.ts';
import type { Wire } from '../../http/meeting.ts';
import { hashToken, isSame, readCookie, setCookie, sign, type CookieName } from './cookies.ts';

// A browser that its owner signed in with before keeps a signed mark of it. Failures from it are counted apart, so
// that nobody elsewhere can lock the owner out; the mark opens nothing by itself.

const DAYS_KNOWN = 180;
const PURPOSE = 'known device';

const cookieOf = (username: string): CookieName => `device-${hashToken(username).slice(0, 12)}`;
const signed = (ctx: OpenCtx, username: string, mark: string) => sign(ctx.secret, PURPOSE, `${username}|${mark}`);

/** The mark of this browser for this account, or null when it is not known. */
export function knownDevice(ctx: OpenCtx, { request }: Wire, username: string): string | null {
  const [nonce = '', until = '', signature = ''] =
    readCookie(ctx.settings, request, cookieOf(username))?.split('.') ?? [];
  const mark = `${nonce}.${until}`;
  if (!nonce || !isSame(signature, signed(ctx, username, mark))) return null;
  return Number(until) * 1000 > ctx.at.getTime() ? nonce : null;
}

/** Marks this browser as one that the account's owner signs in with. */
export function rememberDevice(ctx: OpenCtx, { response }: Wire, username: string): void {
  const seconds = DAYS_KNOWN * 86_400;
  const mark = `${randomBytes(12).toString('base64url')}.${Math.floor(ctx.at.getTime() / 1000) + seconds}`;
  setCookie(ctx.settings, response, cookieOf(username), `${mark}.${signed(ctx, username, mark)}`, seconds);
}
