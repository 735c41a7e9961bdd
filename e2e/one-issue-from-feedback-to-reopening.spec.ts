import { expect, test, type Page } from '@playwright/test';
import { addDays } from '@rectify/domain';
import { enterIssues, ISSUES, openInspection, passReport, today } from './support/arrange.ts';
import { connectAs, foundCast, type Cast } from './support/cast.ts';
import { paragraph } from './support/draft-page.ts';
import { makePdf, PNG } from './support/files.ts';
import { measure, openCase, progressLine, timeline } from './support/issue-page.ts';
import { agree, dialog, told } from './support/page.ts';
import { openAs, signInByForm } from './support/people.ts';

test.describe.configure({ mode: 'serial' });

const [TOLD, PARTY, WITHHELD] = ISSUES;
const TO_ADD = '请补充意见簿答复的原件，并写明两个窗口启用的日期。';

let cast: Cast;
let inspectionId: string;
let issuePath: string;
let office: Page;
let liaison: Page;
let leader: Page;
let group: Page;

test.beforeAll(async ({ browser }) => {
  cast = await foundCast('枫桥镇');
  const connection = await connectAs(cast.office);
  inspectionId = (await openInspection(connection, cast)).id;
  const [first] = await enterIssues(connection, inspectionId);
  issuePath = `/app/issues/${first!.id}`;
  await connection.dispose();
  [office, leader, group] = [
    await openAs(browser, cast.office),
    await openAs(browser, cast.leader),
    await openAs(browser, cast.reviewer),
  ];
  liaison = await (await browser.newContext()).newPage();
});

async function approve(page: Page, button: string): Promise<void> {
  await openCase(page, cast.unit.name);
  await page.getByRole('button', { name: button, exact: true }).click();
}

test('the office issues the feedback, whose words are then locked', async () => {
  await office.goto(issuePath);
  await expect(progressLine(office)).toHaveText('待下发');
  await office.goto(`/app/inspections/${inspectionId}`);
  await office.getByRole('button', { name: '下发', exact: true }).click();
  await expect(dialog(office)).toContainText(`下发 3 个问题给${cast.unit.name}`);
  await expect(dialog(office)).toContainText('下发后问题原文锁定');
  await agree(office, '下发');
  await told(office, /已下发 3 个问题/);
  await office.goto(issuePath);
  await expect(progressLine(office)).toHaveText('待制定措施');
  await expect(office.getByText('原文已锁定，任何人不得改动')).toBeVisible();
  await expect(office.getByRole('button', { name: '修改问题' })).toHaveCount(0);
});

test('the liaison finds it among what is to be done, and names people and dates for all issues at once', async () => {
  await signInByForm(liaison, cast.liaison);
  await expect(liaison.getByRole('heading', { level: 2, name: /待制定措施/ })).toContainText('3');
  await liaison.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '整改台账' }).click();
  await liaison.getByRole('checkbox', { name: '选择本页全部' }).check();
  await expect(liaison.getByText('已选 3 项')).toBeVisible();
  await liaison.getByRole('button', { name: '批量指定' }).click();
  const form = dialog(liaison, /批量指定：3 个问题、4 条措施/);
  await form.getByRole('button', { name: '指定', exact: true }).click();
  await expect(form.getByText('请至少填写一项')).toBeVisible();
  await form.getByLabel('责任领导').fill('江副镇长');
  await form.getByLabel('责任部门').fill('便民服务中心');
  await form.getByLabel('责任人').fill('柳主任');
  await form.getByLabel('完成时限').fill(addDays(today(), 60));
  await form.getByLabel('完成时限').press('Enter');
  await form.getByRole('button', { name: '指定', exact: true }).click();
  await told(liaison, /4 条措施/);
  await expect(liaison.getByRole('row', { name: TOLD.title })).toContainText('柳主任');
});

test('the liaison submits the plan, the leader signs it, the group approves it', async () => {
  await liaison.getByRole('link', { name: TOLD.title }).click();
  await expect(progressLine(liaison)).toHaveText('待制定措施');
  await expect(measure(liaison, 1)).toContainText('柳主任');
  await liaison.getByRole('button', { name: '提交方案' }).click();
  await expect(dialog(liaison)).toContainText('共 2 条措施');
  await agree(liaison, '提交方案');
  await told(liaison, /已提交整改方案/);
  await expect(progressLine(liaison)).toHaveText('方案审核中');

  await approve(leader, '同意方案');
  await told(leader, /已通过整改方案/);
  await approve(group, '同意方案');
  await told(group, /已通过整改方案/);
  await liaison.reload();
  await expect(progressLine(liaison)).toHaveText('整改中');
});

