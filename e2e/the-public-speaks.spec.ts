import { expect, test, type Page } from '@playwright/test';
import { ISSUES, publishInspection } from './support/arrange.ts';
import { foundCast } from './support/cast.ts';
import { barriers, faultsOf, KNOWN } from './support/look.ts';
import { agree, dialog, told } from './support/page.ts';
import { demo, openAs } from './support/people.ts';

test.describe.configure({ mode: 'serial' });

const [TOLD] = ISSUES;
const number = String(Date.now()).slice(-6);
const QUESTION = `午间十二点半去过三次，窗口都没有人，请核实。（${number}）`;
const PROBLEM = `后山巷的路灯坏了两个月没有人修，晚上老人不敢出门。（${number}）`;
const ANSWER = '十一月起午间由值班主任值守，欢迎继续监督。';

let report: Awaited<ReturnType<typeof publishInspection>>;
let reader: Page;
let office: Page;
const receipts = new Map<string, string>();

test.beforeAll(async ({ browser }) => {
  report = await publishInspection(await foundCast('青石镇'));
  reader = await (await browser.newContext({ javaScriptEnabled: false })).newPage();

  office = await openAs(browser, demo('office'));
});

/** Confirms what was shown; who is too quick is told so and presses again. */
async function confirm(): Promise<string> {
  await expect(async () => {
    await reader.getByRole('button', { name: '确认提交' }).click();
    await expect(reader.getByRole('heading', { level: 1 })).toHaveText('意见已收到', { timeout: 1_000 });
  }).toPass();
  return (await reader.locator('.receipt').textContent())!.trim();
}

async function lookUp(receipt: string): Promise<void> {
  await reader.goto('/feedback');
  await reader.getByLabel('回执编号').fill(receipt);
  await reader.getByRole('button', { name: '查询' }).click();
}

const opinion = (words: string) =>
  office.getByRole('navigation', { name: '意见' }).getByRole('link').filter({ hasText: words });

test('without script a reader says what they think of one issue, sees it once more, and gets a receipt', async () => {
  await reader.goto(`/reports/${report.slug}`);
  await reader.getByRole('link', { name: '提意见', exact: true }).click();
  const about = reader.getByLabel('关于');
  const choices = await about.getByRole('option').allTextContents();
  expect(choices).toHaveLength(2);
  await about.selectOption({ index: 1 });
  await reader.getByLabel('意见', { exact: true }).fill('不好');
  await reader.getByLabel('姓名（可不填）').fill('贺女士');
  await reader.getByRole('button', { name: '下一步：核对' }).click();
  await expect(reader.getByText('意见至少 5 个字，请说得具体一些。')).toBeVisible();
  await expect(reader.getByLabel('姓名（可不填）')).toHaveValue('贺女士');

  await reader.getByLabel('意见', { exact: true }).fill(QUESTION);
  await reader.getByRole('button', { name: '下一步：核对' }).click();
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText('请核对您的意见');
  await expect(reader.getByRole('definition').filter({ hasText: TOLD.title })).toBeVisible();
  await expect(reader.getByRole('definition').filter({ hasText: QUESTION })).toBeVisible();
  await reader.getByRole('button', { name: '返回修改' }).click();
  await expect(reader.getByLabel('意见', { exact: true })).toHaveValue(QUESTION);
  await reader.getByRole('button', { name: '下一步：核对' }).click();
  receipts.set(QUESTION, await confirm());
  expect(receipts.get(QUESTION)).toMatch(/^[A-HJKMNP-Z2-9]{4}(-[A-HJKMNP-Z2-9]{4}){2}$/);

  await reader.goto(`/reports/${report.slug}/feedback`);
  await reader.getByLabel('意见', { exact: true }).fill(PROBLEM);
  await reader.getByRole('button', { name: '下一步：核对' }).click();
  await expect(reader.getByRole('definition').filter({ hasText: '整份通报' })).toBeVisible();
  receipts.set(PROBLEM, await confirm());
});

