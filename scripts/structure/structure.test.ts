import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FEATURE_EDGES, findCycle, importFault, type Import } from './rules.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
// Written in two pieces, or this very file would be found.
const DOWNLOADS = new RegExp(`${'regis'}try\\.npm|"resolv${'ed": "http'}`);
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

function sourceFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return listed.split('\n').filter((file) => file && !file.includes('/generated/'));
}

function importsOf(file: string): Import[] {
  let text: string;
  try {
    text = readFileSync(path.join(ROOT, file), 'utf8');
  } catch {
    return [];
  }
  return [...text.matchAll(IMPORT)].map(([, from, dynamic]) => {
    const name = from ?? dynamic ?? '';
    return { file, target: name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name };
  });
}

describe('the house', () => {
  const files = sourceFiles();
  const imports = files.flatMap(importsOf);

  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(imports.length).toBeGreaterThan(300);
  });

  it('imports only what its rules allow', () => {
    expect(imports.map(importFault).filter((fault) => fault !== null)).toEqual([]);
  });

  it('lists no edge between features that nobody uses, and no cycle', () => {
    const featureOf = (file: string) => /^apps\/api\/src\/features\/([^/]+)\//.exec(file)?.[1];
    const used = new Set(imports.map(({ file, target }) => `${featureOf(file)} → ${featureOf(target)}`));
    expect([...FEATURE_EDGES].filter((edge) => !used.has(edge))).toEqual([]);
    const real = [...used].filter(
      (edge) => !edge.includes('undefined') && edge.split(' → ')[0] !== edge.split(' → ')[1],
    );
    expect(findCycle(real)).toBeNull();
  });

  it('reads the environment in one place of the API', () => {
    const readers = files.filter(
      (file) =>
        file.startsWith('apps/api/src/') &&
        !/\.test\.tsx?$|\/testing\.ts$/.test(file) &&
        /process\.env\b/.test(readFileSync(path.join(ROOT, file), 'utf8')),
    );
    expect(readers).toEqual(['apps/api/src/env.ts']);
  });

  it('keeps clocks out of rules and queries', () => {
    const isPure = (file: string) =>
      /^packages\/(domain|report-text)\/src\/|^apps\/api\/src\/features\//.test(file) && !/\.test\.tsx?$/.test(file);
    const clocks = files.filter(
      (file) => isPure(file) && /\bnew Date\(\)|\bDate\.now\(\)/.test(readFileSync(path.join(ROOT, file), 'utf8')),
    );
    expect(clocks).toEqual([]);
  });

  it('speaks of no machine and of no download address', () => {
    const listed = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).split('\n').filter(Boolean);
    const suspects = listed.filter((file) => {
      if (/\.(png|ico|svg|pdf)$/.test(file)) return false;
      try {
        return DOWNLOADS.test(readFileSync(path.join(ROOT, file), 'utf8'));
      } catch {
        return false;
      }
    });
    expect(suspects).toEqual([]);
  });
});

describe('a planted violation is found', () => {
  const planted: [string, Import][] = [
    ['the domain reads a file', { file: 'packages/domain/src/lights.ts', target: 'node:fs' }],
    ['the domain uses zod', { file: 'packages/domain/src/lights.ts', target: 'zod' }],
    ['report text asks the database', { file: 'packages/report-text/src/parse-report.ts', target: '@rectify/db' }],
    ['the contract knows Express', { file: 'packages/contract/src/issues.ts', target: 'express' }],
    ['the SPA imports the database', { file: 'apps/web/src/lib/call.ts', target: '@rectify/db' }],
    [
      'one page imports another feature',
      { file: 'apps/web/src/features/units/units-page.tsx', target: 'apps/web/src/features/issues/queries.ts' },
    ],
    [
      'a building block knows a feature',
      { file: 'apps/web/src/ui/light-tag.tsx', target: 'apps/web/src/features/issues/queries.ts' },
    ],
    [
      'an unlisted edge between API features',
      { file: 'apps/api/src/features/units/list-units.ts', target: 'apps/api/src/features/issues/load.ts' },
    ],
    [
      'the frame knows a feature',
      { file: 'apps/api/src/http/route.ts', target: 'apps/api/src/features/issues/load.ts' },
    ],
    [
      'a feature knows the composition',
      { file: 'apps/api/src/features/issues/load.ts', target: 'apps/api/src/app.ts' },
    ],
    [
      'production code uses test builders',
      { file: 'apps/api/src/features/issues/load.ts', target: '@rectify/testing/database' },
    ],
  ];
  it.each(planted)('%s', (_name, violation) => expect(importFault(violation)).not.toBeNull());

  it('a cycle', () => expect(findCycle(['a → b', 'b → c', 'c → a'])).toEqual(['a', 'b', 'c', 'a']));
});
