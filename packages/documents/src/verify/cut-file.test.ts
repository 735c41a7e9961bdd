import { strToU8 } from 'fflate';
import { canonicalLines } from '@rectify/report-text';
import { describe, expect, it } from 'vitest';

import { UnreadableFile, verifyFile, writeReportJson, writeReportText } from '../index.ts';
import type { RegistryEntry } from '../index.ts';
import { samplePage } from '../testing/sample-page.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { reportCodes } from '../write-report-files.ts';

// Files that end before their end, and a kind of file that no other program than a browser reads.

const { content, edition } = sampleReport(9);
const { digest } = reportCodes(content, edition);
const lines = canonicalLines(content, edition).map(({ text }) => text);
const entry: RegistryEntry = { ...edition, title: content.title, digest, state: 'current', lines };
const place = '召开党组会议';
const at = lines.findIndex((line) => line.includes(place));
const check = (bytes: Uint8Array) => verifyFile(bytes, 'a', [entry]);
const refusal = (text: string) => {
  try {
    return check(strToU8(text)).message;
  } catch (error) {
    if (error instanceof UnreadableFile) return error.message;
    throw error;
  }
};

/** The bytes up to some within the first character of the words. */
const cut = (text: string, within: number) =>
  strToU8(text).subarray(0, strToU8(text.split(place)[0] ?? '').length + within);

describe.each([
  ['a page', samplePage(content, edition)],
  ['a text file', writeReportText(content, edition)],
])('%s that is cut off', (_, text) => {
  it.each([0, 1, 2, 3])('is told so, with how far it is as published, %i bytes into a character', (within) => {
    const { isAuthentic, edition: found, message, differences } = check(cut(text, within));
    expect([isAuthentic, found?.slug]).toEqual([false, edition.slug]);
    expect(message).toContain(`前 ${at} 行与发布时相同，其后中断`);
    expect(message).toContain('文件不完整');
    expect(message).toContain('重新下载');
    expect(differences).toHaveLength(lines.length - at);
  });

  it('is told so also behind its last line', () => {
    const end = /<\/article>|-------- 核验信息/u.exec(text)?.index ?? 0;
    const { isAuthentic, message } = check(strToU8(text.slice(0, end)));
    expect(isAuthentic).toBe(false);
    expect(message).toContain('正文各行与');
    expect(message).toContain('文件不完整');
  });

  it('and changed is told both', () => {
    const { message } = check(cut(text.replace(lines[5] ?? '-', '别的话'), 0));
    expect(message).toContain('第 6 行与发布时不同');
    expect(message).toContain('文件不完整');
  });
});

describe('a JSON file that is cut off', () => {
  it('is told that it begins as ours do, and what to do', () => {
    const text = writeReportJson(content, edition);
    for (const part of [text.slice(0, 60), text.slice(0, text.length / 2), text.slice(0, -2)]) {
      expect(refusal(part)).toMatch(/开头像本系统发布的 JSON 数据.*不完整.*重新下载/u);
    }
    expect(refusal('{"name": "x", ')).toContain('不是本系统发布的通报文件');
  });
});

describe('a page saved with its parts in one file', () => {
  it('is told which file to save in its place', () => {
    const head =
      'From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";';
    const message = refusal(`${head}\n\n${samplePage(content, edition)}`);
    expect(message).toContain('.mhtml');
    expect(message).toContain('网页，仅 HTML');
    expect(refusal('Subject: x\n\n正文')).not.toContain('mhtml');
  });
});
