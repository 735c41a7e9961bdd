import { expect, test, type Page } from '@playwright/test';
import { addIssue, approveReport, enterIssues, ISSUES, issueAll, openInspection } from './support/arrange.ts';
import { connectAs, foundCast, type Cast } from './support/cast.ts';
import {
  beginWriting,
  checkPane,
  flowStep,
  openMyTurn,
  paragraph,
  pressTwice,
  preview,
  rewrite,
  saved,
  takeStep,
} from './support/draft-page.ts';
import { agree, choose, dialog, told } from './support/page.ts';
import { openAs } from './support/people.ts';

test.describe.configure({ mode: 'serial' });

const [TOLD, PARTY, WITHHELD] = ISSUES;
const LATER = {
  title: '惠农补贴公示不及时',
  text: '惠农补贴公示不及时。竹林村两个季度没有张贴发放明细。',
  measures: ['每季度首月十日前张贴发放明细。'],
};
const LATEST = {
  title: '档案归档不及时',
  text: '档案归档不及时。会议记录缺少四次。',
  measures: ['补齐四次会议记录并统一编号。'],
};
const VISITS = '项问题逐项回访群众。';
const EMPTY_TALK = '二是进一步加强管理，切实压实责任，确保取得实效。';
const FULL_TALK = '二是意见簿每周答复一次，11月已答复26条。';
const TO_ADD = '第二条措施都是套话，请写明答复了多少条。';

let cast: Cast;
let inspectionId: string;
let title: string;
let address: string;
let publicPath: string;
let liaison: Page;
let leader: Page;
let reviewer: Page;
let office: Page;
let reader: Page;

test.beforeAll(async ({ browser }) => {
  cast = await foundCast('云岭镇');
  title = `${cast.unit.name}关于巡察整改情况的通报`;
  const connection = await connectAs(cast.office);
  inspectionId = (await openInspection(connection, cast)).id;
  await enterIssues(connection, inspectionId);
  await issueAll(connection, inspectionId);
  await connection.dispose();
  [liaison, leader, reviewer, office] = [
    await openAs(browser, cast.liaison),
    await openAs(browser, cast.leader),
    await openAs(browser, cast.reviewer),
    await openAs(browser, cast.office),
  ];
  reader = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
});

async function growLedger(number: number, words: typeof LATER): Promise<void> {
  const connection = await connectAs(cast.office);
  await addIssue(connection, inspectionId, number, words);
  await connection.dispose();
}

const submitButton = () => liaison.getByRole('button', { name: '送审', exact: true });

const nameReviewer = () =>
  choose(dialog(liaison, '送审').getByRole('combobox', { name: '保密审查人' }), '云岭镇巡察员（区委巡察办 巡察组）');

async function bringUpToDate(added: string): Promise<void> {
  await liaison.getByRole('button', { name: '按台账更新' }).click();
  await expect(dialog(liaison)).toContainText('您改写过的段落一字不动');
  await agree(liaison, '更新');
  await told(liaison, /已按台账更新：补入 [1-9]\d* 段/);
  await expect(paragraph(liaison, added)).toBeVisible();
}

