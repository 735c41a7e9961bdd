import { expect, test } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { foundCast } from './support/cast.ts';
import { agree, dialog, fromUserMenu, told } from './support/page.ts';
import { demo, openAs, signInByForm } from './support/people.ts';

const codeOf = (key: string, ahead = 0) =>
  new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: Date.now() + ahead * 1000 });

test('a second step protects an account, a recovery code stands in for the phone, and the administrator for both', async ({
  browser,
}) => {
  const { liaison } = await foundCast('双溪街道');
  const desk = await openAs(browser, liaison);
  await desk.goto('/app');
  await fromUserMenu(desk, '我的账号');
  await expect(desk.getByRole('heading', { level: 1, name: '我的账号' })).toBeVisible();
  await desk.getByRole('button', { name: '设置两步登录' }).click();
  await dialog(desk, '设置两步登录').getByLabel('现在的密码').fill(liaison.password);
  await dialog(desk, '设置两步登录').getByRole('button', { name: '下一步' }).click();
  await expect(desk.getByRole('img', { name: '动态口令二维码' })).toBeVisible();
  const key = ((await desk.locator('.setup-key').textContent()) ?? '').replaceAll(' ', '');
  await desk.getByLabel('动态口令', { exact: true }).fill(codeOf(key));
  await desk.getByRole('button', { name: '启用' }).click();
  const codes = dialog(desk, '请保存恢复码').getByRole('listitem');
  await expect(codes).toHaveCount(10);
  const recoveryCode = (await codes.first().textContent()) ?? '';
  await desk.getByRole('button', { name: '已保存，关闭' }).click();
  await expect(desk.getByText('恢复码还剩 10 个')).toBeVisible();

  const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  await signInByForm(phone, liaison);
  await phone.getByLabel('动态口令', { exact: true }).fill('000000');
  await phone.getByRole('button', { name: '登录', exact: true }).click();
  await expect(phone.getByRole('alert')).toContainText('口令不对');
  await phone.getByLabel('动态口令', { exact: true }).fill(codeOf(key, 30));
  await phone.getByRole('button', { name: '登录', exact: true }).click();
  await expect(phone.getByRole('heading', { level: 1, name: '今天要办' })).toBeVisible();

  await desk.reload();
  await desk.getByRole('button', { name: /^退出 .* 上的登录$/ }).click();
  await told(desk, '那处登录已退出');
  await phone.reload();
  await expect(phone).toHaveURL(/\/app\/sign-in/);

  await signInByForm(phone, liaison);
  await phone.getByRole('button', { name: '手机不在身边？用恢复码' }).click();
  await phone.getByLabel('恢复码', { exact: true }).fill(recoveryCode);
  await phone.getByRole('button', { name: '登录', exact: true }).click();
  await expect(phone.getByRole('heading', { level: 1, name: '今天要办' })).toBeVisible();

  const admin = await openAs(browser, demo('admin'));
  await admin.goto(`/app/accounts?q=${liaison.username}`);
  await admin.getByRole('button', { name: /^重置.*的两步登录$/ }).click();
  await expect(dialog(admin)).toContainText('冒充本人要求重置是常见的骗术');
  await agree(admin, '重置两步登录');
  await told(admin, '两步登录已重置');
  await phone.reload();
  await expect(phone).toHaveURL(/\/app\/sign-in/);
  await signInByForm(phone, liaison);
  await expect(phone.getByRole('heading', { level: 1, name: '今天要办' })).toBeVisible();
});
