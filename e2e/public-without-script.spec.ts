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
  await expect(page.getByText(/另有 2 项依规不/)).toBeVisible();
  await expect(page.getByText('0999-88886666')).toBeVisible();

  const contents = page.getByRole('navigation', { name: '目录' });
  await contents.getByRole('link', { name: '联系方式' }).click();
  await expect(page.getByRole('heading', { name: '联系方式' })).toBeInViewport();

  await page.getByRole('navigation', { name: '字体大小' }).getByRole('link', { name: '大' }).click();
  await expect(page.locator('body')).toHaveClass('font-l');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(report.title);
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
    '/api/openapi.json',
    '/api/publications',
    `/api/issues?q=${encodeURIComponent(report.hidden[0]!)}`,
  ];
  for (const address of addresses) {
    const text = await (await request.get(address)).text();
    for (const words of report.hidden) expect(text, address).not.toContain(words);
  }
});

test('nobody is kept out of the public pages', async ({ page }) => {
  for (const address of ['/', `/reports/${report.slug}`, '/no/such/page']) {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await page.goto(address);
      expect(await barriers(page), `${address} ${width}`).toEqual([]);
    }
  }
});
