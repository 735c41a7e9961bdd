import { expect, test, type Page } from '@playwright/test';
import { settled } from './support/look.ts';
import { demo, openAs } from './support/people.ts';

/** The number that the ledger shows for the rows it lists. */
async function shownInLedger(page: Page): Promise<number> {
  await expect(page.getByRole('heading', { level: 1, name: '整改台账' })).toBeVisible();
  await settled(page);
  const current = page.locator('.numbers [aria-current="true"], .numbers .hint').first();
  return Number(((await current.textContent()) ?? '').replaceAll(/\D/g, ''));
}

const ROLES = ['office', 'group1', 'liaison-sp', 'leader-sp', 'observer'];

for (const username of ROLES) {
  test(`each figure that ${username} sees opens as many issues`, async ({ browser }) => {
    const page = await openAs(browser, demo(username));
    await page.goto('/app/overview');
    await settled(page);
    const links = page.locator('.overview-whole a, .overview-section tbody tr:first-child td a');
    const figures = await links.evaluateAll((all) =>
      all.map((link) => ({
        href: link.getAttribute('href') ?? '',
        count: Number(link.textContent?.replaceAll(',', '')),
      })),
    );
    expect(figures.length).toBeGreaterThan(5);
    // One in three: every kind of figure is held against the ledger by the API's own tests.
    for (const { href, count } of figures.filter((_, index) => index % 3 === 0)) {
      await page.goto(href);
      expect(await shownInLedger(page), href).toBe(count);
    }
  });
}

test('from the whole to a programme, to an inspection, and back; a place without issues says so', async ({
  browser,
}) => {
  const page = await openAs(browser, demo('office'));
  await page.goto('/app/overview');
  await page
    .getByRole('table', { name: '按轮次' })
    .getByRole('link', { name: /第八轮巡察/ })
    .click();
  await expect(page).toHaveURL(/programmeId=/);
  const inspections = page.getByRole('table', { name: '按巡察' });
  await expect(page.getByRole('table', { name: /按分类/ })).toBeVisible();
  await inspections.getByRole('link', { name: '区行政审批服务局' }).click();
  await expect(page).toHaveURL(/inspectionId=/);
  await expect(page.getByRole('table', { name: '按分类' })).toBeVisible();
  await page.goBack();
  await expect(inspections).toBeVisible();
  await page.goto('/app/overview?programmeId=01900000-0000-7000-8000-00000000dead');
  await expect(page.getByText('所选范围内没有问题')).toBeVisible();
});
