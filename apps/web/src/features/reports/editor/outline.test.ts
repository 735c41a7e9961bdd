import { describe, expect, it } from 'vitest';
import type { Paragraph } from '../report-types.ts';
import { marksOf, outlineOf } from './outline.ts';

const paragraph = (id: string, kind: Paragraph['kind']): Paragraph => ({
  id,
  kind,
  level: 1,
  text: `${id}{{issues_total}}`,
  issueId: null,
  measureId: null,
  disclosure: 'public',
  ground: null,
  isEdited: false,
  version: 1,
  issueDisclosure: null,
});

describe('the outline', () => {
  const marks = marksOf(
    [
      { paragraphId: 'm1', severity: 'error', tick: null },
      { paragraphId: 'm2', severity: 'warning', tick: null },
      { paragraphId: 'm2', severity: 'warning', tick: { by: '张某' } },
      { paragraphId: null, severity: 'error', tick: null },
    ],
    [
      { paragraphId: 'i', resolvedBy: null },
      { paragraphId: 'i', resolvedBy: '李某' },
    ],
  );
  const rows = outlineOf(
    [
      paragraph('t', 'title'),
      paragraph('p', 'text'),
      paragraph('i', 'issue'),
      paragraph('m1', 'measure'),
      paragraph('m2', 'measure'),
    ],
    new Map([['issues_total', { key: 'issues_total', label: '', text: '60', unit: '项', scope: null }]]),
    marks,
  );

  it('has headings and issues, with the present figures in them', () => {
    expect(rows.map(({ id, text }) => [id, text])).toEqual([
      ['t', 't60'],
      ['i', 'i60'],
    ]);
  });
  it('says of an issue what its measures have; a ticked warning and a settled comment are done with', () => {
    expect(rows[1]?.marks).toEqual({ errors: 1, warnings: 1, notes: 0, comments: 1 });
    expect(rows[1]?.paragraphIds).toEqual(['i', 'm1', 'm2']);
  });
});
