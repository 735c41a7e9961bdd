import { expect, test } from '@playwright/test';
import exceljs from 'exceljs';
import { settled } from './support/look.ts';
import { told } from './support/page.ts';
import { demo, openAs } from './support/people.ts';

test('the ledger is exported as it is filtered, and the auditor reads who took it', async ({ browser }) => {
  const page = await openAs(browser, demo('liaison-sp'));
  await page.goto('/app/issues?status=rectifying');
  await settled(page);
  const shown = Number(((await page.locator('.numbers .hint').textContent()) ?? '').replaceAll(/\D/g, ''));
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出', exact: true }).click();
  const download = await waiting;
  await told(page, '台账已导出');
  expect(download.suggestedFilename()).toMatch(/^整改台账-\d{4}-\d{2}-\d{2}\.xlsx$/);
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(await download.path());
  const sheet = workbook.worksheets[0];
  expect(sheet?.getCell('A3').text).toContain(`范围：状态 整改中 · 共 ${shown} 个问题`);
  expect(sheet?.getCell('A2').text).toContain('区行政审批服务局 联络员');

  await page.goto('/app/issues?q=查无此事');
  await settled(page);
  await page.getByRole('button', { name: '导出', exact: true }).click();
  await told(page, '没有符合条件的问题，没有导出');

  const auditor = await openAs(browser, demo('auditor'));
  await auditor.goto('/app/audit?action=exportLedger');
  await expect(auditor.getByText(/导出台账/).first()).toBeVisible();
  await expect(auditor.getByText(/状态 整改中/).first()).toBeVisible();
});
