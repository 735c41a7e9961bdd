import { Transform } from 'node:stream';
import { ByteReader } from './bytes.ts';
import { altered, cutOff } from './fault.ts';
import { createOpener, FRAME_BYTES, noBackup, parseLength, type Sealer, TAG_BYTES } from './seal.ts';

/** Longest first line that is read. */
export const HEAD_LIMIT = 4_096;

/** Cuts what flows through into frames and seals each. */
export function sealStream(sealer: Sealer): Transform {
  let held: Buffer[] = [];
  let length = 0;
  const takeFrame = () => {
    const all = Buffer.concat(held, length);
    held = [all.subarray(FRAME_BYTES)];
    length = held[0]?.length ?? 0;
    return all.subarray(0, FRAME_BYTES);
  };
  return new Transform({
    construct(done) {
      this.push(sealer.head);
      done();
    },
    transform(chunk: Buffer, _encoding, done) {
      held.push(chunk);
      length += chunk.length;
      // A full frame is held back until more comes: only then is it known not to be the last.
      while (length > FRAME_BYTES) this.push(sealer.seal(takeFrame(), false));
      done();
    },
    flush(done) {
      this.push(sealer.seal(takeFrame(), true));
      done();
    },
  });
}

/** The content of sealed frames, each checked before it is handed on; throws where one is missing or does not fit. */
export async function* openFrames(source: AsyncIterable<Buffer>, passphrase: string | null): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  const head = await reader.line(HEAD_LIMIT);
  if (!head) throw noBackup();
  const opener = await createOpener(passphrase, head);
  for (;;) {
    const length = await reader.take(4);
    if (!length) throw cutOff();
    const { size, isLast } = parseLength(length);
    if (size > FRAME_BYTES) throw altered();
    const body = size === 0 ? Buffer.alloc(0) : await reader.take(size);
    const tag = await reader.take(TAG_BYTES);
    if (!body || !tag) throw cutOff();
    yield opener.open(length, body, tag);
    if (!isLast) continue;
    if ((await reader.take(1)) !== null) throw altered();
    return;
  }
}
