import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

// What security.md says of the sources as a whole: rules that a reviewer would otherwise look for by hand.

const ROOT = path.resolve(import.meta.dirname, '../..');
const IS_PROGRAM = /^(?:apps|packages)\/[^/]+\/src\/.+\.tsx?$/;
const IS_TRIAL = /\.(?:test|fixture)\.tsx?$|\/test(?:ing)?\/|\/testing\.ts$|\/generated\/|\/canaries\/|\/access-walk\//;

interface Source {
  file: string;
  text: string;
}

function programSources(): Source[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).split('\n');
  return listed
    .filter((file) => IS_PROGRAM.test(file) && !IS_TRIAL.test(file))
    .map((file) => ({ file, text: readFileSync(path.join(ROOT, file), 'utf8') }));
}

const sources = programSources();
const uses = (pattern: RegExp, among: readonly Source[] = sources) =>
  among.filter(({ text }) => pattern.test(text)).map(({ file }) => file);
const under = (folder: string) => sources.filter(({ file }) => file.startsWith(folder));

describe('the sources', () => {
  it('are looked at', () => {
    expect(sources.length).toBeGreaterThan(300);
    expect(uses(/from 'zod'/).length).toBeGreaterThan(20);
  });

  it('nothing is evaluated', () => {
    expect(uses(/\beval\(|new Function\(|setTimeout\(\s*['"`]|from 'node:vm'/)).toEqual([]);
  });

  it('no page is made of a string, and no address of a word that somebody typed', () => {
    // The data block of a public page, escaped for where it stands.
    expect(uses(/dangerouslySetInnerHTML/)).toEqual(['apps/api/src/http/page.tsx']);
    expect(uses(/\.innerHTML|outerHTML|insertAdjacentHTML|document\.write/, under('apps/web'))).toEqual([]);
    // Every address begins with what we wrote ourselves, or is made by a function that does.
    const strange =
      /href=\{(?!`[/#]|hrefOf\(|pathOf\(|address\(|to[(}]|CSS_PATH\}|isInForce \? `\/|`\$\{(?:path|pathOf\([^)]*\)|site\.origin)\})/;
    expect(uses(strange)).toEqual([]);
  });

  it('queries put nothing into SQL but parameters', () => {
    // The limiter's own statements with their parameters, behind our pool.
    expect(uses(/\$(?:query|execute)RawUnsafe/)).toEqual(['apps/api/src/features/feedback/limits.ts']);
    // Names of our own columns, from a list in the source.
    const listed = sources.filter(({ text }) => text.includes('Prisma.raw('));
    expect(uses(/Prisma\.raw\((?!`c\.\$\{countedOf\(|column\)|COLUMNS|')/, listed)).toEqual([]);
    expect(uses(/Prisma\.raw\(/)).toEqual([
      'apps/api/src/features/overview/figures.ts',
      'apps/api/src/features/overview/fold-tally.ts',
    ]);
  });

  it('no program is started by a shell, and by the api none at all', () => {
    expect(uses(/child_process/, under('apps'))).toEqual([]);
    expect(
      uses(
        /\bexec(?:Sync)?\(|shell:\s*true/,
        sources.filter(({ text }) => /child_process/.test(text)),
      ),
    ).toEqual([]);
  });

  it('the server calls no address that a request brought', () => {
    const server = [...under('apps/api'), ...under('packages')];
    expect(
      uses(/(?<![.\w])fetch\(\s*['"`\w]|https?\.(?:get|request)\(|from '(?:axios|got|undici|node-fetch)'/, server),
    ).toEqual([]);
    // The virus scanner of the settings; the identity provider of the settings goes through openid-client. A server that
    // listens calls nobody.
    const sockets = /(?<!import \{ Server as NetServer \} )from 'node:(?:net|tls|dgram)'/;
    expect(uses(sockets, under('apps/api'))).toEqual(['apps/api/src/features/evidence/scan-virus.ts']);
    expect(uses(/from 'openid-client'/)).toEqual(['apps/api/src/features/access/oidc.ts']);
  });

  it('no page listens to messages of other windows', () => {
    expect(uses(/postMessage|addEventListener\(\s*['"]message|onmessage|jsonp/i)).toEqual([]);
  });

  it('no field forbids to paste', () => {
    expect(uses(/onPaste=|onCopy=|onCut=/, under('apps/web/src/features/access'))).toEqual([]);
  });

  it('nothing secret is made by Math.random', () => {
    expect(uses(/Math\.random/)).toEqual([]);
  });

  it('no certificate is waved through', () => {
    expect(uses(/rejectUnauthorized|NODE_TLS_REJECT|checkServerIdentity/)).toEqual([]);
  });

  it('hashes, ciphers and signatures are those of the inventory', () => {
    const named =
      /create(?:Hash|Hmac|Cipheriv|Decipheriv)\(\s*'([^']+)'|hkdfSync\(\s*'([^']+)'|generateKeyPair(?:Sync)?\(\s*'([^']+)'/g;
    const found = sources.flatMap(({ text }) => [...text.matchAll(named)].map(([, a, b, c]) => a ?? b ?? c));
    expect([...new Set(found)].toSorted()).toEqual(['aes-256-gcm', 'ed25519', 'sha256']);
    // Every use names its algorithm where it stands, so that the list above is whole.
    expect(uses(/create(?:Hash|Hmac|Cipheriv|Decipheriv)\(\s*(?!')/)).toEqual([]);
    expect(uses(/from '(?:bcrypt|crypto-js|node-forge|elliptic|tweetnacl|argon2)/)).toEqual([]);
  });

  it('no secret stands in the source', () => {
    expect(
      uses(
        /-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|(?:secret|password|token)\w*\s*[:=]\s*'[A-Za-z0-9+/=_-]{20,}'/i,
      ),
    ).toEqual([]);
  });
});

interface Locked {
  version?: string;
  integrity?: string;
  link?: boolean;
  resolved?: string;
}

it('every component comes by name, version and hash', () => {
  const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const locked = Object.entries(lock.packages).filter(([name, { link }]) => name.startsWith('node_modules/') && !link);
  expect(locked.length).toBeGreaterThan(300);
  const loose = locked.filter(([, { version, integrity }]) => !version || !integrity?.startsWith('sha512-'));
  expect(loose.map(([name]) => name)).toEqual([]);
});
