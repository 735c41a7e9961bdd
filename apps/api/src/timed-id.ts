import { randomBytes } from 'node:crypto';

let lastTime = 0;
let sequence = 0;

/** An id in the order of time (UUID v7), as those that Prisma makes; of one process also within a millisecond. */
export function timedId(): string {
  const now = Date.now();
  // Starts low, so that the next ones of this millisecond have room above it.
  sequence = now > lastTime ? randomBytes(1).readUInt8() : sequence + 1;
  if (sequence > 0xfff) sequence = 0;
  lastTime = Math.max(lastTime, now);
  const time = lastTime.toString(16).padStart(12, '0');
  const random = randomBytes(8);
  random[0] = ((random[0] ?? 0) & 0x3f) | 0x80;
  const tail = random.toString('hex');
  const counter = sequence.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
