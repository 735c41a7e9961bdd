// The tools here are plain JavaScript without dependencies: a fresh clone has no node_modules yet.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** A path inside the project. */
export function at(...parts) {
  return path.join(root, ...parts);
}
