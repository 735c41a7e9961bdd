import { expect, test } from '@playwright/test';
import { agree, choose, dialog, fromUserMenu } from './support/page.ts';
import { demo, openAs, signInByForm, type Person } from './support/people.ts';

const PUBLISHING = [/^公开\d*$/, '公众意见', '通报体检'];
const BUSINESS = ['工作台', '概览', '整改台账', '巡察', '轮次与规则', '单位', ...PUBLISHING];
const REVIEWING = ['工作台', '概览', '整改台账', /^销号审核\d*$/, '巡察', '轮次与规则', '单位', ...PUBLISHING];

const ROLES = [
  { role: '巡察办', username: 'office', home: '今天要办', rooms: REVIEWING, forbidden: '/app/accounts' },
  { role: '巡察组', username: 'group1', home: '今天要办', rooms: REVIEWING, forbidden: '/app/audit' },
  { role: '联络员', username: 'liaison-sp', home: '今天要办', rooms: BUSINESS, forbidden: '/app/reviews' },
  { role: '单位负责人', username: 'leader-sp', home: '今天要办', rooms: REVIEWING, forbidden: '/app/accounts' },
  { role: '监督（只读）', username: 'observer', home: '今天要办', rooms: BUSINESS, forbidden: '/app/reviews' },
  { role: '系统管理员', username: 'admin', home: '账号', rooms: ['单位', '账号', '备份'], forbidden: '/app/issues' },
  { role: '安全审计员', username: 'auditor', home: '审计', rooms: ['审计'], forbidden: '/app/issues' },
];

for (const { role, username, home, rooms, forbidden } of ROLES) {
  test(`${role} signs in, sees only its own rooms, and signs out`, async ({ page }) => {
    await signInByForm(page, demo(username));
    await expect(page.getByRole('heading', { level: 1, name: home })).toBeVisible();
    await expect(page.locator('.user-button')).toContainText(role);
    await expect(page.getByRole('navigation', { name: '主导航' }).getByRole('link')).toHaveText(rooms);

    await page.goto(forbidden);
    await expect(page.getByRole('alert')).toContainText(`您的角色是“${role}”`);

    await fromUserMenu(page, '退出登录');
    await expect(page).toHaveURL(/\/app\/sign-in/);
    await page.goto('/app/issues');
    await expect(page.getByText('请先登录，登录后回到刚才的页面。')).toBeVisible();
  });
}

test('a wrong password is answered in words, and a right one leads back to where one was going', async ({ page }) => {
  await page.goto('/app/issues?status=closed');
  await page.getByLabel('用户名').fill('observer');
  await page.getByLabel('密码', { exact: true }).fill('not-the-password');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).toContainText('用户名或密码不对，或账号已停用');
  await expect(page.getByLabel('用户名')).toHaveValue('observer');

  await page.getByLabel('密码', { exact: true }).fill(demo('observer').password);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page).toHaveURL(/\/app\/issues\?status=closed/);
  await expect(page.getByRole('heading', { level: 1, name: '整改台账' })).toBeVisible();
});

test('the administrator hands out a password once; it must be changed, and all sign-ins can be ended at once', async ({
  browser,
}) => {
  const number = String(Date.now()).slice(-6);
  const person: Person = { username: `new-${number}`, password: '' };

  const admin = await openAs(browser, demo('admin'));
  await admin.goto('/app/accounts');
  await admin.getByRole('button', { name: '新建账号' }).click();
  const form = dialog(admin, '新建账号');
  await form.getByLabel('姓名').fill(`新同志${number}`);
  await form.getByLabel('用户名').fill(person.username);
  await choose(form.getByRole('combobox', { name: '角色' }), '联络员');
  await choose(form.getByRole('combobox', { name: '所属单位' }), '听涛社区');
  await form.getByRole('button', { name: '新建账号' }).click();
  const handedOut = dialog(admin, '请把一次性密码交给本人');
  await expect(handedOut).toContainText('这个密码只显示这一次');
  person.password = (await handedOut.locator('.one-time-password').textContent()) ?? '';
  expect(person.password.length).toBeGreaterThanOrEqual(10);
  await handedOut.getByRole('button', { name: '已记下，关闭' }).click();
  await expect(handedOut).toBeHidden();
  await admin.reload();
  await expect(admin.getByRole('row', { name: `新同志${number}` })).toContainText('还没有换初始密码');
  await expect(admin.getByText(person.password)).toHaveCount(0);

  const desk = await (await browser.newContext()).newPage();
  await signInByForm(desk, person);
  await expect(desk.getByRole('heading', { level: 1, name: '请先设置新密码' })).toBeVisible();
  await desk.goto('/app/issues');
  await expect(desk.getByRole('heading', { level: 1, name: '请先设置新密码' })).toBeVisible();
  await expect(desk.getByRole('navigation', { name: '主导航' })).toHaveCount(0);
  await desk.getByLabel('初始密码').fill(person.password);
  await desk.getByLabel('新密码', { exact: true }).fill('short');
  await desk.getByLabel('再输一遍新密码').fill('different');
  await desk.getByRole('button', { name: '修改密码' }).click();
  await expect(desk.getByText('新密码至少 10 位')).toBeVisible();
  await expect(desk.getByText('两次输入的新密码不一样，请核对')).toBeVisible();
  person.password = `Kettle-Marsh-${number}`;
  await desk.getByLabel('新密码', { exact: true }).fill(person.password);
  await desk.getByLabel('再输一遍新密码').fill(person.password);
  await desk.getByRole('button', { name: '修改密码' }).click();
  await expect(desk.getByRole('heading', { level: 1, name: '今天要办' })).toBeVisible();

  const phone = await openAs(browser, person, { viewport: { width: 390, height: 844 } });
  await phone.goto('/app/issues');
  await expect(phone.getByRole('heading', { level: 1, name: '整改台账' })).toBeVisible();
  await expect(phone.getByRole('status').getByText('本人修改了密码')).toBeVisible();
  await phone.getByRole('button', { name: '关闭提示' }).click();
  await expect(phone.getByText('本人修改了密码')).toHaveCount(0);
  await fromUserMenu(desk, '在所有设备退出');
  await expect(dialog(desk)).toContainText('这个账号在其他电脑、手机上的登录立即失效');
  await agree(desk, '全部退出');
  await expect(desk).toHaveURL(/\/app\/sign-in/);
  await phone.reload();
  await expect(phone).toHaveURL(/\/app\/sign-in/);

  const again = await openAs(browser, person);
  await again.goto('/app/issues');
  await expect(again.getByRole('heading', { level: 1, name: '整改台账' })).toBeVisible();
  await admin.getByRole('button', { name: `结束新同志${number}的全部登录` }).click();
  await expect(dialog(admin)).toContainText('账号和密码不变，本人可以马上重新登录');
  await agree(admin, '结束全部登录');
  await expect(admin.getByText('已结束 1 处登录')).toBeVisible();
  await again.reload();
  await expect(again).toHaveURL(/\/app\/sign-in/);
  await signInByForm(again, person);
  await expect(again.getByRole('status').getByText('系统管理员结束了全部登录')).toBeVisible();
});
