import * as oidc from 'openid-client';
import { z } from 'zod';

/** What the way back must bring along again. */
export interface Checks {
  state: string;
  nonce: string;
  verifier: string;
}

export interface SingleSignOn {
  /** What the button says. */
  label: string;
  /** The provider's address to go to, and what to check on the way back. */
  begin(): Promise<{ address: string; checks: Checks }>;
  /** The user name that the provider vouches for; throws when anything about the answer is not as it must be. */
  complete(returnedTo: string, checks: Checks): Promise<string>;
}

export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The claim that holds the user name. */
  claim: string;
  label: string;
  publicUrl: string;
}

const RETURN_PATH = '/api/session/single-sign-on/return';
const username = z.string().trim().toLowerCase().min(2).max(60);
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/;
const RETRY_MS = 10_000;

/** Single sign-on by OpenID Connect: code flow with PKCE, state and nonce; the provider is asked when first needed. */
export function createOidc(settings: OidcSettings): SingleSignOn {
  const { issuer, clientId, clientSecret, claim, label, publicUrl } = settings;
  let found: Promise<oidc.Configuration> | null = null;
  let failedAt = 0;

  async function configuration(): Promise<oidc.Configuration> {
    if (found && failedAt > 0 && performance.now() - failedAt > RETRY_MS) found = null;
    if (!found) {
      failedAt = 0;
      // The signature of an ID token is verified also where it came over TLS. Plain HTTP never leaves this machine.
      const execute = [oidc.enableNonRepudiationChecks, ...(LOOPBACK.test(issuer) ? [oidc.allowInsecureRequests] : [])];
      found = oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute, timeout: 10 });
      found.catch(() => (failedAt = performance.now()));
    }
    return found;
  }

  return {
    label,
    async begin() {
      const checks = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const address = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: new URL(RETURN_PATH, publicUrl).href,
        scope: 'openid profile',
        state: checks.state,
        nonce: checks.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(checks.verifier),
        code_challenge_method: 'S256',
      });
      return { address: address.href, checks };
    },
    async complete(returnedTo, { state, nonce, verifier }) {
      // Whatever host the request named, the address that counts is ours.
      const { search } = new URL(returnedTo, publicUrl);
      const current = new URL(`${RETURN_PATH}${search}`, publicUrl);
      const config = await configuration();
      const tokens = await oidc.authorizationCodeGrant(config, current, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('no ID token');
      if (claims[claim] !== undefined) return username.parse(claims[claim]);
      const more = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
      return username.parse(more[claim]);
    },
  };
}
