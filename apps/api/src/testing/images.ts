import { deflateSync } from 'node:zlib';
import { pngOf } from '../demo/png.ts';

interface Png {
  width: number;
  height: number;
  /** Packed pixels; a whole black picture when absent. */
  packed?: Buffer;
  isInterlaced?: boolean;
  /** Text that a camera or an attacker put in. */
  comment?: string;
}

/** A PNG file of one bit a pixel, as large as it says or only claiming so. */
export function makePng({ width, height, packed, isInterlaced = false, comment }: Png): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, isInterlaced ? 1 : 0], 8);
  const pixels = packed ?? deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 });
  const said = Buffer.from(`Comment\0${comment ?? ''}`);
  return pngOf([['IHDR', header], ...(comment ? [['tEXt', said] as const] : []), ['IDAT', pixels]]);
}

/** A GIF of one pixel under a screen of any size, with something after its comment mark. */
export function makeGif(width = 1, height = 1, comment = ''): Buffer {
  const screen = Buffer.from('GIF89a0000\x80\0\0\0\0\0\xff\xff\xff', 'latin1');
  screen.writeUInt16LE(width, 6);
  screen.writeUInt16LE(height, 8);
  const words = Buffer.from(comment.slice(0, 255), 'latin1');
  const note = comment
    ? Buffer.concat([Buffer.from([0x21, 0xfe, words.length]), words, Buffer.from([0])])
    : Buffer.alloc(0);
  const image = Buffer.from('2c00000000000000000002024401003b', 'hex');
  image.writeUInt16LE(width, 5);
  image.writeUInt16LE(height, 7);
  return Buffer.concat([screen, note, image]);
}

/** Only the head of a JPEG that claims to be of any size. */
export function makeJpegHead(width: number, height: number): Buffer {
  const frame = Buffer.from('ffc00011080000000003012200021101031101', 'hex');
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const start = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');
  return Buffer.concat([
    start,
    frame,
    Buffer.from('ffda000c03010002110311003f00', 'hex'),
    Buffer.alloc(64),
    Buffer.from('ffd9', 'hex'),
  ]);
}

/** Only the head of a TIFF that claims to be of any size. */
export function makeTiffHead(width: number, height: number): Buffer {
  const tags: [number, number, number][] = [
    [256, 4, width],
    [257, 4, height],
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 8],
    [277, 3, 1],
    [278, 4, height],
    [279, 4, 16],
  ];
  const directory = Buffer.alloc(2 + tags.length * 12 + 4);
  directory.writeUInt16LE(tags.length, 0);
  for (const [index, [tag, type, value]] of tags.entries()) {
    directory.writeUInt16LE(tag, 2 + index * 12);
    directory.writeUInt16LE(type, 4 + index * 12);
    directory.writeUInt32LE(1, 6 + index * 12);
    directory.writeUInt32LE(value, 10 + index * 12);
  }
  const head = Buffer.from('49492a0018000000', 'hex');
  return Buffer.concat([head, Buffer.alloc(16), directory]);
}

const PDF_OBJECTS = [
  '<</Type/Catalog/Pages 2 0 R>>',
  '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<>>>>',
];
const pdfOf = (objects: string[]) =>
  Buffer.from(
    `%PDF-1.4\n${objects.map((each, index) => `${index + 1} 0 obj${each}endobj\n`).join('')}trailer<</Root 1 0 R>>\n%%EOF\n`,
  );

/** One empty page. */
export const PDF = pdfOf(PDF_OBJECTS);
export const PDF_WITHOUT_PAGES = pdfOf(['<</Type/Catalog>>']);
