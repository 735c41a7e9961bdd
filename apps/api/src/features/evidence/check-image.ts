import type { Metadata } from 'sharp';
import { Fault } from '../../http/errors.ts';
import { loadSharp, pictureTurn } from './load-sharp.ts';

const PATIENCE_SECONDS = 20;
const MEGAPIXEL = 1_000_000;
/** More than any camera makes. */
const MOST_PIXELS = 250 * MEGAPIXEL;
/** Read line by line: a tall picture costs no more memory than a small one. */
const MOST_LINEWISE = 100 * MEGAPIXEL;
/** Held whole while it is decoded. */
const MOST_WHOLE = 16 * MEGAPIXEL;
/** Bytes of such a picture: channels and their depth can make many of one pixel. */
const MOST_HELD = 72 * MEGAPIXEL;

/** The formats of pictures that are shown, as sharp and as their media types name them. */
const FORMATS: ReadonlyMap<string, string> = new Map([
  ['image/png', 'png'],
  ['image/jpeg', 'jpeg'],
  ['image/webp', 'webp'],
  ['image/gif', 'gif'],
  ['image/tiff', 'tiff'],
]);

/** Whether a preview can be drawn of files of this type. */
export const isDrawable = (mediaType: string) => FORMATS.has(mediaType);

/** The head of a picture; null where it is none of the type that it was taken for. */
export async function readHead(path: string, mediaType: string): Promise<Metadata | null> {
  const sharp = await loadSharp();
  const head = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  const isRight = head !== null && head.format === FORMATS.get(mediaType) && head.width > 0 && head.height > 0;
  return isRight ? head : null;
}

const pixelsOf = ({ width, height, pages = 1 }: Metadata) => width * height * pages;

const SAMPLE_BYTES: ReadonlyMap<string, number> = new Map([
  ...(['uchar', 'char'] as const).map((depth) => [depth, 1] as const),
  ...(['ushort', 'short'] as const).map((depth) => [depth, 2] as const),
]);
/** Of floating-point numbers and longer integers. */
const LARGEST_SAMPLE = 8;

/** Bytes that a picture takes for each of its pixels while it is held whole. */
function bytesPerPixel({ format, depth, channels, chromaSubsampling }: Metadata): number {
  // What a progressive JPEG is put together from are numbers of two bytes, of colours often a quarter.
  if (format === 'jpeg') return chromaSubsampling === '4:2:0' ? 3 : 2 * channels;
  return channels * (SAMPLE_BYTES.get(depth) ?? LARGEST_SAMPLE);
}

/** Whether a picture can be drawn within our memory. */
export function isWithinMemory(head: Metadata): boolean {
  const pixels = head.width * head.height;
  const isLinewise = (head.format === 'png' || head.format === 'jpeg') && head.isProgressive !== true;
  if (isLinewise) return pixels <= MOST_LINEWISE;
  return pixels <= MOST_WHOLE && pixels * bytesPerPixel(head) <= MOST_HELD;
}

/** Whether the picture is there to its end: what is cut off has a head as good as any. */
function isWhole(path: string): Promise<boolean> {
  return pictureTurn(async () => {
    const sharp = await loadSharp();
    const whole = sharp(path, { limitInputPixels: false, sequentialRead: true, failOn: 'truncated' });
    const drawn = whole.timeout({ seconds: PATIENCE_SECONDS }).resize({ width: 8, height: 8, fit: 'fill' }).raw();
    return drawn.toBuffer().then(
      () => true,
      () => false,
    );
  });
}

const damaged = () => new Fault('unsupported', '这张图片已损坏，打不开。请重新拍摄或另存后上传。');

/** Refuses a picture that opens nowhere or is cut off, and a small file that would unfold to an enormous picture. */
export async function checkImage(path: string, mediaType: string): Promise<void> {
  if (!isDrawable(mediaType)) return;
  const head = await readHead(path, mediaType);
  if (!head) throw damaged();
  if (pixelsOf(head) > MOST_PIXELS)
    throw new Fault(
      'unsupported',
      `这张图片有 ${Math.round(pixelsOf(head) / MEGAPIXEL / 100)} 亿像素，打开会拖垮电脑，没有保存。请缩小后上传。`,
    );
  if (isWithinMemory(head) && !(await isWhole(path))) throw damaged();
}
