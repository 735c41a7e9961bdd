import { expect, test, type Locator, type Page } from '@playwright/test';
import { call } from './support/api.ts';
import { enterIssues, issueAll, openInspection } from './support/arrange.ts';
import { connectAs, foundCast, type Cast } from './support/cast.ts';
import { openAs } from './support/people.ts';

/** An invented report with invented faults: a skipped ordinal, a private number, a day that no year has. */
const TEXT = `中共松林镇委员会关于巡察整改情况的通报
2026年5月20日，区委第二巡察组向松林镇党委反馈了意见。现将整改落实情况通报如下：
一、整改工作基本情况
截至目前，3个问题已全部整改完成，共制定整改措施9条。
二、反馈问题整改落实情况
（一）服务群众方面
1.便民服务大厅办事等候时间长。群众平均等候四十分钟。
一是6月30日前增设两个综合窗口，午间安排专人值守。
三是意见簿每周答复一次，答复26条。
2.村级资金管理不严格。三笔支出没有经手人签字。
一是6月31日前补齐签字手续。
3.档案管理不规范。会议记录缺少四次。
一是会议记录暂未补齐，正在整改。
经办人李某某的电话是13812345678。
中共松林镇委员会
2026年9月10日
`;

const text = (page: Page) => page.getByRole('region', { name: '检查的文字' });
const result = (page: Page) => page.getByRole('region', { name: '检查结果' });
const finding = (page: Page, words: string | RegExp): Locator =>
  result(page).getByRole('listitem').filter({ hasText: words });

let cast: Cast;
let inspectionId: string;

test.beforeAll(async () => {
  cast = await foundCast('松林镇');
  const office = await connectAs(cast.office);
  inspectionId = (await openInspection(office, cast)).id;
  await enterIssues(office, inspectionId);
  await issueAll(office, inspectionId);
  await office.dispose();
});

test('a pasted text is checked line by line; each finding leads to its place', async ({ browser }) => {
  const page = await openAs(browser, cast.leader, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto('/app');
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '通报体检' }).click();
  await expect(page.getByRole('button', { name: '开始检查' })).toBeDisabled();
  await page.evaluate((words) => navigator.clipboard.writeText(words), TEXT);
  await page.getByLabel('要检查的文字').focus();
  await page.keyboard.press('Control+V');
  await page.getByRole('button', { name: '开始检查' }).click();

  await expect(page.getByText('识别出问题 3 个')).toBeVisible();
  await expect(finding(page, '之前缺少“二是”')).toContainText('第 9 行');
  await expect(finding(page, '日期“6月31日”不存在')).toContainText('第 11 行');
  await expect(finding(page, /写着“正在整改”，而第 4 行称/)).toContainText('错误');
  await expect(finding(page, '出现手机号码')).toContainText('138******78');

  await finding(page, '日期“6月31日”不存在').getByRole('button').first().click();
  await expect(text(page).locator('mark.is-active')).toHaveText('6月31日');
  await expect(text(page).locator('mark.is-active')).toBeInViewport();
  await text(page).locator('mark').filter({ hasText: '13812345678' }).click();
  await expect(finding(page, '出现手机号码').locator('[aria-current="true"]')).toBeVisible();

  await result(page)
    .getByText(/^错误 \d+$/)
    .click();
  await expect(finding(page, '之前缺少“二是”')).toHaveCount(0);
  await expect(finding(page, '出现手机号码')).toBeVisible();
});

test('one press mends, one press takes it back, and the text can be taken along', async ({ browser }) => {
  const page = await openAs(browser, cast.liaison, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto('/app/check');
  await page.getByLabel('要检查的文字').fill(TEXT);
  await page.getByRole('button', { name: '开始检查' }).click();
  await finding(page, '出现手机号码').getByRole('button', { name: '隐去手机号码' }).click();
  await expect(text(page)).not.toContainText('13812345678');
  await expect(finding(page, '出现手机号码')).toHaveCount(0);
  await expect(finding(page, '日期“6月31日”不存在')).toBeVisible();

  await page.getByRole('button', { name: '撤销修改（1）' }).click();
  await expect(text(page)).toContainText('13812345678');
  await expect(finding(page, '出现手机号码')).toBeVisible();

  await finding(page, '出现手机号码').getByRole('button', { name: '隐去手机号码' }).click();
  await page.getByRole('button', { name: '复制全文' }).click();
  await expect(page.getByText('已复制全文')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('6月31日');
  expect(copied).not.toContain('13812345678');
  await page.getByRole('button', { name: '重新检查' }).click();
  await expect(page.getByRole('button', { name: '撤销修改' })).toBeDisabled();
  await expect(finding(page, '出现手机号码')).toHaveCount(0);
  await expect(finding(page, '日期“6月31日”不存在')).toBeVisible();
  await page.getByRole('button', { name: '换一份' }).click();
  await expect(page.getByLabel('要检查的文字')).toHaveValue('');
});

test('files are checked as they are: text, and Word as the product writes it', async ({ browser }) => {
  const page = await openAs(browser, cast.liaison);
  const { id } = await call(page.request, 'createReport', { body: { kind: 'stage', inspectionId } });
  const docx = await (await page.request.get(`/api/reports/${id}/docx?audience=public`)).body();
  const choice = page.locator('input[type="file"]');

  await page.goto('/app/check');
  await choice.setInputFiles({ name: '旧稿.doc', mimeType: 'application/msword', buffer: Buffer.from('旧') });
  await expect(page.getByRole('alert')).toContainText('旧的 doc、wps 文件请另存为 docx');

  await choice.setInputFiles({ name: '通报.txt', mimeType: 'text/plain', buffer: Buffer.from(TEXT) });
  await expect(finding(page, '日期“6月31日”不存在')).toBeVisible();
  await page.getByRole('button', { name: '换一份' }).click();

  await choice.setInputFiles({
    name: '通报.docx',
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    buffer: docx,
  });
  await expect(text(page)).toContainText('便民服务大厅办事等候时间长');
  await expect(text(page)).not.toContainText('柳荫渡口');
  await expect(result(page)).toBeVisible();
  await page.getByRole('button', { name: '换一份' }).click();

  await choice.setInputFiles({
    name: '坏的.docx',
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    buffer: docx.subarray(0, Math.floor(docx.length / 2)),
  });
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel('要检查的文字')).toBeVisible();
});

test('held against the ledger of an inspection, the numbers must be those of the ledger', async ({ browser }) => {
  const page = await openAs(browser, cast.liaison);
  await page.goto('/app/check');
  const ledger = page.getByRole('combobox', { name: /对照台账/ });
  await ledger.fill(cast.unit.name);
  await page.getByText(`${cast.unit.name}（${cast.programme.name}）`, { exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`inspectionId=${inspectionId}`));
  await page.getByLabel('要检查的文字').fill(TEXT);
  await page.getByRole('button', { name: '开始检查' }).click();
  const wrong = finding(page, /文中写“[^”]*9条”，台账中[^。]*为 4 条/);
  await expect(wrong).toContainText('第 4 行');
  await expect(finding(page, '台账中还有 3 项未完成')).toBeVisible();
  await wrong.getByRole('button', { name: '改为 4' }).click();
  await expect(text(page)).toContainText('共制定整改措施4条');
  await expect(wrong).toHaveCount(0);
});
