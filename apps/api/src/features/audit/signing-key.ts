import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeSeed, signingKeyOf, type SigningKey } from '@rectify/audit-chain';
import type { Settings } from '../../env.ts';

const FILE = 'audit-signing-key';

function readSeed(file: string): Buffer | null {
  try {
    return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The key that signs checkpoints; where none is set, one is made and kept beside the data, not in the database. */
export function auditKeyOf({ AUDIT_SIGNING_KEY, DATA_DIR }: Settings): SigningKey {
  if (AUDIT_SIGNING_KEY) return signingKeyOf(Buffer.from(AUDIT_SIGNING_KEY, 'base64url'));
  const file = path.join(DATA_DIR, FILE);
  const known = readSeed(file);
  if (known) return signingKeyOf(known);
  mkdirSync(DATA_DIR, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, `${makeSeed().toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Of two processes that start at once, the second takes what the first has made.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return signingKeyOf(readSeed(file) ?? Buffer.alloc(0));
}
