import { spawnSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import { parseReport } from '../../parse-report.ts';
import { report } from './corpus/case.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../../..');
const text = report('1.会议过多。\n整改情况：\n一是6月31日合并会议5次。');

describe('the command', { timeout: 60_000 }, () => {
  it('prints the parse as before, with all that the check finds, and nothing else', () => {
    const run = spawnSync(process.execPath, [resolve(root, 'scripts/check-report.mjs'), '-'], {
      input: text,
      encoding: 'utf8',
    });
    expect([run.status, run.stderr]).toEqual([0, '']);
    const printed = JSON.parse(run.stdout) as Record<string, unknown>;
    const { findings, ...parse } = printed;
    const { findings: _, ...expected } = parseReport(text);
    expect(parse).toEqual(expected);
    expect(findings).toMatchObject([{ code: 'date-impossible', severity: 'error', quote: '6月31日', repair: null }]);
  });

  it('refuses a file that is not there', () => {
    const run = spawnSync(
      process.execPath,
      [resolve(root, 'scripts/check-report.mjs'), '/tmp/check-no-such-file.docx'],
      {
        encoding: 'utf8',
      },
    );
    expect([run.status, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain('没有这个文件');
  });
});
