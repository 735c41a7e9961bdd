import { expect, test, type Page } from '@playwright/test';
import { addDays } from '@rectify/domain';
import { enterIssues, ISSUES, issueAll, openInspection, submitPlans, today } from './support/arrange.ts';
import { connectAs, foundCast, type Cast } from './support/cast.ts';
import { told } from './support/page.ts';
import { openAs } from './support/people.ts';

const TITLES = ISSUES.map(({ title }) => title);
let cast: Cast;

test.beforeAll(async () => {
  cast = await foundCast('梧桐镇');
  const office = await connectAs(cast.office);
  const { id } = await openInspection(office, cast);
  const issues = await enterIssues(office, id);
  await issueAll(office, id);
  const liaison = await connectAs(cast.liaison);
  await submitPlans(
    liaison,
    issues.map((issue) => issue.id),
    addDays(today(), 60),
  );
  await Promise.all([office.dispose(), liaison.dispose()]);
});

const caseTitle = (page: Page) => page.getByRole('article').getByRole('heading', { level: 2 }).first();
const queue = (page: Page) => page.getByRole('navigation', { name: '待审核的申请' }).getByRole('link');

test('the reviewer passes from case to case by J and K, and after a decision the next case opens by itself', async ({
  browser,
}) => {
  const page = await openAs(browser, cast.leader);
  await page.goto('/app');
  await page
    .getByRole('navigation', { name: '主导航' })
    .getByRole('link', { name: /销号审核/ })
    .click();
  await expect(queue(page)).toHaveCount(3);
  await expect(caseTitle(page)).toContainText(TITLES[0]!);
  await expect(queue(page).nth(0)).toHaveAttribute('aria-current', 'true');

  await page.keyboard.press('j');
  await expect(caseTitle(page)).toContainText(TITLES[1]!);
  await expect(queue(page).nth(1)).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('j');
  await expect(caseTitle(page)).toContainText(TITLES[2]!);
  await page.keyboard.press('j');
  await expect(caseTitle(page)).toContainText(TITLES[2]!);
  await page.keyboard.press('k');
  await expect(caseTitle(page)).toContainText(TITLES[1]!);

  // Letters typed into the opinion stay letters.
  const opinion = page.getByLabel('审核意见');
  await opinion.fill('');
  await opinion.pressSequentially('jk');
  await expect(caseTitle(page)).toContainText(TITLES[1]!);
  const link = page.url();

  await opinion.fill('请写明核对凭证的人员和完成日期。');
  await opinion.press('Control+Shift+Enter');
  await told(page, /已退回/);
  await expect(caseTitle(page)).toContainText(TITLES[2]!);
  await expect(queue(page)).toHaveCount(2);

  await page.getByRole('button', { name: '同意方案' }).click();
  await told(page, /已通过整改方案/);
  await expect(caseTitle(page)).toContainText(TITLES[0]!);
  await expect(queue(page)).toHaveCount(1);
  await expect(page.getByLabel('审核意见')).toHaveValue('');
  await page.getByLabel('审核意见').press('Control+Enter');
  await expect(page.getByText('没有待您审核的申请')).toBeVisible();
  await expect(page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: /销号审核/ })).toHaveText(
    '销号审核',
  );

  // A link to a case that is done leads on, not into an error.
  await page.goto(link);
  await expect(page.getByText('没有待您审核的申请')).toBeVisible();
});

test('the same case opens for the group afterwards, on a phone from the queue', async ({ browser }) => {
  const page = await openAs(browser, cast.reviewer, { viewport: { width: 390, height: 844 } });
  await page.goto('/app/reviews');
  await expect(queue(page)).toHaveCount(2);
  await queue(page).first().click();
  await expect(page.getByText('第 1 件，共 2 件')).toBeVisible();
  const first = (await caseTitle(page).textContent())!;
  await page.getByRole('button', { name: '下一件' }).click();
  await expect(page.getByText('第 2 件，共 2 件')).toBeVisible();
  await page.getByRole('button', { name: '同意方案' }).click();
  await told(page, /已通过整改方案/);
  await expect(caseTitle(page)).toHaveText(first);
  await page.getByRole('button', { name: /回到队列/ }).click();
  await expect(queue(page)).toHaveCount(1);
});
