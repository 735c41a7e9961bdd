import { expect, test } from '@playwright/test';
import { publishInspection } from './support/arrange.ts';
import { foundCast } from './support/cast.ts';
import { barriers } from './support/look.ts';

let report: Awaited<ReturnType<typeof publishInspection>>;
test.beforeAll(async () => {
  report = await publishInspection(await foundCast('清溪镇'));
});

test('a reader without script finds a report on the front page and reads it to its end', async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: '整改通报' })).toBeVisible();
  await page.getByRole('link', { name: report.title }).click();
  await expect(page).toHaveURL(new RegExp(`/reports/${report.slug}$`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(report.title);
  for (const words of report.shown) await expect(page.locator('main').getByText(words).first()).toBeVisible();
  await expect(page.getByText(`来源：${report.unitName}`)).toBeVisible();
  await expect(page.getByText('另有 2 项问题依规不公开（仅限党内公开 1 项，涉访涉群体 1 项）。')).toBeVisible();
  await expect(page.getByText('0999-88886666')).toBeVisible();

  const contents = page.getByRole('navigation', { name: '目录' });
  for (const place of ['二、反馈问题整改落实情况', '核验与下载', '提意见']) {
    await contents.getByRole('link', { name: place, exact: true }).click();
    await expect(page.getByRole('heading', { name: place, exact: true })).toBeInViewport();
  }

  await page.getByRole('navigation', { name: '字体大小' }).getByRole('link', { name: '大' }).click();
  await expect(page.locator('body')).toHaveClass('font-l');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(report.title);
});

test('a reader without script finds a report by its words, and by where and when it was', async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto('/');
  await page.getByRole('searchbox', { name: '关键词' }).fill('综合窗口');
  await page.getByLabel('单位').selectOption({ label: report.unitName });
  await page.getByRole('button', { name: '搜索' }).click();
  await expect(page.getByRole('status')).toHaveText('找到 1 份通报');
  const found = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: report.title }) });
  await expect(found.locator('mark').first()).toHaveText('综合窗口');

  await page.getByRole('searchbox', { name: '关键词' }).fill('青石桥村');
  await page.getByRole('button', { name: '搜索' }).click();
  await expect(page.getByText('没有找到符合条件的通报。')).toBeVisible();
  await page.getByRole('link', { name: '清除条件' }).click();
  await expect(page).toHaveURL(/\/$/);
});

test('an address that leads nowhere is answered with a way on', async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  for (const address of ['/reports/no-such-report', '/no/such/page', '/index.php?id=1']) {
    expect((await page.goto(address))?.status()).toBe(404);
    await expect(page.getByRole('heading', { name: '没有找到这个页面' })).toBeVisible();
    await expect(page.getByRole('link', { name: /返回首页/ })).toBeVisible();
  }
  await page.getByRole('link', { name: /返回首页/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: '整改通报' })).toBeVisible();
});

test('the words of what is not public are in no public answer', async ({ request }) => {
  const addresses = [
    '/',
    `/reports/${report.slug}`,
    `/reports/${report.slug}?font=l`,
    `/reports/${report.slug}.json`,
    `/reports/${report.slug}.txt`,
    `/reports/${report.slug}/v/1`,
    `/reports/${report.slug}/feedback`,
    `/programmes/${report.programmeId}`,
    '/verify/offline.html',
    '/feed.xml',
    '/sitemap.xml',
    '/api/openapi.json',
    `/api/issues?q=${encodeURIComponent(report.hidden[0]!)}`,
    `/?programme=${report.programmeId}&q=${encodeURIComponent('综合窗口')}`,
  ];
  for (const address of addresses) {
    const text = await (await request.get(address)).text();
    for (const words of report.hidden) expect(text, address).not.toContain(words);
  }
});

test('nobody is kept out of the public pages', async ({ page }) => {
  for (const address of ['/', `/reports/${report.slug}`, '/verify', '/feedback', '/no/such/page']) {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await page.goto(address);
      expect(await barriers(page), `${address} ${width}`).toEqual([]);
    }
  }
});
