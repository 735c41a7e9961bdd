import { build } from 'esbuild';
import { strToU8 } from 'fflate';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

import { writeReportJson } from '../index.ts';
import { sampleReport } from '../testing/sample-report.ts';
import { reportCodes } from '../write-report-files.ts';

describe('the verifier in one file for the browser', () => {
  it('needs nothing of Node and is small enough to be sent around', async () => {
    const entry = new URL('index.ts', import.meta.url).pathname;
    const { outputFiles, metafile } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      metafile: true,
      minify: true,
      platform: 'browser',
      format: 'iife',
      globalName: 'verifier',
    });
    const inputs = Object.keys(metafile.inputs);
    expect(inputs.filter((name) => /parse-report|mammoth|\/docx\//u.test(name))).toEqual([]);
    const code = outputFiles[0]?.text ?? '';
    // What esbuild cannot find for the browser it would leave to be required.
    const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
    expect(imports.filter(({ external }) => external)).toEqual([]);
    expect(code).not.toMatch(/\brequire\(["']/u);
    expect(code.length).toBeLessThan(250_000);

    const { content, edition } = sampleReport(3);
    const sandbox = createContext({ TextDecoder, TextEncoder, Uint8Array, Uint16Array, Int32Array });
    runInContext(code, sandbox);
    sandbox['bytes'] = strToU8(writeReportJson(content, edition));
    sandbox['registry'] = [
      { ...edition, title: content.title, digest: reportCodes(content, edition).digest, state: 'current' },
    ];
    expect(runInContext('verifier.verifyFile(bytes, "a.json", registry).isAuthentic', sandbox)).toBe(true);
  });
});
