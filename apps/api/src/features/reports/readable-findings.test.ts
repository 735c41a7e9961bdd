import { expect, it } from 'vitest';
import { readableFindings, type DraftFinding } from './check-draft.ts';

const finding = (change: Partial<DraftFinding>): DraftFinding => ({
  ...{ key: 'k', code: 'repeated-passage', label: '雷同', severity: 'warning', line: 1, from: 0, to: 4 },
  ...{ quote: '每月核对', repair: null, paragraphId: 'measure:1' },
  message: '与问题“档案受潮霉变”一字不差。',
  related: [{ line: 7, quote: '档案受潮霉变', paragraphId: 'measure:2' }],
  ...change,
});

it('tells nobody the words of an issue that does not exist for them, neither as a quote nor in a sentence', () => {
  const told = readableFindings(
    [finding({}), finding({ paragraphId: 'measure:2', related: [] })],
    new Set(['measure:2']),
  );
  expect(told).toHaveLength(1);
  expect(JSON.stringify(told)).not.toContain('档案受潮');
});

it('leaves the findings of a reader who sees everything as they are', () => {
  expect(readableFindings([finding({})], new Set())).toEqual([finding({})]);
});
