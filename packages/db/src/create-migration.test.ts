import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMigration, SNAPSHOT_FILE } from './create-migration.ts';
import { readMigrations } from './migration-files.ts';

const BASE = 'datasource db {\n  provider = "postgresql"\n}\n';
const ONE = `${BASE}model Note {\n  id Int @id\n}\n`;
const TWO = `${BASE}model Note {\n  id Int @id\n  text String\n}\n`;
const NOW = new Date('2026-11-22T08:00:00Z');

let prismaDir: string;
beforeEach(() => {
  prismaDir = mkdtempSync(path.join(tmpdir(), 'rectify-prisma-'));
});
afterEach(() => rmSync(prismaDir, { recursive: true, force: true }));

function writeSchema(schema: string): void {
  writeFileSync(path.join(prismaDir, 'schema.prisma'), schema);
}

test('the first migration creates everything, the next only the change', async () => {
  writeSchema(ONE);
  const first = await createMigration('init', { prismaDir, now: NOW });
  expect(first?.name).toBe('20261122080000_init');
  expect(readFileSync(first?.file ?? '', 'utf8')).toContain('CREATE TABLE "Note"');

  writeSchema(TWO);
  const second = await createMigration('Add text!', { prismaDir, now: NOW });
  expect(second?.name).toBe('20261122080001_add_text');
  expect(readFileSync(second?.file ?? '', 'utf8')).toMatch(
    /^-- AlterTable\nALTER TABLE "Note" ADD COLUMN +"text" TEXT NOT NULL;\n$/,
  );
  expect(readFileSync(path.join(prismaDir, 'migrations', SNAPSHOT_FILE), 'utf8')).toBe(TWO);
  expect(readMigrations(path.join(prismaDir, 'migrations')).map((file) => file.name)).toEqual([
    first?.name,
    second?.name,
  ]);
});

test('without a change there is no migration, unless an empty one is asked for', async () => {
  writeSchema(ONE);
  await createMigration('init', { prismaDir, now: NOW });
  expect(await createMigration('nothing', { prismaDir, now: NOW })).toBeNull();
  const empty = await createMigration('trigger', { prismaDir, now: NOW, allowEmpty: true });
  expect(readFileSync(empty?.file ?? '', 'utf8')).toBe('');
});

test('a name without letters is refused in plain words', async () => {
  writeSchema(ONE);
  await expect(createMigration('改表', { prismaDir, now: NOW })).rejects.toThrow('请用英文字母');
});
