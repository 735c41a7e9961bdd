import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { FIGURES } from '@rectify/domain';
import type { FigureCode } from '@rectify/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { composeDraft, decodeText, draftText, parseReport } from '../index.ts';
import type { DraftParagraph, FigureValues, ReportParse } from '../index.ts';
import { measureWords } from './measure-words.ts';
import { headingsOf, inputOf, ledgers } from './testing/ledgers.ts';
import type { ComposeIssue } from './types.ts';

// Composed, written out and parsed again: the ledger must come back word for word.

const seeds = new URL('../../../../../shared/seeds/', import.meta.url);
const reports = existsSync(seeds) ? readdirSync(seeds).filter((name) => /^00[23]/u.test(name)) : [];
if (reports.length === 0) process.stderr.write(`跳过真实材料测试：没有 ${seeds.pathname}\n`);

const figures: FigureValues = new Map(
  Object.entries(FIGURES).map(([code, { label }]) => [code, { code: code as FigureCode, label, text: '7' }]),
);

/** What the ledger holds once a report has been imported. */
function ledgerOf(parse: ReportParse): ComposeIssue[] {
  return parse.issues.map(({ kind, number, title, text, categoryPath, measures, progress }, at) => ({
    id: `i${at}`,
    number,
    title,
    text,
    kind,
    categoryPath: categoryPath.map((name, depth) => ({ id: categoryPath.slice(0, depth + 1).join('|'), title: name })),
    disclosure: 'public',
    ground: null,
    state: 'staged',
    outcomeStatement: progress.map((each) => each.text).join('\n') || null,
    measures: measures.map(({ ordinal, text: words }, place) => ({
      id: `m${at}-${place}`,
      ordinal,
      text: words,
      isDone: true,
      progress: null,
    })),
  }));
}

const skeleton = (parse: ReportParse) =>
  parse.issues.map(({ number, title, text, categoryPath, measures }) => ({
    number,
    title,
    text,
    categoryPath,
    measures: measures.map((each) => ({ ordinal: each.ordinal, text: each.text })),
  }));

describe.skipIf(reports.length === 0)('a ledger imported from a published report', () => {
  it.each(reports)('%s comes back word for word', (name) => {
    const parse = parseReport(decodeText(readFileSync(new URL(name, seeds))));
    const again = parseReport(draftText(composeDraft(inputOf(ledgerOf(parse))), figures));
    expect(skeleton(again)).toEqual(skeleton(parse));
    expect(again.issues.map(({ progress }) => progress.map(({ text }) => text))).toEqual(
      parse.issues.map(({ progress }) => progress.map(({ text }) => text)),
    );
  });

  it.each(reports)('%s comes back with its measures counted as the ledger counts them', (name) => {
    const issues = ledgerOf(parseReport(decodeText(readFileSync(new URL(name, seeds)))));
    const counted = issues.map((issue) => ({
      ...issue,
      measures: issue.measures.map((measure, at) => ({ ...measure, ordinal: at + 1 })),
    }));
    const again = parseReport(draftText(composeDraft(inputOf(counted)), figures));
    expect(again.issues.map(({ measures }) => measures.map(({ ordinal, text }) => [ordinal, text]))).toEqual(
      counted.map(({ measures }) => measures.map(({ ordinal, text }) => [ordinal, text])),
    );
  });
});

/** What the composed text must say of an issue. */
const expected = (draft: readonly DraftParagraph[], issue: ComposeIssue) => ({
  number: issue.number,
  title: issue.title,
  text: issue.text,
  categoryPath: headingsOf(draft, issue),
  measures: issue.measures.map(measureWords),
});

describe('any ledger', { timeout: 120_000 }, () => {
  it('comes back with numbers, titles, texts, headings and measures', () => {
    fc.assert(
      fc.property(ledgers, (issues) => {
        const draft = composeDraft(inputOf(issues));
        const again = parseReport(draftText(draft, figures));
        expect(skeleton(again)).toEqual(issues.map((issue) => expected(draft, issue)));
      }),
      { numRuns: 500 },
    );
  });

  it('comes back complete when its issues are not in the order of their headings', () => {
    const shuffled = ledgers.chain((issues) => fc.shuffledSubarray(issues, { minLength: issues.length }));
    const sorted = (all: readonly unknown[]) => all.map((each) => JSON.stringify(each)).toSorted();
    fc.assert(
      fc.property(shuffled, (issues) => {
        const draft = composeDraft(inputOf(issues));
        const again = skeleton(parseReport(draftText(draft, figures)));
        expect(sorted(again)).toEqual(sorted(issues.map((issue) => expected(draft, issue))));
      }),
      { numRuns: 200 },
    );
  });
});
