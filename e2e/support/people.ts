import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { call } from './api.ts';

export interface Person {
  username: string;
  password: string;
}

/** The common password of the demo accounts, as `npm start` prints it. */
const DEMO_PASSWORD = 'Yunzhou-2026';

/** One of the demo accounts. */
export const demo = (username: string): Person => ({ username, password: DEMO_PASSWORD });

/** A new window of a browser in which this person has signed in; where they go is up to the journey. */
export async function openAs(
  browser: Browser,
  { username, password }: Person,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext(options);
  await call(context.request, 'signIn', { body: { username, password } });
  return context.newPage();
}

/** Signs in through the form, as people do. */
export async function signInByForm(page: Page, { username, password }: Person): Promise<void> {
  await page.goto('/app/sign-in');
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}
