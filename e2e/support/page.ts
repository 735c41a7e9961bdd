import { expect, type Locator, type Page } from '@playwright/test';

/** Chooses from a list that opens on a press, by the words of the entry. */
export async function choose(field: Locator, words: string): Promise<void> {
  const page = field.page();
  await field.click();
  // Long lists are searched, short ones only opened.
  if (await field.isEditable()) await field.fill(words);
  const list = page.locator('.ant-select-dropdown:visible');
  // While the list is still opening, a press may fall beside it.
  await expect(async () => {
    if ((await list.count()) > 0) await list.getByText(words, { exact: true }).first().click({ timeout: 3_000 });
    await expect(list).toHaveCount(0, { timeout: 3_000 });
  }).toPass();
}

/** The topmost window on the page. */
export const dialog = (page: Page, title?: string | RegExp): Locator =>
  page.getByRole('dialog', title ? { name: title } : {});

/** Agrees to what the open window asks. */
export const agree = (page: Page, answer: string): Promise<void> =>
  dialog(page).getByRole('button', { name: answer, exact: true }).click();

/** Waits for the sentence that tells what has happened. */
export async function told(page: Page, words: string | RegExp): Promise<void> {
  await expect(page.locator('.ant-message').getByText(words).first()).toBeVisible();
}

/** Chooses an entry of the menu behind one's name. */
export async function fromUserMenu(page: Page, entry: string): Promise<void> {
  await page.locator('.user-button').click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}
