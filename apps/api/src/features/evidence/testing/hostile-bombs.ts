import { randomBytes } from 'node:crypto';
import { type Hostile, MB, refused, taken } from './hostile.ts';
import { makeGif, makeJpegHead, makePng, makeTiffHead } from '../../../testing/images.ts';
import { makeOffice, makeZip, packedZeros } from './zips.ts';

/** Archives that unfold, mislead or cannot be opened, and honest ones beside them. */
export function zips(): Hostile[] {
  const text = { name: '台账.txt', data: Buffer.from('一二三') };
  const zeros = packedZeros(400 * MB);
  const bomb = refused(/解开后大得不正常/);
  const damaged = refused(/已损坏或不完整/);
  const outside = refused(/会写到别处/);
  const whole = makeZip([text]);
  return [
    { what: 'an honest one', name: 'a.zip', content: whole, expected: taken('a.zip', 'application/zip') },
    {
      what: 'a thousandfold one',
      name: 'b.zip',
      content: makeZip([{ name: 'x', packed: zeros, claimed: 400 * MB }]),
      expected: bomb,
    },
    {
      what: 'one that lies about it',
      name: 'c.zip',
      content: makeZip([{ name: 'x', packed: zeros, claimed: 10 }]),
      expected: bomb,
    },
    {
      what: 'one in many parts',
      name: 'd.zip',
      content: makeZip(
        Array.from({ length: 20 }, (_, n) => ({ name: `${n}`, packed: packedZeros(20 * MB), claimed: 1 })),
      ),
      expected: bomb,
    },
    {
      what: 'parts that share bytes',
      name: 'e.zip',
      content: makeZip([
        text,
        ...Array.from({ length: 900 }, (_, n) => ({ ...text, name: `${n}.txt`, isOverlapping: true })),
      ]),
      expected: bomb,
    },
    {
      what: 'as a Word file',
      name: 'f.docx',
      content: makeOffice('word', { name: 'word/x.xml', packed: zeros, claimed: 9 }),
      expected: bomb,
    },
    {
      what: 'as an Excel file',
      name: 'g.xlsx',
      content: makeOffice('xl', { name: 'xl/x.xml', packed: zeros, claimed: 400 * MB }),
      expected: bomb,
    },
    {
      what: 'claiming four gigabytes',
      name: 'h.zip',
      content: makeZip([{ ...text, claimed: 0xffff_ffff }]),
      expected: bomb,
    },
    {
      what: 'twenty thousand parts',
      name: 'i.zip',
      content: makeZip(Array.from({ length: 20_000 }, (_, n) => ({ name: `${n}`, method: 0 }))),
      expected: refused(/超过 10000 个/),
    },
    {
      what: 'with a password',
      name: 'j.zip',
      content: makeZip([{ ...text, isEncrypted: true }]),
      expected: refused(/有密码/),
    },
    {
      what: 'packed in a rare way',
      name: 'k.zip',
      content: makeZip([{ ...text, method: 14 }]),
      expected: refused(/不常见的压缩方式/),
    },
    ...['../x', '/etc/x', 'C:\\x', 'a/../../x', '..\\x', 'a\\..\\..\\x'].map((name) => ({
      ...{ what: `writing to ${name}`, name: 'l.zip', content: makeZip([{ ...text, name }]), expected: outside },
    })),
    {
      what: 'a link that leads outside',
      name: 'l.zip',
      content: makeZip([{ name: '报告', data: Buffer.from('/etc'), isLink: true }]),
      expected: outside,
    },
    ...[0.2, 0.5, 0.9].map((part) => ({
      ...{ what: `cut at ${part}`, name: 'm.zip', content: whole.subarray(0, whole.length * part), expected: damaged },
    })),
    {
      what: 'broken inside',
      name: 'n.zip',
      content: makeZip([{ name: 'x', packed: randomBytes(900), claimed: 10 }]),
      expected: damaged,
    },
    { what: 'no Word file inside', name: 'o.docx', content: whole, expected: taken('o.docx.zip', 'application/zip') },
    { what: 'Word as Excel', name: 'p.xlsx', content: makeOffice('word'), expected: taken('p.xlsx.zip') },
    {
      what: 'with macros',
      name: 'q.docx',
      content: makeOffice('word', { name: 'word/vbaProject.bin', data: Buffer.from('x') }),
      expected: refused(/宏/),
    },
    { what: 'an honest Word file', name: 'r.docx', content: makeOffice('word'), expected: taken('r.docx') },
    {
      what: 'zips in a zip',
      name: 's.zip',
      content: makeZip([{ name: 'x.zip', data: makeZip([{ name: 'y', packed: zeros, claimed: 5 }]) }]),
      expected: taken('s.zip'),
    },
  ];
}

/** Pictures that unfold or cannot be opened. */
export function images(): Hostile[] {
  const enormous = refused(/亿像素/);
  const broken = refused(/已损坏|这种文件/);
  const scraps = Buffer.from('789c0300000000000001', 'hex');
  return [
    {
      what: 'a PNG of 900 million pixels',
      name: 'a.png',
      content: makePng({ width: 30_000, height: 30_000, packed: scraps }),
      expected: enormous,
    },
    {
      what: 'a real one of 400 million',
      name: 'b.png',
      content: makePng({ width: 20_000, height: 20_000 }),
      expected: enormous,
    },
    {
      what: 'a real one of 100 million',
      name: 'c.png',
      content: makePng({ width: 10_000, height: 10_000 }),
      expected: taken('c.png'),
    },
    {
      what: 'the same, interlaced in name only',
      name: 'd.png',
      content: makePng({ width: 10_000, height: 10_000, isInterlaced: true }),
      expected: taken('d.png'),
    },
    { what: 'a GIF of four thousand million', name: 'e.gif', content: makeGif(65_535, 65_535), expected: enormous },
    {
      what: 'a JPEG of four thousand million',
      name: 'f.jpg',
      content: makeJpegHead(65_500, 65_500),
      expected: enormous,
    },
    {
      what: 'a TIFF of four thousand million',
      name: 'g.tif',
      content: makeTiffHead(65_000, 65_000),
      expected: enormous,
    },
    { what: 'a TIFF of 100 million', name: 'h.tif', content: makeTiffHead(10_000, 10_000), expected: taken('h.tif') },
    {
      what: 'a PNG without pixels',
      name: 'i.png',
      content: makePng({ width: 0, height: 0, packed: scraps }),
      expected: broken,
    },
    {
      what: 'a PNG cut after its head',
      name: 'j.png',
      content: makePng({ width: 9, height: 9 }).subarray(0, 20),
      expected: broken,
    },
    { what: 'a JPEG cut after its head', name: 'k.jpg', content: makeJpegHead(9, 9).subarray(0, 18), expected: broken },
    {
      what: 'a WebP that is only a head',
      name: 'l.webp',
      content: Buffer.from('524946460000000057454250565038580a000000', 'hex'),
      expected: broken,
    },
  ];
}
