import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';

import { verifyFile } from '../index.ts';
import type { RegistryEntry } from '../index.ts';
import { drawQrCode } from '../qr-code.ts';
import { samplePage } from '../testing/sample-page.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { reportCodes } from '../write-report-files.ts';

// Pages whose every word is as published, and which lead their reader elsewhere.

const { content, edition } = sampleReport(9);
const { slug } = edition;
const entry: RegistryEntry = {
  ...{ ...edition, title: content.title, digest: reportCodes(content, edition).digest, state: 'current' },
};
const address = `https://zg.test/reports/${slug}`;
const { size, path } = drawQrCode(address);
const qrCode = `<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="本页地址的二维码"><rect width="${size}" height="${size}" fill="#fff"></rect><path d="${path}" fill="#000"></path></svg>`;
const links = ['/', `/reports/${slug}?font=l`, `/reports/${slug}/v/1.docx`, '/verify', '/verify/offline.html', '/app']
  .map((href) => `<p><a href="${href}">大</a></p>`)
  .join('');
const form = `<form action="/reports/${slug}/feedback" method="post"><button type="submit">下一步：核对</button></form>`;
const page = samplePage(content, edition).replace(
  '<footer>',
  `<p><a href="#main">跳到正文</a></p>${links}<div>${qrCode}<p>本页地址：<span>${address}</span></p></div>${form}<footer>`,
);
/** As a browser saves it with its parts: every address whole. */
const site = 'http://10.0.0.7:3000';
const saved = page
  .replaceAll('href="#', `href="${site}/reports/${slug}#`)
  .replaceAll(/(?<=(?:<a href|action)=")(?=\/)/gu, site);

const besidesOf = (html: string) => {
  const { differences, besides } = verifyFile(strToU8(html), 'a.html', [entry]);
  expect(differences).toEqual([]);
  return besides;
};

describe('where a saved page leads', () => {
  it('is where the published one does', () => {
    expect(besidesOf(page)).toEqual([]);
    expect(saved).toContain(`action="${site}/reports/${slug}/feedback"`);
    expect(besidesOf(saved)).toEqual([]);
  });

  const elsewhere = 'http://evil.test/verify';
  it.each([
    ['a link', page.replace('href="/verify"', `href="${elsewhere}"`), elsewhere],
    ['a link without a scheme', page.replace('href="/verify"', 'href="//evil.test/verify"'), '//evil.test/verify'],
    ['one of all whole links', saved.replace(`${site}/verify"`, `${elsewhere}"`), elsewhere],
    ['another report', page.replace('/v/1.docx', '-2/v/1.docx'), `/reports/${slug}-2/v/1.docx`],
    ['a page that is none of ours', page.replace('href="/app"', 'href="/pay"'), '/pay'],
    ['the form', page.replace('action="', 'action="http://evil.test'), `http://evil.test/reports/${slug}/feedback`],
    ['a button of it', page.replace('type="submit"', `type="submit" formaction="${elsewhere}"`), elsewhere],
  ])('is told, of %s', (_, html, where) => {
    expect(besidesOf(html)).toEqual([`（链接）${where}`]);
  });

  const other = drawQrCode(`https://evil.test/reports/${slug}`);
  it.each([
    ['another code', page.replace(path, other.path)],
    ['no code', page.replace(path, '')],
    ['a code painted over', page.replace('</path>', '</path><rect width="20" height="20" fill="#fff"></rect>')],
    [
      'a drawing elsewhere',
      page.replace('<footer>', '<svg viewBox="0 0 9 9"><path d="M0 0h9v9z"></path></svg><footer>'),
    ],
    ['a code without an address', page.replace(`<p>本页地址：<span>${address}</span></p>`, '')],
  ])('is told, of %s', (_, html) => {
    expect(besidesOf(html)).toEqual(['（图形）与本页地址的二维码不同']);
  });
});
