import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOidc } from './oidc.ts';

// A provider that answers what a test says, as one would that somebody stands in the way of.

const CLIENT = 'rectify';
const STATE = 'a-state-of-this-flow';
const CHECKS = { state: STATE, nonce: 'a-nonce', verifier: 'a-verifier-that-is-long-enough-0123456789-0123456789' };
const [known, other] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));

let server: Server;
let issuer: string;
let idToken = '';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function tokenOf(claims: object, key: KeyObject | undefined, alg = 'RS256'): string {
  const now = Math.floor(Date.now() / 1000);
  const usual = { iss: issuer, aud: CLIENT, sub: 'id-1', nonce: CHECKS.nonce, iat: now, exp: now + 60 };
  const text = `${encode({ alg, kid: 'k' })}.${encode({ ...usual, preferred_username: 'office', ...claims })}`;
  return `${text}.${key ? sign('sha256', Buffer.from(text), key).toString('base64url') : ''}`;
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const answers: Record<string, unknown> = {
      '/.well-known/openid-configuration': {
        ...{ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` },
        ...{ jwks_uri: `${issuer}/jwks`, id_token_signing_alg_values_supported: ['RS256'] },
        ...{ response_types_supported: ['code'], subject_types_supported: ['public'] },
      },
      '/jwks': { keys: [{ ...known?.publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }] },
      '/token': { access_token: 'x', token_type: 'Bearer', expires_in: 60, id_token: idToken },
    };
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(answers[request.url ?? ''] ?? {}));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

/** The name that an answer with this ID token vouches for. */
async function nameFrom(token: string): Promise<string> {
  idToken = token;
  const settings = { issuer, clientId: CLIENT, clientSecret: 'secret', claim: 'preferred_username', label: '登录' };
  const oidc = createOidc({ ...settings, publicUrl: 'http://rectify.test' });
  return oidc.complete(`/api/session/single-sign-on/return?code=c&state=${STATE}`, CHECKS);
}

describe('an ID token', () => {
  it('of the provider opens the account that it names', async () => {
    expect(await nameFrom(tokenOf({}, known?.privateKey))).toBe('office');
  });

  it('of another key, or of none, opens nothing', async () => {
    await expect(nameFrom(tokenOf({}, other?.privateKey))).rejects.toThrow();
    await expect(nameFrom(tokenOf({}, undefined, 'none'))).rejects.toThrow();
  });

  it('for another client, of another issuer, flow or time opens nothing', async () => {
    for (const claims of [{ aud: 'another' }, { iss: 'http://127.0.0.1:1' }, { nonce: 'another' }, { exp: 1 }])
      await expect(nameFrom(tokenOf(claims, known?.privateKey)), JSON.stringify(claims)).rejects.toThrow();
  });
});
