import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { Fault } from '../../http/errors.ts';
import { loadSharp, pictureTurn } from './load-sharp.ts';
import { watermarkTile, type Reader } from './watermark.ts';

const MEGABYTE = 1024 * 1024;
const MOST_BYTES = 40 * MEGABYTE;
const PATIENCE_MS = 20_000;
/** How much the process may grow meanwhile: for the library, and for the file and its new form. */
const mostGrowth = (size: number) => 64 * MEGABYTE + 3 * size;
const LOOK_EVERY_MS = 50;
const LIMITS = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 16 };

/** Points of the page for each dot of the mark, which is drawn twice as fine as it is shown. */
const SCALE = 0.4;
const DENSITY = 144;

const MARKER = new URL('./pdf-marker.mjs', import.meta.url);

const unreadable = () => new Fault('unsupported', '这份 PDF 已加密或不规范，不能加水印预览，请下载后查看。');
const tooLarge = () => new Fault('unsupported', '这份 PDF 太大，不能加水印预览，请下载后查看。');

/** What the thread hands over; it is ended where it takes too long, or too much: a small file can unfold without end. */
function handedOverBy(worker: Worker, size: number): Promise<Uint8Array> {
  const before = process.memoryUsage.rss();
  return new Promise((resolve, reject) => {
    const growth = setInterval(() => {
      if (process.memoryUsage.rss() - before > mostGrowth(size)) end(() => reject(tooLarge()));
    }, LOOK_EVERY_MS);
    const patience = setTimeout(() => end(() => reject(tooLarge())), PATIENCE_MS);
    function end(tell: () => void) {
      clearInterval(growth);
      clearTimeout(patience);
      void worker.terminate();
      tell();
    }
    worker.once('message', (bytes: Uint8Array) => end(() => resolve(bytes)));
    worker.once('error', () => end(() => reject(unreadable())));
    worker.once('exit', () => end(() => reject(unreadable())));
  });
}

/** The PDF under its file's name, with the reader's name and the time across every page, and without what acts by itself. */
export function markPdf(path: string, title: string, reader: Reader): Promise<Uint8Array> {
  return pictureTurn(async () => {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw tooLarge();
    const sharp = await loadSharp();
    const tile = await sharp(watermarkTile(reader), { density: DENSITY }).png().toBuffer();
    const workerData = { path, title, tile: new Uint8Array(tile), scale: SCALE };
    return handedOverBy(new Worker(MARKER, { workerData, resourceLimits: LIMITS, stdout: true, stderr: true }), size);
  });
}
