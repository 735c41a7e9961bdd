import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSettings, SettingsFault } from './env.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rectify-env-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SEED = 'A'.repeat(43);
const DATABASE_URL = 'postgresql://rectify_service:word@db/rectify';

function faultsOf(environment: Record<string, string>): string[] {
  try {
    readSettings({ DATA_DIR: folder, ...environment });
    return [];
  } catch (error) {
    if (error instanceof SettingsFault) return error.faults;
    throw error;
  }
}

describe('several processes', () => {
  const production = {
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://zg.example.gov.cn',
    SESSION_SECRET: '0123456789-0123456789-0123456789-0123',
    DATABASE_URL,
  };

  test('in production demand one signing key for all, from a setting or beside the data', () => {
    expect(faultsOf(production)).toEqual([expect.stringMatching(/^AUDIT_SIGNING_KEY：.*同一把/)]);
    expect(faultsOf({ ...production, AUDIT_SIGNING_KEY: SEED })).toEqual([]);
    writeFileSync(path.join(folder, 'audit-signing-key'), `${SEED}\n`);
    expect(faultsOf(production)).toEqual([]);
    rmSync(path.join(folder, 'audit-signing-key'));
  });

  test('without a database of their own make one key each: an embedded one belongs to one process', () => {
    const { DATABASE_URL: _none, ...alone } = production;
    expect(faultsOf(alone)).toEqual([]);
  });

  test.each(['api', 'worker'])('ROLE=%s needs a database that others can reach', (ROLE) => {
    expect(faultsOf({ ROLE })).toEqual([expect.stringMatching(/^ROLE：.*DATABASE_URL/)]);
    expect(faultsOf({ ROLE, DATABASE_URL })).toEqual([]);
  });
});

describe('a setting given as NAME_FILE', () => {
  test('is read from that file, without the end of its line', () => {
    const file = path.join(folder, 'database-url');
    writeFileSync(file, `${DATABASE_URL}\n`);
    expect(readSettings({ DATABASE_URL_FILE: file }).DATABASE_URL).toBe(DATABASE_URL);
  });

  test('that cannot be read, or is given twice, is told', () => {
    expect(faultsOf({ DATABASE_URL_FILE: path.join(folder, 'none') })).toEqual([
      expect.stringMatching(/^DATABASE_URL_FILE：读不到文件/),
    ]);
    const file = path.join(folder, 'secret');
    writeFileSync(file, 'x'.repeat(40));
    expect(faultsOf({ SESSION_SECRET_FILE: file, SESSION_SECRET: 'y'.repeat(40) })).toEqual([
      expect.stringMatching(/^SESSION_SECRET：与 SESSION_SECRET_FILE 只能设置一个/),
    ]);
  });

  test('keeps its own name where the file itself is the setting', () => {
    const file = path.join(folder, 'passphrase');
    expect(readSettings({ BACKUP_PASSPHRASE_FILE: file }).BACKUP_PASSPHRASE_FILE).toBe(file);
  });
});

test('settings that are examples are refused in production', () => {
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
