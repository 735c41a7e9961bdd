import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Zippable } from 'fflate';

/** Earliest day that a zip archive can hold; every part gets it, since when a file was made is not what it says. */
const PART_DATE = new Date(1980, 0, 1);

/** Rewrites an Office package so that its bytes depend on its contents alone; `instant` is when the report was published. */
export function fixPackage(bytes: Uint8Array, instant: string): Uint8Array {
  const parts = unzipSync(bytes);
  const fixed: Zippable = {};
  for (const name of Object.keys(parts).toSorted(byOrder)) {
    const part = parts[name] ?? new Uint8Array();
    fixed[name] = name === 'docProps/core.xml' ? strToU8(withInstant(strFromU8(part), instant)) : part;
  }
  return zipSync(fixed, { mtime: PART_DATE, level: 6 });
}

/** Readers expect the list of content types first. */
function byOrder(a: string, b: string): number {
  const first = (name: string) => (name === '[Content_Types].xml' ? 0 : 1);
  return first(a) - first(b) || (a < b ? -1 : 1);
}

function withInstant(xml: string, instant: string): string {
  return xml.replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/gu, `$1${instant.replace(/\.\d+Z$/u, 'Z')}`);
}