test('the liaison drafts the report from the ledger, with nothing typed again', async () => {
  await liaison.goto('/app/reports');
  await liaison.getByRole('button', { name: '起草通报' }).click();
  await dialog(liaison, '起草通报').getByRole('combobox', { name: '属于哪次巡察' }).fill(cast.unit.name);
  await liaison.locator('.ant-select-dropdown:visible').getByText(`${cast.unit.name}（`).click();
  await agree(liaison, '去起草');
  await expect(liaison).toHaveURL(`/app/inspections/${inspectionId}?tab=publication`);
  await liaison.getByRole('button', { name: '起草整改通报' }).click();
  await expect(liaison).toHaveURL(/\/app\/reports\/[0-9a-f-]{36}/);
  address = new URL(liaison.url()).pathname;
  await expect(liaison.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(flowStep(liaison)).toHaveText('起草');
  for (const { title: name, measures } of ISSUES) {
    for (const words of [name, ...measures]) await expect(paragraph(liaison, words)).toBeVisible();
  }
  await expect(preview(liaison).getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(preview(liaison).getByText(TOLD.measures[0]!)).toBeVisible();
  await expect(preview(liaison).getByText(PARTY.title)).toHaveCount(0);
  await expect(preview(liaison).getByText(/另有 2 项问题依规不公开/)).toBeVisible();
});

test('a figure put in by “/” opens what it counts and follows the ledger', async () => {
  const field = await beginWriting(paragraph(liaison, '对正在整改的'));
  await field.pressSequentially('对反馈的/');
  const search = liaison.getByRole('combobox', { name: '查找数字' });
  await expect(search).toBeFocused();
  await search.fill('反馈问题总数');
  await expect(liaison.getByRole('option').first()).toContainText('3 项');
  await search.press('Enter');
  await expect(field).toBeFocused();
  await field.pressSequentially(VISITS);
  const row = paragraph(liaison, VISITS);
  await expect(row).toContainText(`对反馈的3${VISITS}`);
  await saved(liaison);

  await row.locator('[data-figure="issues_total"]').click();
  const opened = liaison.getByRole('dialog', { name: '这个数字算的是什么' });
  await expect(opened.getByRole('listitem')).toHaveCount(3);
  await opened.getByRole('button', { name: '关闭' }).click();

  await growLedger(4, LATER);
  await liaison.reload();
  await expect(row).toContainText(`对反馈的4${VISITS}`);
  await bringUpToDate(LATER.title);
  await expect(row).toContainText(`对反馈的4${VISITS}`);
  await expect(preview(liaison).getByText(`对反馈的4${VISITS}`)).toBeVisible();
});

test('a wrong number blocks the way with its sentence, and one press puts it right', async () => {
  await rewrite(
    paragraph(liaison, '建立整改台账'),
    '对反馈的4项问题建立整改台账，逐项登记、逐项管理，共制定整改措施9条。',
  );
  await saved(liaison);
  await expect(checkPane(liaison).getByRole('status')).toContainText('错误 1');
  await expect(checkPane(liaison)).toContainText(/文中写“[^”]*9条”，台账中[^。]*为 5 条/);
  await expect(liaison.getByText('还不能送审：通报体检还有 1 处错误，请先改正再办理。')).toBeVisible();
  await expect(submitButton()).toBeDisabled();

  await checkPane(liaison).getByRole('button', { name: '改为 5' }).click();
  await expect(paragraph(liaison, '建立整改台账')).toContainText('共制定整改措施5条。');
  await saved(liaison);
  await expect(checkPane(liaison).getByRole('status')).toContainText('没有发现问题');
  await expect(submitButton()).toBeEnabled();
});

test('a warning leads to its paragraph and wants a name before the draft goes on', async () => {
  await rewrite(paragraph(liaison, TOLD.measures[1]!), EMPTY_TALK);
  await saved(liaison);
  await expect(checkPane(liaison).getByRole('status')).toContainText('待确认警告 1');
  await expect(submitButton()).toBeDisabled();
  await checkPane(liaison)
    .getByRole('button', { name: /这条措施全是套话/ })
    .click();
  await expect(paragraph(liaison, EMPTY_TALK)).toHaveAttribute('aria-current', 'true');
  await checkPane(liaison).getByRole('button', { name: '已核实，确认无误' }).click();
  await expect(checkPane(liaison)).toContainText('云岭镇联络员 已确认');
  await expect(submitButton()).toBeEnabled();
});

test('a remark stays beside its paragraph', async () => {
  const row = paragraph(liaison, EMPTY_TALK);
  await row.getByRole('toolbar', { name: '本段' }).getByRole('button', { name: '批注' }).click();
  const thread = row.getByRole('group', { name: '本段批注' });
  await thread.getByRole('textbox', { name: '写批注' }).fill('答复的条数等月底再补。');
  await thread.getByRole('button', { name: '批注', exact: true }).click();
  await expect(thread.getByRole('listitem')).toContainText('答复的条数等月底再补。');
  await expect(row.getByText('批注 1').first()).toBeVisible();
});

test('it is sent on with the name of who reviews it for secrecy; the leader signs', async () => {
  await submitButton().click();
  await agree(liaison, '送审');
  await expect(dialog(liaison, '送审')).toContainText('请选择保密审查人');
  await nameReviewer();
  await agree(liaison, '送审');
  await told(liaison, '已送审');
  await expect(flowStep(liaison)).toHaveText('单位负责人签发');
  await expect(liaison.getByText('现在只能看，不能改')).toBeVisible();

  await openMyTurn(leader, title);
  expect(await pressTwice(leader, '签发', '已签发，送保密审查')).toEqual(['POST']);
  await expect(flowStep(leader)).toHaveText('保密审查');
});

test('the reviewer gives it back in enough words, and the liaison puts it right', async () => {
  await openMyTurn(reviewer, title);
  await expect(paragraph(reviewer, EMPTY_TALK)).toBeVisible();
  await reviewer.getByRole('button', { name: '退回修改' }).click();
  await dialog(reviewer, '退回修改').getByLabel('要改什么').fill('不行');
  await agree(reviewer, '退回修改');
  await expect(dialog(reviewer, '退回修改')).toContainText('至少十个字');
  await dialog(reviewer, '退回修改').getByLabel('要改什么').fill(TO_ADD);
  await agree(reviewer, '退回修改');
  await told(reviewer, '已退回起草人修改');

  await liaison.reload();
  await expect(liaison.getByText(`云岭镇巡察员退回：${TO_ADD}`)).toBeVisible();
  await rewrite(paragraph(liaison, EMPTY_TALK), FULL_TALK);
  await saved(liaison);
  await expect(checkPane(liaison).getByRole('status')).toContainText('没有发现问题');
  await takeStep(liaison, '送审', '已送审');
  await openMyTurn(leader, title);
  await takeStep(leader, '签发', '已签发，送保密审查');
});

test('the reviewer sees what has changed since, and passes it; the office approves', async () => {
  await openMyTurn(reviewer, title);
  await expect(reviewer.getByText('自您上次查看以来，文稿有改动。')).toBeVisible();
  await reviewer.getByRole('button', { name: '查看改动' }).click();
  const changes = dialog(reviewer, '自您上次查看以来的改动').getByRole('listitem');
  await expect(changes).toHaveCount(1);
  await expect(changes.locator('ins').filter({ hasText: '26条' })).toHaveCount(1);
  await expect(changes.locator('del').first()).toBeVisible();
  await dialog(reviewer).getByRole('button', { name: '关闭' }).first().click();
  await takeStep(reviewer, '保密审查通过', '已通过，送巡察办审定');

  await openMyTurn(office, title);
  await takeStep(office, '审定发布', '已发布', '立即发布');
  await expect(flowStep(office)).toHaveText('已发布');
  publicPath = (await office.getByRole('link', { name: '公开页（第 1 版）' }).getAttribute('href'))!;
});

test('the public reads it at once, opens a figure, and hears no word of the rest', async ({ page }) => {
  await reader.goto(publicPath);
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText(title);
  for (const words of [TOLD.title, FULL_TALK, LATER.title]) await expect(reader.getByText(words).first()).toBeVisible();
  const visits = reader.getByText(`对反馈的4${VISITS}`);
  await visits.getByRole('button', { name: '4', exact: true }).last().click();
  const note = reader.getByRole('complementary', { name: /反馈问题总数/ });
  await expect(note.getByRole('listitem')).toContainText([TOLD.title, LATER.title]);
  await note.getByRole('button', { name: '关闭' }).click();
  await expect(note).toBeHidden();
  const html = await reader.content();
  for (const { title: name, measures } of [PARTY, WITHHELD]) {
    for (const words of [name, ...measures, '云岭镇联络员', cast.liaison.username]) expect(html).not.toContain(words);
  }

  await growLedger(5, LATEST);
  await reader.reload();
  await expect(visits).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('link', { name: title })).toBeVisible();
});

test('a correction becomes the second version; the first says so', async () => {
  await liaison.goto(address);
  await takeStep(liaison, '更正', '文稿已重新打开，现行版本照常公开');
  await bringUpToDate(LATEST.title);
  await rewrite(paragraph(liaison, '建立整改台账'), '对反馈的5项问题建立整改台账，共制定整改措施6条。');
  await saved(liaison);
  await reader.goto(publicPath);
  await expect(reader.getByText(LATEST.title)).toHaveCount(0);

  await submitButton().click();
  await agree(liaison, '送审');
  await expect(dialog(liaison, '送审')).toContainText('请写明更正了什么');
  await nameReviewer();
  await dialog(liaison, '送审').getByLabel('更正说明').fill('补入第五个问题，措施总数改为六条。');
  await agree(liaison, '送审');
  await told(liaison, '已送审');
  await approveReport(cast, address.split('/').at(-1)!);

  await reader.goto(publicPath);
  const notice = reader.getByRole('note').first();
  await expect(notice).toContainText('这是现行的第 2 版。更正内容：补入第五个问题，措施总数改为六条。');
  await expect(reader.getByText(LATEST.title).first()).toBeVisible();
  await reader.getByRole('region', { name: '版本' }).getByRole('link', { name: '第 1 版' }).click();
  await expect(notice).toContainText('已更正：这是第 1 版，不再有效');
  await expect(reader.getByText(`对反馈的4${VISITS}`)).toBeVisible();
  await notice.getByRole('link').click();
  await expect(reader.getByText(`对反馈的5${VISITS}`)).toBeVisible();
});

test('after its withdrawal the address says so and why, and nothing else', async () => {
  await office.goto(address);
  await office.getByRole('button', { name: '过程与版本' }).click();
  const versions = dialog(office, '过程与版本');
  const firstPath = (await versions.getByRole('link', { name: title }).last().getAttribute('href'))!;
  await versions.getByRole('button', { name: '关闭' }).first().click();
  await office.getByRole('button', { name: '更多' }).click();
  await office.getByRole('menuitem', { name: '撤回通报' }).click();
  await dialog(office, '撤回通报').getByLabel('撤回理由').fill('第三个问题的数据有误，核实后另行公开。');
  await agree(office, '撤回通报');
  await told(office, '通报已撤回');
  for (const path of [publicPath, firstPath]) {
    await reader.goto(path);
    await expect(reader.getByRole('heading', { level: 1, name: '这份通报已经撤回' })).toBeVisible();
    await expect(reader.getByText('第三个问题的数据有误，核实后另行公开。')).toBeVisible();
    expect(await reader.content()).not.toContain(TOLD.title);
  }
  await reader.goto('/');
  await expect(reader.getByRole('link', { name: title })).toHaveCount(0);
});
