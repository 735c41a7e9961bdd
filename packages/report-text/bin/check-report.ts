import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';

import { checkReport, decodeText } from '../src/index.ts';

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

interface Documents {
  readText(content: Uint8Array, fileName: string): Promise<string>;
}

/** Documents are read by the package that also writes them; plain text needs nothing but its encoding. */
async function toText(content: Uint8Array, name: string): Promise<string> {
  if (!/\.(?:docx|html?)$/i.test(name)) return decodeText(content);
  // Named by a variable: this package must not depend on that one, only this command may use it when it is there.
  const documents = '@rectify/documents';
  try {
    const { readText } = (await import(documents)) as Documents;
    return await readText(content, basename(name));
  } catch (error) {
    const reason =
      error instanceof Error && error.name === 'UnreadableFile' ? error.message : '文件已损坏，或缺少读取文档的组件。';
    refuse(`无法读取“${name}”：${reason}`);
  }
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
const text = await toText(bytes, file);
const { parse, findings } = checkReport(text);
process.stdout.write(`${JSON.stringify({ ...parse, findings }, null, 2)}\n`);
