import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { at } from './root.mjs';

const STAMPS = at('.cache', 'prepared.json');
const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'generated', 'coverage']);
const SKIPPED_FILES = /\.(test|bench|fixture)\.[a-z]+$/;

/** A hash over the contents of files and folders; tests and generated files do not count. */
export function fingerprint(entries) {
  const hash = createHash('sha256').update(process.version);
  for (const file of entries.flatMap((entry) => listFiles(at(entry))).sort()) {
    hash.update(`\0${path.relative(at(), file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function listFiles(entry) {
  if (!existsSync(entry)) return [];
  if (statSync(entry).isFile()) return SKIPPED_FILES.test(entry) ? [] : [entry];
  return readdirSync(entry, { withFileTypes: true })
    .filter((child) => !SKIPPED_FOLDERS.has(child.name))
    .flatMap((child) => listFiles(path.join(entry, child.name)));
}

/** Does the work unless its result is there and nothing that goes into it has changed since. */
export async function whenChanged(name, { inputs, output }, work) {
  const current = fingerprint(inputs);
  if (existsSync(at(output)) && readStamps()[name] === current) return;
  await work();
  writeStamps({ ...readStamps(), [name]: current });
}

function readStamps() {
  try {
    return JSON.parse(readFileSync(STAMPS, 'utf8'));
  } catch {
    return {};
  }
}

function writeStamps(stamps) {
  mkdirSync(path.dirname(STAMPS), { recursive: true });
  const draft = `${STAMPS}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(stamps, null, 2)}\n`);
  renameSync(draft, STAMPS);
}
