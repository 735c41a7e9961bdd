import type { Metadata } from 'sharp';
import { expect, it } from 'vitest';
import { isWithinMemory } from './check-image.ts';

const head = (more: Partial<Metadata>) =>
  ({ format: 'tiff', width: 4000, height: 4000, channels: 3, depth: 'uchar', ...more }) as Metadata;

it.each<[string, Partial<Metadata>, boolean]>([
  ['a scan', {}, true],
  ['a scan with transparency', { channels: 4 }, true],
  ['one of floating-point numbers', { channels: 4, depth: 'float' }, false],
  ['one of thirty channels', { channels: 30 as Metadata['channels'] }, false],
  [
    'an interlaced PNG of two bytes a sample',
    { format: 'png', isProgressive: true, channels: 4, depth: 'ushort' },
    false,
  ],
  ['a PNG of two bytes a sample, line by line', { format: 'png', channels: 4, depth: 'ushort' }, true],
  ['a photograph, progressive', { format: 'jpeg', isProgressive: true, chromaSubsampling: '4:2:0' }, true],
  [
    'a progressive JPEG for printing',
    { format: 'jpeg', isProgressive: true, channels: 4, chromaSubsampling: '4:4:4:4' },
    false,
  ],
])('of %s it is known whether it can be held in memory', (_, more, expected) => {
  expect(isWithinMemory(head(more))).toBe(expected);
});
