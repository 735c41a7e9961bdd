import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { watermarkTile } from './watermark.ts';

/** The most that is to be seen along the four edges, between 0 and 255. */
async function edgesOf(tile: Buffer): Promise<number> {
  const { data, info } = await sharp(tile).ensureAlpha().extractChannel(3).raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const isEdge = (at: number) =>
    [0, width - 1].includes(at % width) || [0, height - 1].includes(Math.floor(at / width));
  return data.reduce((most, value, at) => (isEdge(at) ? Math.max(most, value) : most), 0);
}

describe('the tile of the mark', () => {
  it.each([
    ['沈知远', 'office'],
    ['阿', 'a'],
    ['欧阳'.repeat(20), 'g'],
    ['Wolfgang', 'wwwwwwwwwwwwwwwwwwwwwwwwwwwwww'],
  ])('is cut off nowhere: %s, %s', async (name, username) => {
    expect(await edgesOf(watermarkTile({ name, username, at: new Date('2026-11-22T08:05:00Z') }))).toBe(0);
  });
});
