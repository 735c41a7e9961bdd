import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './root.mjs';

// What failed, once more in a few lines: in the whole output it stands far above the end.

const LINES_OF_A_REASON = 12;

/** The failed tests of a Vitest report: `{ title, reason }` each. */
export function failuresOfVitest(report) {
  return report.testResults.flatMap(({ name, message, status, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((each) => each.status === 'failed');
    // A file that could not be read, or whose set-up failed, has no failed test of its own.
    if (failed.length === 0 && status === 'failed') return [{ title: file, reason: short(message) }];
    return failed.map(({ fullName, failureMessages }) => ({
      title: `${file} › ${fullName}`,
      reason: short(failureMessages[0]),
    }));
  });
}

/** The failed journeys of a Playwright report: `{ title, reason }` each. */
export function failuresOfPlaywright(report) {
  const outside = report.errors.map(({ message }) => ({ title: '用例之外', reason: short(message) }));
  return [...outside, ...report.suites.flatMap(failuresOfSuite)];
}

function failuresOfSuite({ suites = [], specs = [] }) {
  const own = specs
    .filter(({ ok }) => !ok)
    .map(({ file, line, title, tests }) => ({
      title: `e2e/${file}:${line} › ${title}`,
      reason: short(tests[0]?.results.at(-1)?.error?.message),
    }));
  return [...own, ...suites.flatMap(failuresOfSuite)];
}

function short(text = '') {
  const lines = stripVTControlCharacters(text).split('\n');
  return lines.slice(0, LINES_OF_A_REASON).join('\n');
}
