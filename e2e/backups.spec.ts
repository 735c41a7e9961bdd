import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { told } from './support/page.ts';
import { demo, openAs } from './support/people.ts';

test('the administrator makes a backup on the screen, fetches it encrypted, and the auditor reads both', async ({
  browser,
}) => {
  const admin = await openAs(browser, demo('admin'));
  await admin.goto('/app/backups');
  await expect(admin.getByText('没有定时备份')).toBeVisible();
  await admin.getByRole('button', { name: '立即备份' }).click();
  const row = admin.getByRole('table', { name: '备份记录' }).getByRole('row').nth(1);
  await told(admin, /^备份完成：[\d,]+ 行数据，[\d,]+ 个文件$/);
  await expect(row).toContainText('完成');
  await expect(row).toContainText(/手动（.+）/);
  await expect(row.getByRole('cell', { name: '是', exact: true })).toBeVisible();
  await expect(admin.getByRole('button', { name: '立即备份' })).toBeEnabled();

  const waiting = admin.waitForEvent('download');
  await row.getByRole('link', { name: /^下载 rectify-.*\.rbk$/ }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/^rectify-\d{8}-\d{6}\.rbk$/);
  const bytes = await readFile(await download.path());
  expect(bytes.length).toBeGreaterThan(100_000);
  expect(bytes.includes('区行政审批服务局'), 'nothing of the content stands in it').toBe(false);
  const [head = ''] = bytes.toString('latin1').split('\n', 1);
  expect(Object.keys(JSON.parse(head) as object).length).toBeGreaterThan(1);

  await admin.reload();
  await expect(row).toContainText('完成');
  const address = await row.getByRole('link', { name: /^下载/ }).getAttribute('href');

  const office = await openAs(browser, demo('office'));
  expect((await office.request.get(address ?? '')).status()).toBe(403);
  await office.goto('/app/backups');
  await expect(office.getByRole('alert')).toContainText('您的角色是“巡察办”');

  const auditor = await openAs(browser, demo('auditor'));
  await auditor.goto('/app/audit');
  await expect(auditor.getByText(/下载加密的备份文件/).first()).toBeVisible();
  await expect(auditor.getByText(/完成备份/).first()).toBeVisible();
});
