import { createHmac, hkdfSync, randomBytes, createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { CookieOptions, Response } from 'express';
import type { Settings } from '../../env.ts';

/** Cookies that only we set: `session`, `step` (half a sign-in) and `sso` (on the way to the other house). */
export type CookieName = 'session' | 'step' | 'sso' | `device-${string}`;

const isOverTls = ({ PUBLIC_URL }: Settings) => PUBLIC_URL?.startsWith('https:') ?? false;

/** Behind TLS the prefix makes browsers refuse the cookie from any other host or path, or over plain HTTP. */
const fullName = (settings: Settings, name: CookieName) => `${isOverTls(settings) ? '__Host-' : ''}rectify-${name}`;

function optionsOf(settings: Settings, name: CookieName): CookieOptions {
  // The way back from single sign-on begins on another site: only 'lax' comes along.
  const sameSite = name === 'sso' ? 'lax' : 'strict';
  return { httpOnly: true, secure: isOverTls(settings), sameSite, path: '/' };
}

/** The value of one of our cookies, or null. */
export function readCookie(settings: Settings, request: IncomingMessage, name: CookieName): string | null {
  const wanted = `${fullName(settings, name)}=`;
  const found = request.headers.cookie?.split('; ').find((part) => part.startsWith(wanted));
  return found?.slice(wanted.length) || null;
}

/** Gives a cookie to the browser; without an age it ends with the browser. */
export function setCookie(settings: Settings, response: Response, name: CookieName, value: string, seconds?: number) {
  const age = seconds === undefined ? {} : { maxAge: seconds * 1000 };
  response.cookie(fullName(settings, name), value, { ...optionsOf(settings, name), ...age });
}

/** Takes a cookie back. */
export function clearCookie(settings: Settings, response: Response, name: CookieName): void {
  response.clearCookie(fullName(settings, name), optionsOf(settings, name));
}

/** A random value that nobody can guess, and the form of it that the database keeps. */
export function makeToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** What the database keeps of a random value: enough to know it again, not enough to use it. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A key for one purpose, from the one secret of the installation. */
export function keyFor(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `rectify ${purpose}`, 32));
}

/** A signature over some words that only this installation can make. */
export function sign(secret: string, purpose: string, text: string): string {
  return createHmac('sha256', keyFor(secret, purpose)).update(text).digest('base64url');
}

/** Whether two texts are equal, in a time that tells nothing. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