test('the gate tells everything that is missing, and the liaison supplies it', async () => {
  const gaps = liaison.getByRole('region', { name: '离销号还差 6 项' });
  await expect(gaps.getByRole('listitem')).toHaveText([
    /尚未完成/,
    /进展/,
    /尚未完成/,
    /进展/,
    /还没有佐证材料/,
    /还没有填写整改成效/,
  ]);
  const ask = liaison.getByRole('button', { name: '申请销号' });
  await expect(ask).toHaveAttribute('aria-disabled', 'true');
  await ask.press('Enter');
  await expect(gaps).toBeFocused();
  await expect(dialog(liaison)).toHaveCount(0);

  const filed = ['两个综合窗口已经启用，午间每日两人值守。', '意见簿已答复 26 条，答复情况每周上墙公示。'];
  for (const [index, words] of filed.entries()) {
    await measure(liaison, index + 1)
      .getByRole('button', { name: '添加进展' })
      .click();
    await measure(liaison, index + 1)
      .getByLabel('进展情况')
      .fill(words);
    await measure(liaison, index + 1)
      .getByRole('button', { name: '提交进展' })
      .click();
    await expect(measure(liaison, index + 1).getByLabel('进展情况')).toHaveCount(0);
    await expect(measure(liaison, index + 1).getByText(words)).toBeVisible();
    await measure(liaison, index + 1)
      .getByRole('button', { name: '标记完成' })
      .click();
    await dialog(liaison).getByRole('button', { name: '标记完成' }).click();
    await expect(measure(liaison, index + 1).getByText('已完成', { exact: true })).toBeVisible();
  }
  await expect(liaison.getByRole('region', { name: '离销号还差 2 项' })).toBeVisible();
});

test('evidence is uploaded with its fingerprint, and pictures and PDF can be seen at once', async () => {
  const evidence = liaison.getByRole('region', { name: /佐证材料/ });
  await evidence.locator('input[type="file"]').setInputFiles([
    { name: '窗口照片.png', mimeType: 'image/png', buffer: PNG },
    { name: '值守制度.pdf', mimeType: 'application/pdf', buffer: makePdf() },
  ]);
  await expect(evidence.getByRole('heading', { name: /佐证材料 2 份/ })).toBeVisible();
  await expect(evidence.getByRole('button', { name: /校验码 [0-9a-f]{8}/ })).toHaveCount(2);

  await evidence.getByRole('button', { name: '预览 窗口照片.png' }).click();
  const picture = dialog(liaison).getByRole('img', { name: '窗口照片.png' });
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(40);
  await dialog(liaison).getByRole('button', { name: /关闭/ }).click();
  await expect(dialog(liaison)).toHaveCount(0);

  const file = evidence.getByRole('listitem').filter({ hasText: '值守制度.pdf' });
  const shown = liaison.waitForResponse(/\/preview$/);
  await file.getByRole('button', { name: '预览', exact: true }).click();
  expect((await shown).status()).toBe(200);
  expect((await shown).headers()['content-type']).toContain('application/pdf');
  await expect(dialog(liaison).locator('iframe[title="值守制度.pdf"]')).toBeVisible();
  await dialog(liaison).getByRole('button', { name: /关闭/ }).click();

  const downloading = liaison.waitForEvent('download');
  await file.getByRole('link', { name: '下载' }).click();
  expect((await downloading).suggestedFilename()).toBe('值守制度.pdf');
});

test('with the outcome written the liaison asks for closure, and the leader signs', async () => {
  await liaison.getByRole('button', { name: '填写成效说明' }).click();
  await liaison
    .getByLabel('整改成效说明')
    .fill('新增两个综合窗口，平均等候由四十分钟降到十二分钟；意见簿答复 26 条，群众签字确认 24 条。');
  await liaison.getByRole('region', { name: '整改成效' }).getByRole('button', { name: '保存' }).click();
  await expect(liaison.getByText('各项都已齐备，可以申请销号。')).toBeVisible();
  await liaison.getByRole('button', { name: '申请销号' }).click();
  await expect(dialog(liaison)).toContainText('销号后进入只读，如需重新整改须由巡察办发起');
  await agree(liaison, '提交申请');
  await told(liaison, /已提交销号申请/);
  await expect(progressLine(liaison)).toHaveText('销号审核中');

  await openCase(leader, cast.unit.name);
  await expect(leader.getByRole('region', { name: /销号质检/ })).toBeVisible();
  await leader.getByRole('button', { name: '签字同意' }).click();
  await told(leader, /已通过销号申请/);
});

test('the group gives it back with what is to be added, in enough words', async () => {
  await openCase(group, cast.unit.name);
  await group.getByLabel('审核意见').fill('不够');
  await group.getByRole('button', { name: '退回补课' }).click();
  await expect(group.getByRole('alert').filter({ hasText: '不少于 10 个字' })).toBeVisible();
  await group.getByLabel('审核意见').fill(TO_ADD);
  await group.getByRole('button', { name: '退回补课' }).click();
  await told(group, /已退回/);

  await liaison.goto('/app');
  const returned = liaison.getByRole('region', { name: /退回待补/ });
  await expect(returned).toContainText(TO_ADD);
  await returned.getByRole('link', { name: new RegExp(TOLD.title) }).click();
  await expect(progressLine(liaison)).toHaveText('整改中');
  await expect(liaison.getByText('退回 1 次')).toBeVisible();
});

