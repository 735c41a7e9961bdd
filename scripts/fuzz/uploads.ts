// Bodies of uploads, whole and broken.

/** One file in a multipart body. */
export const fileOf = (name: string, bytes: Buffer | string, type = 'text/plain') =>
  Buffer.concat([
    Buffer.from(
      `--edge\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`,
    ),
    Buffer.from(bytes as string),
    Buffer.from('\r\n--edge--\r\n'),
  ]);
export const MULTIPART = { 'Content-Type': 'multipart/form-data; boundary=edge' };

const PART = 'Content-Disposition: form-data; name="file"; filename="a.txt"';
/** What no browser sends. */
export const BROKEN_UPLOADS: readonly (string | Buffer)[] = [
  ...[
    '--edge',
    '--edge\r\n',
    '--edge--\r\n',
    `--edge\r\n${PART}\r\n\r\nhalf`,
    `${PART}\r\n\r\nx`,
    '\r\n\r\n',
    `--edge\r\n\r\n\r\n--edge--`,
  ],
  `--edge\r\n${PART}\r\n\r\na\r\n--edge\r\n${PART}\r\n\r\nb\r\n--edge--\r\n`,
  `--edge\r\nContent-Disposition: form-data; name="file"\r\n\r\nno file\r\n--edge--\r\n`,
  `--edge\r\n${PART}\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!\r\n--edge--\r\n`,
  `--edge\r\n${'X-Much: 1\r\n'.repeat(3_000)}${PART}\r\n\r\nx\r\n--edge--\r\n`,
  ...[
    '../../../etc/passwd',
    'a\0b.txt',
    '\u202egpj.exe',
    '.htaccess',
    `${'长'.repeat(300)}.docx`,
    '',
    'con.txt',
    'a"b.txt',
  ].map((name) => fileOf(name, '内容')),
  ...[
    fileOf('a.docx', 'PK\x03\x04broken'),
    fileOf('a.svg', '<svg onload="alert(1)"/>'),
    fileOf('a.html', '<script>1</script>'),
  ],
  ...[
    fileOf('a.png', Buffer.from('89504e470d0a1a0a0000', 'hex')),
    fileOf('a.txt', ''),
    fileOf('a.txt', Buffer.alloc(300_000, 0xff)),
  ],
  ...[
    fileOf('a.docx', Buffer.from('d0cf11e0a1b11ae1', 'hex')),
    fileOf('a.json', '{"__proto__":1}'),
    fileOf('a.pdf', '%PDF-1.7\n'),
  ],
];
