import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { agree, dialog, told } from './page.ts';

/** A paragraph of the draft, by words in it. */
export const paragraph = (page: Page, words: string): Locator =>
  page.locator('li[data-paragraph]').filter({ hasText: words }).first();

/** Begins to write at the end of the paragraph, without a mouse. */
export async function beginWriting(row: Locator): Promise<Locator> {
  const field = row.page().getByRole('textbox', { name: /正在修改$/ });
  // Still open from before: writing goes on there.
  if ((await row.getByRole('textbox', { name: /正在修改$/ }).count()) > 0) {
    await field.focus();
    return field;
  }
  await row.focus();
  await row.press('Enter');
  await expect(field).toBeFocused();
  return field;
}

/** Replaces all words of the paragraph. */
export async function rewrite(row: Locator, words: string): Promise<void> {
  const field = await beginWriting(row);
  await field.press('Control+A');
  await field.pressSequentially(words);
  await expect(field).toHaveText(words);
}

/** Waits until everything that was typed is on the server. */
export async function saved(page: Page): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: /^已保存 \d\d:\d\d$/ })).toBeVisible();
}

/** The page as its readers will see it. */
export const preview = (page: Page): FrameLocator => page.frameLocator('iframe[title="预览：社会公开的网页"].is-shown');

export const checkPane = (page: Page): Locator => page.getByRole('region', { name: '通报体检', exact: true });

export const flowStep = (page: Page): Locator =>
  page.getByRole('list', { name: '办理进程' }).locator('[aria-current="step"]');

/** Takes the next step of the report's way, whose window says what follows from it. */
export async function takeStep(page: Page, step: string, done: string, answer = step): Promise<void> {
  await page.getByRole('button', { name: step, exact: true }).click();
  await expect(dialog(page).getByRole('listitem').first()).toBeVisible();
  await agree(page, answer);
  await told(page, done);
}

/** Takes a step with a double press, as many people do everywhere; answers what was sent for it. */
export async function pressTwice(page: Page, step: string, done: string): Promise<string[]> {
  await page.getByRole('button', { name: step, exact: true }).click();
  const sent: string[] = [];
  page.on('request', (request) => request.method() !== 'GET' && sent.push(request.method()));
  await dialog(page, step).getByRole('button', { name: step, exact: true }).dblclick();
  await told(page, done);
  return sent;
}

/** Opens the report from the list of those that wait for one. */
export async function openMyTurn(page: Page, title: string): Promise<void> {
  await page.goto('/app/reports?turn=mine');
  await page.getByRole('link', { name: title, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}
