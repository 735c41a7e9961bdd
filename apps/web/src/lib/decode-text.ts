/** Decodes the bytes of a text file: a byte order mark decides, else UTF-8, else GB18030. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  // Older Windows offices still save .txt in the national encoding.
  return fromUtf8(bytes) ?? new TextDecoder('gb18030').decode(bytes);
}

/** UTF-8, also where the file is cut off inside its last character; null for bytes that are none. */
function fromUtf8(bytes: Uint8Array): string | null {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const text = decoder.decode(bytes, { stream: true });
    const rest = endOf(decoder);
    // Two bytes behind plain ASCII may as well be a character of the other encoding.
    return rest === null && !/[^\0-\x7f]/u.test(text) ? null : text + (rest ?? '\ufffd');
  } catch {
    return null;
  }
}

/** What the decoder still holds; null where that is part of a character. */
function endOf(decoder: TextDecoder): string | null {
  try {
    return decoder.decode();
  } catch {
    return null;
  }
}