test('before it is answered the receipt says so, and a wrong number is answered in words', async () => {
  await lookUp(receipts.get(QUESTION)!.toLowerCase());
  await expect(reader.getByRole('heading', { level: 2 })).toContainText('待办理');
  await expect(reader.getByText('正在办理，还没有答复。')).toBeVisible();
  await lookUp('AAAA-BBBB-CCCC');
  await expect(reader.getByRole('alert')).toContainText('没有这个编号。请核对后重新填写');
  await expect(reader.getByText(QUESTION)).toHaveCount(0);
});

test('the office answers it in the application, and the answer is read with the receipt', async () => {
  await office.goto('/app');
  await office
    .getByRole('navigation', { name: '主导航' })
    .getByRole('link', { name: /公众意见/ })
    .click();
  await opinion(QUESTION).click();
  const article = office.getByRole('article');
  await expect(article.getByRole('heading', { level: 2 })).toContainText(receipts.get(QUESTION)!.replaceAll('-', ''));
  await expect(article).toContainText(TOLD.title);
  await expect(article).toContainText('贺女士');
  await article.getByRole('button', { name: '答复', exact: true }).click();
  await dialog(office, '答复').getByLabel('答复', { exact: true }).fill('好');
  await agree(office, '答复');
  await expect(dialog(office, '答复')).toContainText('答复至少五个字');
  await dialog(office, '答复').getByLabel('答复', { exact: true }).fill(ANSWER);
  await agree(office, '答复');
  await told(office, '已答复');
  await expect(opinion(QUESTION)).toHaveCount(0);

  await lookUp(receipts.get(QUESTION)!);
  await expect(reader.getByRole('heading', { level: 2 })).toContainText('已答复');
  await expect(reader.getByRole('definition').filter({ hasText: ANSWER })).toBeVisible();
});

test('an opinion that is taken up becomes an issue that the public told of, still to be issued', async () => {
  await office.goto('/app/feedback');
  await opinion(PROBLEM).click();
  const article = office.getByRole('article');
  await article.getByRole('button', { name: '转为问题' }).click();
  const form = dialog(office, '转为问题');
  await expect(form).toContainText('台账中新增一个来源为“公众反映”的问题');
  await expect(form.getByLabel('问题内容')).toHaveValue(PROBLEM);
  await form.getByLabel('问题标题').fill('后山巷路灯损坏无人维修');
  await agree(office, '转为问题');
  await told(office, '已转为问题，等待下发');

  await office.goto('/app/feedback?state=adopted');
  await opinion(PROBLEM).click();
  await article.getByRole('link', { name: '查看转成的问题' }).click();
  await expect(office.getByRole('heading', { level: 1 })).toContainText('后山巷路灯损坏无人维修');
  await expect(office.getByRole('main')).toContainText('公众反映');
  await expect(office.getByRole('list', { name: '办理进程' }).locator('[aria-current="step"]')).toHaveText('待下发');

  await lookUp(receipts.get(PROBLEM)!);
  await expect(reader.getByRole('heading', { level: 2 })).toContainText('已转为问题');
  await expect(reader.getByText('已列为整改问题，由责任单位办理。')).toBeVisible();
});

test('the form, its questions and its answers keep nobody out', async ({ page }) => {
  const look = async () => {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await faultsOf(page, KNOWN)).toEqual([]);
      expect(await barriers(page)).toEqual([]);
    }
  };
  await page.goto(`/reports/${report.slug}/feedback`);
  await page.getByLabel('意见', { exact: true }).fill('不好');
  await page.getByRole('button', { name: '下一步：核对' }).click();
  await expect(page.getByText('意见至少 5 个字，请说得具体一些。')).toBeVisible();
  await look();
  await page.getByLabel('意见', { exact: true }).fill(QUESTION);
  await page.getByRole('button', { name: '下一步：核对' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('请核对您的意见');
  await look();
  await page.goto('/feedback');
  await page.getByLabel('回执编号').fill(receipts.get(QUESTION)!);
  await page.getByRole('button', { name: '查询' }).click();
  await expect(page.getByRole('definition').filter({ hasText: ANSWER })).toBeVisible();
  await look();
});

test('the unit neither reads nor answers who wrote it', async ({ browser }) => {
  const cast = await foundCast('石桥镇');
  const page = await openAs(browser, cast.liaison);
  await page.goto('/app/feedback');
  await expect(page.getByText('没有待办理的意见')).toBeVisible();
  await expect(page.getByText('贺女士')).toHaveCount(0);
});
