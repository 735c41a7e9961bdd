import { expect, test, type Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { publishInspection } from './support/arrange.ts';
import { foundCast } from './support/cast.ts';
import { barriers, faultsOf, KNOWN } from './support/look.ts';

const TRUE_WORDS = '午间无人值守';
const FALSE_WORDS = '午间有人值守';
const PASSED = '核验通过：就是发布的内容';
const FAILED = '核验不通过：不是发布的内容';
const MORE_WORDS = '本通报已经作废';
const PARTLY = '正文核验通过，但文件里另有不属于通报的文字';

interface File {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

let report: Awaited<ReturnType<typeof publishInspection>>;
/** The report as people keep it, each way of keeping it. */
const kept: File[] = [];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  report = await publishInspection(await foundCast('白沙镇'));
});

/** The same page with words above the report, as somebody might save it for others. */
const withMore = ({ buffer, ...file }: File): File => ({
  ...file,
  name: '另有文字.html',
  buffer: Buffer.from(buffer.toString('utf8').replace('<main', `<p>${MORE_WORDS}</p><main`)),
});

const tampered = ({ name, mimeType, buffer }: File): File => {
  const changed = buffer.toString('utf8').replace(TRUE_WORDS, FALSE_WORDS);
  return { name: `改过的${name}`, mimeType, buffer: Buffer.from(changed) };
};

const verdict = (page: Page) => page.getByRole('region', { name: /^核验/ });

async function hand(page: Page, file: File): Promise<void> {
  await page.goto('/verify');
  await page.getByLabel('要核验的文件').setInputFiles(file);
  await page.getByRole('button', { name: '核验', exact: true }).click();
}

test('a reader saves the page, and takes the files that it offers', async ({ page }) => {
  await page.goto(`/reports/${report.slug}`);
  await page.getByRole('button', { name: '打印' }).waitFor();
  kept.push({ name: '通报.html', mimeType: 'text/html', buffer: Buffer.from(await page.content()) });
  const offered = [
    ['JSON 数据', 'json', 'application/json'],
    ['纯文本', 'txt', 'text/plain'],
    ['Word 文档（公文格式）', 'docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ] as const;
  for (const [words, extension, mimeType] of offered) {
    const link = page.getByRole('link', { name: words });
    const answer = await page.request.get((await link.getAttribute('href'))!);
    expect(answer.headers()['content-type']).toContain(mimeType);
    kept.push({ name: `通报.${extension}`, mimeType, buffer: await answer.body() });
    const downloading = page.waitForEvent('download');
    await link.click();
    expect((await downloading).suggestedFilename()).toContain(`.${extension}`);
  }
});

test('without script the verifying page tells that each is what was published, in force', async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  for (const file of kept) {
    await hand(page, file);
    await expect(page.getByRole('heading', { level: 2, name: PASSED }), file.name).toBeVisible();
    await expect(verdict(page)).toContainText(`《${report.title}》第 1 版`);
    await expect(verdict(page)).toContainText('现行有效');
  }
});

test('one changed character is told, with what stood there when it was published', async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  for (const file of kept.filter(({ name }) => !name.endsWith('docx'))) {
    await hand(page, tampered(file));
    await expect(page.getByRole('heading', { level: 2, name: FAILED }), file.name).toBeVisible();
    const row = verdict(page).getByRole('row').filter({ hasText: FALSE_WORDS });
    await expect(row, file.name).toHaveCount(1);
    await expect(row.getByRole('cell').nth(1)).toContainText(TRUE_WORDS);
  }
});

test('words beside the report are told, and are no plain pass', async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await hand(page, withMore(kept[0]!));
  await expect(page.getByRole('heading', { level: 2, name: PARTLY })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: MORE_WORDS })).toBeVisible();
});

test('what is no report is answered in words', async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  const strangers: File[] = [
    { name: '便条.txt', mimeType: 'text/plain', buffer: Buffer.from('今天下午三点开会。\n') },
    { name: '空.html', mimeType: 'text/html', buffer: Buffer.from('') },
    { name: '图.docx', mimeType: 'application/octet-stream', buffer: Buffer.from([0x50, 0x4b, 3, 4, 0, 1, 2]) },
  ];
  for (const file of strangers) {
    await hand(page, file);
    await expect(page.getByRole('alert').or(page.getByRole('heading', { name: FAILED })), file.name).toBeVisible();
    await expect(page.getByText(PASSED)).toHaveCount(0);
  }
});

test('the answers of the verifying page keep nobody out', async ({ page }) => {
  for (const file of [kept[0]!, tampered(kept[0]!)]) {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await hand(page, file);
      await expect(verdict(page).first()).toBeVisible();
      expect(await faultsOf(page, KNOWN)).toEqual([]);
      expect(await barriers(page)).toEqual([]);
    }
  }
});

test('the offline verifier does the same from a folder, with no network at all', async ({ browser }, testInfo) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto('/verify');
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载离线核验工具' }).click();
  const tool = testInfo.outputPath('离线核验工具.html');
  await (await downloading).saveAs(tool);
  const changed = tampered(kept[0]!);
  const paths = [...kept, withMore(kept[0]!), changed].map(({ name, buffer }) => {
    const path = testInfo.outputPath(name);
    writeFileSync(path, buffer);
    return path;
  });

  await context.setOffline(true);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(tool).href);
  for (const path of paths.slice(0, kept.length)) {
    await page.locator('#file').setInputFiles(path);
    await expect(page.getByRole('status')).toContainText(path.split('/').at(-1)!);
    await expect(page.getByRole('heading', { level: 2, name: PASSED }), path).toBeVisible();
    await expect(page.getByRole('status')).toContainText(report.title);
  }
  await page.locator('#file').setInputFiles(paths.at(-2)!);
  await expect(page.getByRole('heading', { level: 2, name: PARTLY })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: MORE_WORDS })).toBeVisible();
  await page.locator('#file').setInputFiles(paths.at(-1)!);
  await expect(page.getByRole('heading', { level: 2, name: FAILED })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: FALSE_WORDS })).toHaveCount(1);
  expect(asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
});
