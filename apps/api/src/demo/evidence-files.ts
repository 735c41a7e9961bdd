import { deflateSync } from 'node:zlib';
import { pngOf } from './png.ts';
import { createRandom } from './prng.ts';

/** A file of evidence as it would be chosen for upload. */
export interface EvidenceFile {
  name: string;
  content: Buffer;
}

export interface EvidenceSubject {
  title: string;
  lines: readonly string[];
  seed: number;
}

/** A register as plain text. */
export function textFile({ title, lines }: EvidenceSubject): Buffer {
  return Buffer.from(`${[title, ...lines].join('\r\n')}\r\n`, 'utf8');
}

const hexOf = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();

function wrap(text: string, width: number): string[] {
  const characters = [...text];
  const count = Math.max(1, Math.ceil(characters.length / width));
  return Array.from({ length: count }, (_, row) => characters.slice(row * width, (row + 1) * width).join(''));
}

function pageOf({ title, lines }: EvidenceSubject): string {
  const rows: { text: string; size: number; gap: number }[] = [
    ...wrap(title, 24).map((text) => ({ text, size: 18, gap: 28 })),
    ...lines.flatMap((line) => wrap(line, 32).map((text) => ({ text, size: 13, gap: 24 }))),
  ];
  let y = 780;
  const shown = rows.map(({ text, size, gap }) => `BT /F1 ${size} Tf 72 ${(y -= gap)} Td <${hexOf(text)}> Tj ET`);
  return shown.join('\n');
}

/** One A4 page; the font is a standard Chinese one that readers bring along. */
export function pdfFile(subject: EvidenceSubject): Buffer {
  const page = pageOf(subject);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 7 0 R >>',
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 6 0 R /DW 1000 /W [1 95 500] >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

const WIDTH = 480;
const HEIGHT = 640;
const PALETTE = [0xf7f5ef, 0xd6d2c6, 0x4a4f57, 0x8d939c, 0xc23b33, 0x1f4e8c];
const [PAPER, LINE, INK, PALE, STAMP, HEADER] = [0, 1, 2, 3, 4, 5];

/** Something like a scanned form: ruled lines, rows of writing, a red stamp; no two are alike. */
function drawForm(random: () => number): Uint8Array[] {
  const rows = Array.from({ length: HEIGHT }, () => new Uint8Array(WIDTH).fill(PAPER));
  const fill = (left: number, top: number, width: number, height: number, colour: number) => {
    for (let y = top; y < Math.min(HEIGHT, top + height); y += 1)
      rows[y]?.fill(colour, left, Math.min(WIDTH - 40, left + width));
  };
  fill(110, 48, 260, 20, HEADER);
  for (let top = 110; top < 518; top += 34) {
    fill(40, top, 385, 1, LINE);
    for (let left = 52; left < 420; left += 96)
      fill(left, top + 12, 30 + Math.floor(random() * 50), 10, left < 60 ? INK : PALE);
  }
  for (let left = 40; left < 440; left += 96) fill(left, 110, 1, 408, LINE);
  fill(40, 518, 385, 1, LINE);
  const centre = { x: 320 + random() * 40, y: 548 + random() * 20 };
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < WIDTH; x += 1) {
      const distance = Math.hypot(x - centre.x, y - centre.y);
      if ((distance > 46 && distance < 50) || distance < 9) row[x] = STAMP;
    }
  }
  return rows;
}

/** A small picture with a palette. */
export function pngFile({ seed }: EvidenceSubject): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const palette = Buffer.from(PALETTE.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const pixels = Buffer.concat(drawForm(createRandom(seed)).flatMap((row) => [Buffer.from([0]), row]));
  return pngOf([
    ['IHDR', header],
    ['PLTE', palette],
    ['IDAT', deflateSync(pixels)],
  ]);
}

const KINDS: readonly [RegExp, string, 'pdf' | 'png' | 'txt'][] = [
  [/上缴|退还|退缴|追回|追缴|补缴|收缴|赔偿|入账/u, '缴款凭证', 'png'],
  [/培训|会议|召开|教育|谈话|交流|推演|演练/u, '签到表', 'png'],
  [/印发|办法|制度|规则|细则|规程|清单|协议|文件/u, '印发文件', 'pdf'],
  [/核对|清点|盘点|排查|复核|抽查|自查|审核|台账/u, '核查台账', 'txt'],
];

const MAKERS = { pdf: pdfFile, png: pngFile, txt: textFile } as const;

/** The file that fits what was reported. */
export function makeEvidence(report: string, label: string, subject: EvidenceSubject): EvidenceFile {
  const [, kind, extension] = KINDS.find(([pattern]) => pattern.test(report)) ?? [null, '情况说明', 'pdf' as const];
  return { name: `${label} ${kind}.${extension}`, content: MAKERS[extension](subject) };
}
