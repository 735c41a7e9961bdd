import { describe, expect, it } from 'vitest';
import type { Paragraph } from '../report-types.ts';
import { diffRevisions, diffText } from './revision-diff.ts';

const paragraph = (id: string, text = id, over: Partial<Paragraph> = {}): Paragraph => ({
  id,
  kind: 'text',
  level: 0,
  text,
  issueId: null,
  measureId: null,
  disclosure: 'public',
  ground: null,
  isEdited: false,
  version: 1,
  issueDisclosure: null,
  ...over,
});
const said = (before: string, after: string) =>
  diffText(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `[+${text}]` : `[-${text}]`))
    .join('');

describe('words', () => {
  it.each([
    ['召开会议4次。', '召开会议15次。', '召开会议[-4][+15]次。'],
    ['没有变', '没有变', '没有变'],
    ['', '新的一段', '[+新的一段]'],
    ['完成率86.67%', '完成率98.33%', '完成率[-86.67%][+98.33%]'],
    ['共{{issues_total}}项', '共{{measures_total}}项', '共[-{{issues_total}}][+{{measures_total}}]项'],
    ['严格落实各项制度要求', '认真执行各项制度要求', '[-严格落实][+认真执行]各项制度要求'],
  ])('%s → %s', (before, after, expected) => {
    expect(said(before, after)).toBe(expected);
  });
  it('joins changes that one equal sign would scatter', () => {
    expect(said('甲乙丙丁戊', '天乙地丁人')).toBe('[-甲乙丙丁戊][+天乙地丁人]');
  });
});

describe('revisions', () => {
  const kinds = (before: Paragraph[], after: Paragraph[]) =>
    diffRevisions(before, after).map(({ paragraphId, kind }) => `${paragraphId} ${kind}`);
  const [a, b, c] = [paragraph('a'), paragraph('b'), paragraph('c')];

  it('tell only of paragraphs that differ', () => {
    expect(kinds([a, b, c], [a, paragraph('b', '改'), c, paragraph('d')])).toEqual(['b changed', 'd added']);
  });
  it('tell of a removed paragraph where it stood', () => {
    expect(kinds([a, b, c], [a, paragraph('c', '改')])).toEqual(['b removed', 'c changed']);
  });
  it('tell of a moved paragraph once', () => {
    expect(kinds([a, b, c], [b, c, a])).toEqual(['a moved']);
  });
  it('tell of a changed audience', () => {
    expect(diffRevisions([a], [{ ...a, disclosure: 'party' }])).toMatchObject([
      { kind: 'changed', disclosure: { from: 'public', to: 'party' }, pieces: [{ kind: 'same' }] },
    ]);
  });
});
