import { Fault } from '../../http/errors.ts';
import { isWithinMemory, readHead } from './check-image.ts';
import { loadSharp, pictureTurn } from './load-sharp.ts';
import { watermarkTile, type Reader } from './watermark.ts';

/** Pixels along the longer side; enough to read a document that was photographed. */
const LONGEST = 2_000;
const PATIENCE_SECONDS = 20;

const unreadable = () => new Fault('unsupported', '这张图片不能预览，请下载后查看。');

/**
 * The picture drawn anew, upright and of a size for the screen, with the reader's name and the time across it: nothing
 * of the file but its pixels reaches the browser.
 */
export function drawPreview(path: string, mediaType: string, reader: Reader): Promise<Buffer> {
  return pictureTurn(async () => {
    const head = await readHead(path, mediaType);
    if (!head) throw unreadable();
    if (!isWithinMemory(head)) throw new Fault('unsupported', '这张图片太大，不能预览，请下载后查看。');
    try {
      const small = await shrink(path);
      return await mark(small, head.orientation ?? 1, reader);
    } catch (error) {
      throw error instanceof Fault ? error : unreadable();
    }
  });
}

interface Small {
  data: Buffer;
  info: { width: number; height: number; channels: 1 | 2 | 3 | 4 };
}

/** Only the pixels, few enough for the screen; turned later, for turning holds what it turns in memory. */
async function shrink(path: string): Promise<Small> {
  const sharp = await loadSharp();
  return sharp(path, { limitInputPixels: false, sequentialRead: true, failOn: 'none', autoOrient: false })
    .timeout({ seconds: PATIENCE_SECONDS })
    .resize({ width: LONGEST, height: LONGEST, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
}

/** How a camera was held, as the first pixel's corner tells: mirrored or not, then turned. */
const TURNS: Readonly<Record<number, { isMirrored: boolean; degrees: number }>> = {
  2: { isMirrored: true, degrees: 0 },
  3: { isMirrored: false, degrees: 180 },
  4: { isMirrored: true, degrees: 180 },
  5: { isMirrored: true, degrees: 270 },
  6: { isMirrored: false, degrees: 90 },
  7: { isMirrored: true, degrees: 90 },
  8: { isMirrored: false, degrees: 270 },
};

async function mark({ data, info }: Small, orientation: number, reader: Reader): Promise<Buffer> {
  const sharp = await loadSharp();
  const { width, height, channels } = info;
  const { isMirrored, degrees } = TURNS[orientation] ?? { isMirrored: false, degrees: 0 };
  const picture = sharp(data, { raw: { width, height, channels } }).flop(isMirrored).rotate(degrees);
  const input = await tileWithin(reader, Math.min(width, height));
  return picture
    .composite([{ input, tile: true, gravity: 'northwest' }])
    .jpeg({ quality: 80 })
    .toBuffer();
}

/** What lies over a picture must not be larger than it. */
async function tileWithin(reader: Reader, most: number): Promise<Buffer> {
  const sharp = await loadSharp();
  const tile = sharp(watermarkTile(reader));
  return tile.resize({ width: most, height: most, fit: 'inside', withoutEnlargement: true }).png().toBuffer();
}
