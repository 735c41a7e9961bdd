// The name under which people see and save a file: never where it is stored.

/** Bytes: what file systems take, with room for a mark before or after. */
const MOST_BYTES = 200;
// What changes the order or the place of a name when shown or saved: control and format characters, separators.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\\/:*?"<>|]/gu;
/** More marks above or below one letter than any language puts there. */
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;
/** Windows takes these for devices, whatever follows the first dot. */
const RESERVED = /^(?:con|prn|aux|nul|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;
const NAMELESS = '未命名文件';

const bytesOf = (text: string) => Buffer.byteLength(text);

function shorten(text: string, most: number): string {
  let short = '';
  let bytes = 0;
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > most) break;
    short += character;
  }
  return short.trimEnd();
}

/** The part after the last dot, in small letters; empty where there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  const extension = dot === -1 ? '' : name.slice(dot + 1).toLowerCase();
  return /^[a-z0-9]{1,10}$/.test(extension) ? extension : '';
}

/** The name as people may see and save it: no path, no control or direction marks, of a length that every system takes. */
export function neutralName(name: string): string {
  const last = name.toWellFormed().normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const clean = last.replaceAll(UNSAFE, '_').replaceAll(PILED_MARKS, '$1').replace(/\s+/gu, ' ').trim();
  const visible = clean.replace(/^\.+(?=.*\.)/u, '').replace(/[. ]+$/u, '');
  const extension = extensionOf(visible);
  const rest = extension === '' ? visible : visible.slice(0, -extension.length - 1);
  const stem = rest.replace(/^\.+/u, '').trim() || NAMELESS;
  const safe = RESERVED.test(stem) ? `_${stem}` : stem;
  const short = shorten(safe, MOST_BYTES - bytesOf(extension) - 1);
  return extension === '' ? short : `${short}.${extension}`;
}

/** The name with the extension that its content calls for, so that it opens in the right program. */
export function nameFor(name: string, extensions: readonly string[]): string {
  if (extensions.includes(extensionOf(name))) return name;
  const extension = extensions[0] ?? '';
  return `${shorten(name, MOST_BYTES - bytesOf(extension) - 1)}.${extension}`;
}
