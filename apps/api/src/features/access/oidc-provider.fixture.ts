import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export const CLIENT = { id: 'rectify', secret: 'a-secret-that-only-tests-know' };

export interface TestProvider {
  issuer: string;
  /** Lets only this address be returned to. */
  allow(returnTo: string): void;
  /** Whom the provider takes the browser for. */
  become(username: string): void;
  /** Goes to an address of the provider and through its pages; answers the address that it leads back to. */
  follow(address: string): Promise<string>;
  close(): Promise<void>;
}

const listen = (server: Server) =>
  new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/** A real OpenID Connect provider on loopback whose one person is whoever a test says. */
export async function startProvider(): Promise<TestProvider> {
  let username = '';
  let returnTo = 'http://127.0.0.1/nowhere';
  const server = createServer((request, response) => void handle()(request, response));
  const port = await listen(server);
  const issuer = `http://127.0.0.1:${port}`;
  const build = () =>
    new Provider(issuer, {
      clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [returnTo] }],
      claims: { openid: ['sub'], profile: ['preferred_username'] },
      conformIdTokenClaims: false,
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false } },
      cookies: { keys: ['test'] },
      findAccount: (_context, accountId) => ({
        accountId,
        claims: () => ({ sub: accountId, preferred_username: username }),
      }),
      interactions: { url: (_context, { uid }) => `/person/${uid}` },
      loadExistingGrant: async (context) => {
        const grant = new context.oidc.provider.Grant({
          clientId: CLIENT.id,
          accountId: context.oidc.session?.accountId ?? '',
        });
        grant.addOIDCScope('openid profile');
        await grant.save();
        return grant;
      },
    });
  let provider = build();
  // The person says who they are without being asked.
  const handle =
    () =>
    async (...[request, response]: Parameters<ReturnType<Provider['callback']>>) => {
      if (request.url?.startsWith('/person/'))
        return provider.interactionFinished(request, response, { login: { accountId: `id-of-${username}` } });
      return provider.callback()(request, response);
    };

  return {
    issuer,
    allow(address) {
      returnTo = address;
      provider = build();
    },
    become(name) {
      username = name;
    },
    async follow(address) {
      const cookies = new Map<string, string>();
      let next = address;
      while (next.startsWith(issuer)) {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        const answer = await fetch(next, { redirect: 'manual', headers: { cookie } });
        for (const each of answer.headers.getSetCookie()) {
          const [name = '', value = ''] = each.split(';')[0]?.split('=') ?? [];
          cookies.set(name, value);
        }
        const location = answer.headers.get('location');
        if (!location) throw new Error(`${answer.status} at ${next}: ${await answer.text()}`);
        next = new URL(location, next).href;
      }
      return next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
