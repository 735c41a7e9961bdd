import type { RegistryEntry, Verdict } from './types.ts';

/** Judges by the digest of all its lines whether a file is a published report, and names the lines that differ. */
export function verifyFile(bytes: Uint8Array, fileName: string, registry: readonly RegistryEntry[]): Verdict {
  throw new Error(`not verified: ${fileName} ${bytes.length} ${registry.length}`);
}
