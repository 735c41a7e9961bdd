import { expect, type Locator, type Page } from '@playwright/test';

/** One measure on the page of an issue, by its place. */
export const measure = (page: Page, place: number): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: `措施${place}`, exact: true }) });

/** The state that the issue is in. */
export const progressLine = (page: Page): Locator =>
  page.getByRole('list', { name: '办理进程' }).locator('[aria-current="step"]');

export const timeline = (page: Page): Locator => page.getByRole('region', { name: '经过' }).getByRole('listitem');

/** Opens the review page and there the case of this unit, whatever else waits. */
export async function openCase(page: Page, unitName: string): Promise<void> {
  await page.goto('/app/reviews');
  const queue = page.getByRole('navigation', { name: '待审核的申请' });
  await queue.getByRole('link').filter({ hasText: unitName }).first().click();
  await expect(page.getByRole('article').getByText(unitName).first()).toBeVisible();
}
