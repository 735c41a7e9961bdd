import { expect, test, type Page } from '@playwright/test';
import { call } from './support/api.ts';
import { enterIssues, issueAll, openInspection } from './support/arrange.ts';
import { connectAs, foundCast, type Cast } from './support/cast.ts';
import { beginWriting, paragraph, preview, rewrite, saved } from './support/draft-page.ts';
import { demo, openAs } from './support/people.ts';

const FIRST = '对正在整改的';
const SECOND = '建立整改台账';
const MORNING = '对尚未完成的问题，每月十日前报一次进展。';
const EVENING = '对尚未完成的问题，每季度末集中检查一次。';

let cast: Cast;
let address: string;
let reportId: string;

test.beforeEach(async () => {
  cast = await foundCast('柳林镇');
  const office = await connectAs(cast.office);
  const { id: inspectionId } = await openInspection(office, cast);
  await enterIssues(office, inspectionId);
  await issueAll(office, inspectionId);
  const liaison = await connectAs(cast.liaison);
  reportId = (await call(liaison, 'createReport', { body: { kind: 'final', inspectionId } })).id;
  address = `/app/reports/${reportId}`;
  await Promise.all([office.dispose(), liaison.dispose()]);
});

async function savedTexts(): Promise<string[]> {
  const liaison = await connectAs(cast.liaison);
  const { paragraphs } = await call(liaison, 'getReport', { params: { id: reportId } });
  await liaison.dispose();
  return paragraphs.map(({ text }) => text);
}

const openDraft = async (page: Page) => {
  await page.goto(address);
  await expect(paragraph(page, FIRST)).toBeVisible();
  await expect(preview(page).getByRole('heading', { level: 1 })).toBeVisible();
};

test('two people write the same paragraph: the second sees both texts and chooses, and no word is lost', async ({
  browser,
}) => {
  const [one, other] = [await openAs(browser, cast.liaison), await openAs(browser, demo('office2'))];
  await openDraft(one);
  await openDraft(other);
  await rewrite(paragraph(one, FIRST), MORNING);
  await saved(one);
  await rewrite(paragraph(other, FIRST), EVENING);

  const conflict = other.getByRole('alert', { name: '改动冲突' });
  await expect(conflict).toContainText('您修改时，别人先保存了同一段（1 处），请选择');
  await expect(conflict).toContainText('别人已保存的');
  await expect(conflict.locator('.compare-side').first()).toContainText('十日前报一次进展');
  await expect(conflict.locator('.compare-side').last()).toContainText('季度末集中检查一次');
  expect(await savedTexts()).toContain(MORNING);

  await conflict.getByRole('button', { name: '用我的，替换别人的' }).click();
  await expect(conflict).toHaveCount(0);
  await saved(other);
  expect(await savedTexts()).toContain(EVENING);

  await other.getByRole('button', { name: '修订历史' }).click();
  const history = other.getByRole('dialog', { name: '修订历史' });
  await expect(history.getByRole('button', { name: /柳林镇联络员/ }).first()).toBeVisible();
  await expect(history.locator('del').first()).toBeVisible();

  // Whoever wrote first is told, too, and may let go of what they then write.
  await rewrite(paragraph(one, MORNING), `${MORNING}再议。`);
  const second = one.getByRole('alert', { name: '改动冲突' });
  await expect(second).toContainText('季度末集中检查一次');
  await second.getByRole('button', { name: '用别人的，放弃我的' }).click();
  await expect(paragraph(one, EVENING)).toBeVisible();
  expect(await savedTexts()).toContain(EVENING);
});

