import { expect, test, type Page } from '@playwright/test';
import { addDays } from '@rectify/domain';
import { call } from './support/api.ts';
import { enterIssues, ISSUES, issueAll, openInspection, submitPlans, today } from './support/arrange.ts';
import { connectAs, foundCast, type Cast } from './support/cast.ts';
import { measure } from './support/issue-page.ts';
import { told } from './support/page.ts';
import { openAs } from './support/people.ts';

let cast: Cast;
let issueIds: string[];
test.beforeAll(async () => {
  cast = await foundCast('榆林镇');
  const office = await connectAs(cast.office);
  const { id } = await openInspection(office, cast);
  issueIds = (await enterIssues(office, id)).map((issue) => issue.id);
  await issueAll(office, id);
  await office.dispose();
});

async function editFirstMeasure(page: Page): Promise<void> {
  await measure(page, 1).getByRole('button', { name: '修改', exact: true }).click();
  await expect(measure(page, 1).getByRole('textbox', { name: '整改措施', exact: true })).toBeVisible();
}

test('two people write the same measure: the second is told, nothing is overwritten, what was typed stays', async ({
  browser,
}) => {
  const [morning, evening] = [await openAs(browser, cast.liaison), await openAs(browser, cast.liaison)];
  for (const page of [morning, evening]) {
    await page.goto(`/app/issues/${issueIds[0]}`);
    await editFirstMeasure(page);
  }
  await morning.getByRole('textbox', { name: '整改措施', exact: true }).fill('增设三个综合窗口，午间安排专人值守。');
  await measure(morning, 1).getByRole('button', { name: '保存' }).click();
  await told(morning, '措施已保存');

  const mine = '增设两个综合窗口，午间由青年志愿者值守。';
  await evening.getByRole('textbox', { name: '整改措施', exact: true }).fill(mine);
  await measure(evening, 1).getByRole('button', { name: '保存' }).click();
  const warning = evening.getByRole('alert').filter({ hasText: '别人刚刚改过' });
  await expect(warning).toContainText('您填写的内容还在');
  await expect(evening.getByRole('textbox', { name: '整改措施', exact: true })).toHaveValue(mine);
  await morning.reload();
  await expect(measure(morning, 1)).toContainText('增设三个综合窗口');

  await warning.getByRole('button', { name: '载入最新内容' }).click();
  await told(evening, '已载入最新内容');
  await expect(evening.getByRole('textbox', { name: '整改措施', exact: true })).toHaveValue(mine);
  await measure(evening, 1).getByRole('button', { name: '保存' }).click();
  await told(evening, '措施已保存');
  await morning.reload();
  await expect(measure(morning, 1)).toContainText(mine);
});

test('two people name people and dates for the same issues: the second is told and keeps the form', async ({
  browser,
}) => {
  const [first, second] = [await openAs(browser, cast.liaison), await openAs(browser, cast.liaison)];
  for (const page of [first, second]) {
    await page.goto('/app/issues');
    await page.getByRole('row', { name: ISSUES[1].title }).getByRole('checkbox').check();
    await page.getByRole('button', { name: '批量指定' }).click();
    const onlyEmpty = page.getByRole('dialog').getByLabel('只填空白处，不覆盖已有内容');
    // While the window grows in, a click may land beside it.
    await expect(() => onlyEmpty.uncheck({ timeout: 2_000 })).toPass();
  }
  await first.getByRole('dialog').getByLabel('责任领导').fill('秦副镇长');
  await first.getByRole('dialog').getByRole('button', { name: '指定', exact: true }).click();
  await told(first, /1 条措施/);
  await second.getByRole('dialog').getByLabel('责任领导').fill('韩副镇长');
  await second.getByRole('dialog').getByRole('button', { name: '指定', exact: true }).click();
  await expect(second.getByRole('dialog').getByRole('alert')).toContainText('别人刚刚改过');
  await expect(second.getByRole('dialog').getByLabel('责任领导')).toHaveValue('韩副镇长');
  await first.goto(`/app/issues/${issueIds[1]}`);
  await expect(measure(first, 1)).toContainText('秦副镇长');
});

test('two reviewers decide at once: one decision stands, the other is told', async ({ browser }) => {
  const liaison = await connectAs(cast.liaison);
  const id = issueIds[2]!;
  await submitPlans(liaison, [id], addDays(today(), 60));
  const [one, other] = [await openAs(browser, cast.leader), await openAs(browser, cast.leader)];
  for (const page of [one, other]) {
    await page.goto('/app/reviews');
    await expect(page.getByRole('article').getByRole('heading', { level: 2, name: ISSUES[2].title })).toBeVisible();
  }
  const words = '请写明包案领导的姓名和每月接访的日期。';
  await other.getByLabel('审核意见').fill(words);
  await one.getByRole('button', { name: '同意方案' }).click();
  await told(one, /已通过整改方案/);
  await other.getByRole('button', { name: '退回方案' }).click();
  await expect(other.getByRole('alert').first()).toBeVisible();
  const after = await call(liaison, 'getIssue', { params: { id } });
  expect(after.requests[0]?.reviews.map(({ decision, level }) => `${level} ${decision}`)).toEqual([
    'unit_leader approved',
  ]);
  expect(after.returnCount).toBe(0);
  await liaison.dispose();
});
