import { expect, test, type Locator, type Page } from '@playwright/test';
import { addDays } from '@rectify/domain';
import { today } from './support/arrange.ts';
import { foundCast, type Cast } from './support/cast.ts';
import { paragraph } from './support/draft-page.ts';
import { agree, choose, dialog, told } from './support/page.ts';
import { openAs } from './support/people.ts';
import { readReport } from './support/report-text.ts';

test.describe.configure({ mode: 'serial' });

const report = readReport();
let cast: Cast;
let page: Page;
let inspection: string;

test.beforeAll(async ({ browser }) => {
  cast = await foundCast('青禾镇');
  page = await openAs(browser, cast.office, { permissions: ['clipboard-read', 'clipboard-write'] });
});

const area = () => page.getByLabel('通报或反馈意见的文字');
const outline = () => page.getByRole('list', { name: '识别出的结构' });
const row = (words: string | RegExp): Locator => outline().getByRole('button').filter({ hasText: words }).first();
const commitButton = () => page.getByRole('button', { name: /^导入 \d+ 个问题$/ });

/** Pastes as people do: from the clipboard, into the field. */
async function paste(text: string): Promise<void> {
  // What was read before and not imported would be there again.
  await page.goto('/');
  await page.evaluate(() => localStorage.clear());
  await page.goto(`${inspection}/import`);
  await expect(area()).toBeVisible();
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await area().focus();
  await page.keyboard.press('Control+V');
}

test('the office creates an inspection, told at once what is still missing', async () => {
  await page.goto('/app/inspections');
  await page.getByRole('button', { name: '新建巡察' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '新建巡察' })).toBeVisible();
  await page.getByRole('button', { name: '新建巡察' }).click();
  await expect(page.getByRole('alert').first()).toContainText('有 3 处需要改正');
  await choose(page.getByRole('combobox', { name: '轮次' }), cast.programme.name);
  await choose(page.getByRole('combobox', { name: '被巡察单位' }), cast.unit.name);
  await choose(page.getByRole('combobox', { name: '巡察组' }), cast.group.name);
  await page.getByLabel('进驻开始').fill(addDays(today(), -90));
  await page.getByLabel('进驻开始').press('Enter');
  await page.getByLabel('反馈日').fill(addDays(today(), -20));
  await page.getByLabel('反馈日').press('Enter');
  await page.getByRole('button', { name: '新建巡察' }).click();
  await expect(page.getByRole('heading', { level: 1, name: cast.unit.name })).toBeVisible();
  await expect(page.getByRole('list', { name: '重要日期' })).toContainText('集中整改期满');
  inspection = new URL(page.url()).pathname;
});

test('texts that are no report are answered in words', async () => {
  await page.goto(`${inspection}/import`);
  await expect(area()).toHaveValue('');
  await expect(commitButton()).toHaveCount(0);
  await area().fill('   \n  ');
  await expect(commitButton()).toHaveCount(0);

  await paste(
    'Dear colleagues,\n\n1. The minutes of the last meeting were approved.\n2. There was no other business.\n',
  );
  await expect(page.getByText('没有识别出问题。')).toBeVisible();
  await expect(commitButton()).toHaveCount(0);

  await area().fill('');
  await paste(`${'整改落实情况说明。'.repeat(40)}\n`.repeat(1000));
  await expect(page.getByText(/文字太长/)).toContainText('分成几段');
  await expect(commitButton()).toHaveCount(0);

  await paste('序号\t问题\t整改措施\t责任人\n1\t台账不全\t补齐台账\t张某\n2\t公示不及时\t每月公示\t李某\n');
  await expect(
    page
      .getByText(/没有识别出问题|识别出 \d+ 个问题/)
      .or(commitButton())
      .first(),
  ).toBeVisible();
});

test('a pasted report is shown as a tree beside its text, with what is doubtful', async () => {
  await paste(report.text);
  await expect(commitButton()).toHaveText(`导入 ${report.issueCount} 个问题`);
  await expect(page.getByLabel('文中读到的基本情况')).toContainText(report.phone);
  await expect(row(report.first.title)).toContainText(`${report.first.measureCount} 条措施`);

  await page
    .getByText(/存疑 \d+/)
    .first()
    .click();
  const doubts = page.getByRole('region', { name: '识别结果' }).getByRole('listitem');
  await expect(doubts.filter({ hasText: `“(${report.missing})”` }).first()).toBeVisible();
  await expect(doubts.filter({ hasText: '从“二是”开始' }).first()).toBeVisible();
  await doubts.filter({ hasText: '从“二是”开始' }).first().getByRole('button').click();
  await expect(page.getByRole('region', { name: '通报文字，带行号' }).locator('[aria-current="true"]')).toContainText(
    '二是',
  );
  await page.getByText('结构', { exact: true }).click();
});