test('whoever came second and loads the page again, or has it open twice, is asked as before, and nothing is written over till then', async ({
  browser,
}) => {
  const [one, other] = [await openAs(browser, cast.liaison), await openAs(browser, demo('office2'))];
  await openDraft(one);
  await openDraft(other);
  const twin = await other.context().newPage();
  await openDraft(twin);
  await rewrite(paragraph(one, FIRST), MORNING);
  await saved(one);
  await rewrite(paragraph(other, FIRST), EVENING);
  const conflict = other.getByRole('alert', { name: '改动冲突' });
  await expect(conflict).toContainText('季度末集中检查一次');

  // The page asks whether one means to leave, since a choice is open.
  other.on('dialog', (asking) => void asking.accept());
  await other.reload();
  await expect(conflict.locator('.compare-side').first()).toContainText('十日前报一次进展');
  await expect(conflict.locator('.compare-side').last()).toContainText('季度末集中检查一次');
  await expect(paragraph(other, MORNING)).toBeVisible();

  // Saving something else in the other window of the account leaves the open question alone.
  const field = await beginWriting(paragraph(twin, SECOND));
  await field.pressSequentially('每年回访一次。');
  await saved(twin);
  await other.reload();
  await expect(conflict).toContainText('季度末集中检查一次');
  expect(await savedTexts()).toContain(MORNING);
  expect(await savedTexts()).not.toContain(EVENING);

  await conflict.getByRole('button', { name: '用我的，替换别人的' }).click();
  await expect(conflict).toHaveCount(0);
  await saved(other);
  expect(await savedTexts()).toContain(EVENING);
  await other.reload();
  await expect(paragraph(other, EVENING)).toBeVisible();
  await expect(conflict).toHaveCount(0);
});

test('two people write different paragraphs: both are kept, and nobody is troubled', async ({ browser }) => {
  const [one, other] = [await openAs(browser, cast.liaison), await openAs(browser, demo('office2'))];
  await openDraft(one);
  await openDraft(other);
  await rewrite(paragraph(one, FIRST), MORNING);
  const field = await beginWriting(paragraph(other, SECOND));
  await field.pressSequentially('每年回访一次。');
  await saved(one);
  await saved(other);
  const texts = await savedTexts();
  expect(texts).toContain(MORNING);
  expect(texts.filter((text) => text.endsWith('每年回访一次。'))).toHaveLength(1);
  for (const page of [one, other]) {
    await expect(page.getByRole('alert', { name: '改动冲突' })).toHaveCount(0);
    await page.reload();
    await expect(paragraph(page, MORNING)).toBeVisible();
    await expect(paragraph(page, SECOND)).toContainText('每年回访一次。');
  }
});

test('a lost connection loses no word: it is told, kept, and saved afterwards', async ({ browser }) => {
  const page = await openAs(browser, cast.liaison);
  await openDraft(page);
  await page.context().setOffline(true);
  await rewrite(paragraph(page, FIRST), MORNING);
  const told = page.getByRole('status').filter({ hasText: '未保存——连接不上服务器，接通后自动保存。' });
  await expect(told).toContainText('文字已留在这台电脑上。');
  expect(await savedTexts()).not.toContain(MORNING);
  await page.context().setOffline(false);
  await saved(page);
  expect(await savedTexts()).toContain(MORNING);
});

test('words that the closing of the window kept from the server stand there at the next opening, and are saved then', async ({
  browser,
}) => {
  const page = await openAs(browser, cast.liaison);
  await openDraft(page);
  await page.context().setOffline(true);
  await rewrite(paragraph(page, FIRST), EVENING);
  await expect(page.getByRole('status').filter({ hasText: '未保存' })).toBeVisible();
  const context = page.context();
  await page.close();
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto(address);
  await expect(paragraph(next, EVENING)).toBeVisible();
  await saved(next);
  expect(await savedTexts()).toContain(EVENING);
});

test('a first report can be given the ways in which its unit is reached', async ({ browser }) => {
  const page = await openAs(browser, cast.liaison);
  await openDraft(page);
  await page.getByRole('group', { name: '联系方式' }).getByLabel('联系电话').fill('0999-66668888');
  await saved(page);
  await page.reload();
  await expect(page.getByLabel('联系电话')).toHaveValue('0999-66668888');
  await expect(preview(page).getByText('0999-66668888').first()).toBeVisible();
});
