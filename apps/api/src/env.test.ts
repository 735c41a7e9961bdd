import { expect, it } from 'vitest';
import { readSettings, SettingsFault } from './env.ts';

it('settings that are examples are refused in production', () => {
  const given = { NODE_ENV: 'production', PUBLIC_URL: 'https://zg.test' };
  for (const SESSION_SECRET of [
    '',
    'change-me-change-me-change-me-change-me',
    '请修改请修改请修改请修改请修改请修改请修改请修改请修改请修改请修改',
  ])
    expect(() => readSettings({ ...given, SESSION_SECRET }), SESSION_SECRET).toThrow(SettingsFault);
  expect(readSettings({ ...given, SESSION_SECRET: 'k7Qv2mZx9Lr4Tn8Wb3Yc6Hd1Jf5Gp0Sa' }).PUBLIC_URL).toBe(
    'https://zg.test',
  );
});