test('the liaison adds it and asks again; leader, group and office agree, and a numbered record is written', async () => {
  const evidence = liaison.getByRole('region', { name: /佐证材料/ });
  await evidence
    .locator('input[type="file"]')
    .setInputFiles({ name: '意见簿原件.png', mimeType: 'image/png', buffer: Buffer.concat([PNG, Buffer.from([0])]) });
  await expect(evidence.getByRole('heading', { name: /佐证材料 3 份/ })).toBeVisible();
  await liaison.getByRole('button', { name: '申请销号' }).click();
  await agree(liaison, '提交申请');
  await told(liaison, /已提交销号申请/);

  await approve(leader, '签字同意');
  await told(leader, /已通过销号申请/);
  await approve(group, '核验通过');
  await told(group, /已通过销号申请/);
  await approve(office, '同意销号');
  await expect(dialog(office)).toContainText('生成带编号的销号记录，不可更改');
  await agree(office, '同意销号');
  await told(office, /已通过销号申请/);

  await liaison.reload();
  await expect(progressLine(liaison)).toHaveText('已销号');
  await expect(liaison.getByText(/^销号〔\d{4}〕\d+号$/)).toBeVisible();
  await expect(liaison.getByRole('button', { name: /添加进展|申请销号|上传佐证/ })).toHaveCount(0);
});

test('the office reopens it with reason and basis, and the record stays', async () => {
  await office.goto(issuePath);
  await office.getByRole('button', { name: '重新整改' }).click();
  const form = dialog(office, '重新整改');
  await form.getByRole('button', { name: '发起重新整改' }).click();
  await expect(form.getByRole('alert').first()).toContainText('有 2 处需要改正');
  await form.getByLabel(/重新整改的理由/).fill('回访发现午间又无人值守，群众再次排长队。');
  await form.getByLabel(/依据/).fill('回访记录第十二号');
  await form.getByRole('button', { name: '发起重新整改' }).click();
  await told(office, /已发起重新整改/);
  await expect(progressLine(office)).toHaveText('整改中');
  await expect(office.getByText('重新整改 1 次')).toBeVisible();
  await expect(office.getByText(/^销号〔\d{4}〕\d+号$/)).toBeVisible();
});

test('the timeline tells the whole story, newest first', async () => {
  const older = office.getByRole('button', { name: '更早的' });
  await expect(timeline(office).first()).toContainText('重新整改');
  if (await older.isVisible()) await older.click();
  const story = [
    /手工补录/,
    /下发/,
    /责任和时限/,
    /责任和时限/,
    /提交方案/,
    /同意方案/,
    /同意方案/,
    /填报第 1 条措施的进展/,
    /标记完成/,
    /填报第 2 条措施的进展/,
    /标记完成/,
    /上传佐证材料《窗口照片.png》/,
    /上传佐证材料《值守制度.pdf》/,
    /填写整改成效/,
    /申请销号/,
    /签字同意/,
    /退回补课/,
    /上传佐证材料《意见簿原件.png》/,
    /申请销号/,
    /签字同意/,
    /核验通过/,
    /销号，记录号 销号〔\d{4}〕\d+号/,
    /重新整改/,
  ];
  await expect(timeline(office)).toHaveText(story.toReversed());
  await expect(timeline(office).filter({ hasText: '退回补课' })).toContainText(TO_ADD);
});

test('the published page tells of this issue and says no word of the others', async ({ browser }) => {
  await liaison.goto(`/app/inspections/${inspectionId}?tab=publication`);
  await liaison.getByRole('button', { name: '起草整改通报' }).click();
  await expect(paragraph(liaison, TOLD.title)).toBeVisible();
  await passReport(cast, new URL(liaison.url()).pathname.split('/').at(-1)!);
  await liaison.reload();
  const link = liaison.getByRole('link', { name: '公开页（第 1 版）' });
  const reader = await (await browser.newContext()).newPage();
  await reader.goto((await link.getAttribute('href'))!);
  await expect(reader.getByRole('heading', { name: new RegExp(TOLD.title) })).toBeVisible();
  await expect(reader.getByText('整改状态：正在整改', { exact: true })).toBeVisible();
  await expect(reader.getByText(/另有 2 项问题依规不公开/)).toBeVisible();
  const page = await reader.content();
  for (const words of [
    PARTY.title,
    '青石桥村',
    ...PARTY.measures,
    WITHHELD.title,
    '柳荫渡口',
    ...WITHHELD.measures,
    cast.liaison.username,
    '柳主任',
  ]) {
    expect(page).not.toContain(words);
  }
});
