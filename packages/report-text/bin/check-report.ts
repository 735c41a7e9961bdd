import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { decodeText, parseReport } from '../src/index.ts';

/** Prints a refusal in Chinese and ends with the code for wrong use. */
function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function readInput(file: string): Uint8Array {
  if (file === '-') return readFileSync(0);
  // npm moves to the package root before it runs a script; people name files from where they stand.
  return readFileSync(resolve(process.env['INIT_CWD'] ?? process.cwd(), file));
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return '没有这个文件';
  if (code === 'EISDIR') return '这是一个文件夹';
  if (code === 'EACCES' || code === 'EPERM') return '没有读取权限';
  return '读取失败';
}

const file = process.argv[2];
if (file === undefined || file === '') {
  refuse('用法：npm run --silent check-report -- 文件（“-”表示从标准输入读取）。');
}
let bytes: Uint8Array;
try {
  bytes = readInput(file);
} catch (error) {
  refuse(`无法读取“${file}”：${reasonOf(error)}。`);
}
process.stdout.write(`${JSON.stringify(parseReport(decodeText(bytes)), null, 2)}\n`);
