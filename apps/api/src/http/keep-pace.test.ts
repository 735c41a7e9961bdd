import { PassThrough } from 'node:stream';
import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { keepPace } from './keep-pace.ts';

const slow = () => new PassThrough({ highWaterMark: 1 });
const paced = (stream: PassThrough) => keepPace(stream as unknown as ServerResponse);

it('waits for a slow reader any number of times and listens for nothing afterwards', async () => {
  const stream = slow();
  const before = stream.listenerCount('close');
  for (let count = 0; count < 20; count += 1) {
    stream.write('一行');
    const waiting = paced(stream);
    expect(stream.writableNeedDrain).toBe(true);
    stream.read();
    await waiting;
  }
  expect([stream.listenerCount('close'), stream.listenerCount('drain')]).toEqual([before, 0]);
});

it('waits no longer for a reader who has left', async () => {
  const stream = slow();
  stream.write('一行');
  const waiting = paced(stream);
  stream.destroy();
  await waiting;
  await paced(stream);
});