test('what was understood can be corrected, and each correction taken back', async () => {
  const undo = page.getByRole('button', { name: '撤销', exact: true });
  await row(report.first.title).click();

  await page.getByLabel('问题标题').fill('校正过的问题标题');
  await page.getByLabel('问题标题').press('Enter');
  await expect(row('校正过的问题标题')).toBeVisible();
  await undo.click();
  await expect(row(report.first.title)).toBeVisible();
  await page.getByRole('button', { name: '重做' }).click();
  await expect(row('校正过的问题标题')).toBeVisible();

  await page.getByRole('button', { name: '不导入', exact: true }).click();
  await expect(commitButton()).toHaveText(`导入 ${report.issueCount - 1} 个问题`);
  await undo.click();
  await expect(commitButton()).toHaveText(`导入 ${report.issueCount} 个问题`);

  const issue = outline()
    .getByRole('listitem')
    .filter({ has: page.getByText('校正过的问题标题', { exact: true }) });
  const second = issue.locator('xpath=following-sibling::li[2]').getByRole('button').first();
  await second.click();
  await page.getByRole('button', { name: '与上一条合并' }).click();
  await expect(row('校正过的问题标题')).toContainText(`${report.first.measureCount - 1} 条措施`);
  await undo.click();
  await expect(row('校正过的问题标题')).toContainText(`${report.first.measureCount} 条措施`);

  if ((await second.getAttribute('aria-current')) === null) await second.click();
  const text = page.getByLabel('整改措施', { exact: true });
  await text.click();
  await text.press('Control+Home');
  for (let step = 0; step < 6; step += 1) await text.press('ArrowRight');
  await page.getByRole('button', { name: '在光标处拆成两条' }).click();
  await expect(row('校正过的问题标题')).toContainText(`${report.first.measureCount + 1} 条措施`);
  await undo.click();
  await expect(row('校正过的问题标题')).toContainText(`${report.first.measureCount} 条措施`);
});

test('it is written at once, with all its issues on the ledger', async () => {
  await commitButton().click();
  await expect(dialog(page, '确认导入')).toContainText(
    `将写入 ${report.issueCount} 个问题、${report.measureCount} 条措施`,
  );
  await agree(page, '导入');
  const result = page.getByRole('status').filter({ hasText: '已导入' });
  await expect(result).toContainText(`已导入 ${report.issueCount} 个问题、${report.measureCount} 条措施`);
  await result.getByRole('button', { name: '在台账中查看' }).click();
  await expect(page.getByRole('link', { name: `共 ${report.issueCount}` })).toBeVisible();
  await expect(page.getByRole('row', { name: '校正过的问题标题' })).toContainText('待下发');
  await page.goBack();
});

test('the number that the document leaves out is added by hand, in its place', async () => {
  await page.goto(`${inspection}/issues/new?number=${report.missing}`);
  await expect(page.getByLabel('序号')).toHaveValue(String(report.missing));
  await page.getByLabel('问题标题').fill('漏印的一个问题');
  await page.getByLabel('问题原文').fill('漏印的一个问题。原件第三页有，公开稿中没有。');
  await page.getByRole('button', { name: '新增问题' }).click();
  await told(page, /问题已加入台账/);
  await expect(page.getByRole('heading', { level: 1, name: new RegExp(`第 ${report.missing} 号`) })).toBeVisible();

  const id = inspection.split('/').at(-1)!;
  await page.goto(`/app/issues?inspectionId=${id}`);
  await expect(page.getByRole('link', { name: `共 ${report.issueCount + 1}` })).toBeVisible();
  const added = page.getByRole('row', { name: '漏印的一个问题' });
  const before = added.locator('xpath=preceding-sibling::tr[1]');
  const after = added.locator('xpath=following-sibling::tr[1]');
  await expect(before.getByRole('checkbox')).toHaveAccessibleName(`选择第 ${report.missing - 1} 项`);
  await expect(after.getByRole('checkbox')).toHaveAccessibleName(`选择第 ${report.missing + 1} 项`);
});

test('the same text once more changes nothing and says so', async () => {
  await paste(report.text);
  await expect(commitButton()).toHaveText(`导入 ${report.issueCount} 个问题`);
  await commitButton().click();
  await agree(page, '导入');
  await expect(page.getByRole('status').filter({ hasText: '没有重复写入' })).toContainText('没有作任何改动');
  const id = inspection.split('/').at(-1)!;
  await page.goto(`/app/issues?inspectionId=${id}`);
  await expect(page.getByRole('link', { name: `共 ${report.issueCount + 1}` })).toBeVisible();
});

test('a report of the whole is drafted from what was imported, every issue in its place', async () => {
  await page.goto(inspection);
  await page.getByRole('button', { name: '下发', exact: true }).click();
  await agree(page, '下发');
  await told(page, new RegExp(`已下发 ${report.issueCount + 1} 个问题`));
  await page.goto(`${inspection}?tab=publication`);
  await page.getByRole('button', { name: '起草整改通报' }).click();
  await expect(page.getByRole('heading', { level: 1, name: cast.unit.name })).toBeVisible();
  await expect(page.locator('li[data-paragraph^="issue:"]')).toHaveCount(report.issueCount + 1);
  await expect(page.locator('li[data-paragraph^="measure:"]')).toHaveCount(report.measureCount);
  await expect(paragraph(page, '校正过的问题标题')).toBeVisible();
  await expect(paragraph(page, '漏印的一个问题')).toBeVisible();
});
