import { ROLES } from '@rectify/domain';
import type { Deps } from '../context.ts';
import { foundDistrict } from './found-district.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './people.ts';

/** Fills an empty database with an invented district to try the system with. */
export async function seedDemo(deps: Deps): Promise<void> {
  await foundDistrict(deps, deps.now());
}

/** Whether this database was filled with demo data. */
export async function isDemo({ db }: Pick<Deps, 'db'>): Promise<boolean> {
  return (await db.auditEntry.findFirst({ where: { action: 'seedDemo' }, select: { id: true } })) !== null;
}

const isWide = (character: string) => character > '\u2e7f';
const widthOf = (text: string) => [...text].reduce((sum, character) => sum + (isWide(character) ? 2 : 1), 0);
const pad = (text: string, width: number) => text + ' '.repeat(Math.max(1, width - widthOf(text)));

/** The demo accounts as a table for the terminal, and their common password. */
export function demoNotice(): string {
  const rows = [
    ['用户名', '姓名', '角色', '单位'],
    ...DEMO_ACCOUNTS.map(({ username, name, role, unit }) => [username, name, ROLES[role], unit]),
  ];
  const widths = [14, 10, 16, 0];
  const lines = rows.map((row) => `  ${row.map((cell, column) => pad(cell, widths[column] ?? 0)).join('').trimEnd()}`);
  return [
    '演示账号（数据均为虚构，仅供试用，请勿录入真实业务）',
    ...lines,
    `  以上账号的密码都是：${DEMO_PASSWORD}`,
  ].join('\n');
}
