import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { crampedWords, englishWords, overlapping, tooWide } from './page-probes.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The product's name, what people call their programs and keys, and what a digest is called. */
export const KNOWN: readonly string[] = [
  'Rectify',
  // what people sign in with
  'Chrome',
  'Linux',
  'PDF',
  'Word',
  'Excel',
  'WPS',
  'txt',
  'SHA-256',
  'Ctrl',
  'Enter',
  'Shift',
  'Ctrl+K',
  'jpg',
  'png',
  'JSON',
  'docx',
  'html',
  'xlsx',
  // the kept backups
  'rbk',
  'KB',
  'MB',
  'GB',
];

const REFUSED = '违反内容安全策略';

/** Tells of everything that the policy of a page or of a frame in it refuses; some of it no console names. */
export async function tellRefusals(page: Page): Promise<void> {
  await page.addInitScript((words) => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber, sample }) =>
      console.warn(`${words}：${effectiveDirective} ${blockedURI} ${sourceFile}:${lineNumber} ${sample}`),
    );
  }, REFUSED);
}

/** Collects what a page complains about in the background; empty it by `take`. */
export function listen(page: Page) {
  let heard: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.text().startsWith(REFUSED)) heard.push(`控制台：${message.text()}`);
  });
  page.on('pageerror', (error) => heard.push(`脚本出错：${error.message}`));
  page.on('requestfailed', (request) => {
    // Leaving a page stops what it was still fetching.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED')
      heard.push(`请求失败：${request.url()} ${request.failure()?.errorText}`);
  });
  return {
    take: () => {
      const all = heard;
      heard = [];
      return all;
    },
  };
}

/** Waits until nothing on the page is still being fetched. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('main h1, main [role="alert"]').first()).toBeVisible();
  await expect(page.locator('[aria-busy="true"], .ant-spin-spinning, .ant-skeleton')).toHaveCount(0);
  await page.evaluate(() =>
    document.fonts.ready.then(() =>
      Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null))),
    ),
  );
}

/** Violations of the accessibility rules that keep people out, each with its first places. */
export async function barriers(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).withTags(RULES);
  // What lies under a window cannot be reached and was looked at before.
  if ((await page.locator('[role="dialog"]').count()) > 0) axe.include('[role="dialog"]');
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `无障碍 ${id}：${help}：${nodes
          .slice(0, 3)
          .map(({ html }) => html.slice(0, 160))
          .join(' ; ')}（${nodes.length} 处）`,
    );
}

/** Everything that a look at a page finds wrong, in words; `allowed` are the foreign words that may be there. */
export async function faultsOf(page: Page, allowed: readonly string[]): Promise<string[]> {
  const [wide, cramped, over, english] = await Promise.all([
    page.evaluate(tooWide),
    page.evaluate(crampedWords),
    page.evaluate(overlapping),
    page.evaluate(englishWords, [...allowed]),
  ]);
  return [
    ...wide.map((each) => `超出宽度：${each}`),
    ...cramped.map((each) => `文字被截断：${each}`),
    ...over.map((each) => `互相遮挡：${each}`),
    ...english.map((each) => `外文：${each}`),
  ];
}
