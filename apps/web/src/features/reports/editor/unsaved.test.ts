import { describe, expect, it } from 'vitest';
import type { Paragraph } from '../report-types.ts';
import { draftOf, type DraftChange } from './draft-changes.ts';
import { askAgain } from './draft-conflicts.ts';
import { resume, toUnsaved, type Unsaved } from './unsaved.ts';

const paragraph = (text: string, version: number): Paragraph => ({
  id: 'a',
  kind: 'text',
  level: 0,
  text,
  issueId: null,
  measureId: null,
  disclosure: 'public',
  ground: null,
  isEdited: false,
  version,
  issueDisclosure: null,
});
const write = (text: string): DraftChange & { op: 'write' } => ({ op: 'write', paragraphId: 'a', text });
const kept = (over: Partial<Unsaved>): Unsaved => ({ changes: [], contact: null, seen: [], ...over });
const question = { paragraphId: 'a', change: write('我的'), mine: '我的', theirs: '对方的' };
const saved = (text: string) => draftOf([paragraph(text, 9)]);

describe('words that outlive their window', () => {
  it('are asked about again where someone came first and nothing was chosen', () => {
    const unsaved = toUnsaved({ queue: [], contact: null, conflicts: [question] }, saved('对方的'));
    const { queue, conflicts } = resume(unsaved ? [unsaved] : [], saved('对方的'));
    expect({ queue, conflicts }).toEqual({ queue: [], conflicts: [question] });
  });
  it('are asked about beside what stands there by then, also where the old words came back', () => {
    const { queue, conflicts } = resume([kept({ asked: [question] })], saved('第三人的'));
    expect({ queue, conflicts }).toEqual({ queue: [], conflicts: [{ ...question, theirs: '第三人的' }] });
  });
  it('are asked about where someone saved the paragraph after the window was gone', () => {
    const { queue, conflicts } = resume(
      [kept({ changes: [write('我的')], seen: [paragraph('原文', 1)] })],
      saved('新的'),
    );
    expect(queue).toEqual([]);
    expect(conflicts).toMatchObject([{ mine: '我的', theirs: '新的' }]);
  });
  it('go on to be saved where nobody else wrote', () => {
    const resumed = resume([kept({ changes: [write('我的')], seen: [paragraph('原文', 1)] })], saved('原文'));
    expect(resumed).toEqual({ queue: [write('我的')], contact: null, conflicts: [] });
  });
  it('of two windows in one paragraph are both kept: one waits, the other is asked about', () => {
    const seen = [paragraph('原文', 1)];
    const windows = ['甲', '乙'].map((text) => kept({ changes: [write(text)], seen }));
    const { queue, conflicts } = resume(windows, saved('原文'));
    expect(queue).toEqual([write('甲')]);
    expect(conflicts).toMatchObject([{ mine: '乙', theirs: '甲' }]);
  });
  it('are nothing to keep when nothing waits', () => {
    expect(toUnsaved({ queue: [], contact: null, conflicts: [] }, saved('原文'))).toBeNull();
  });
});

describe('a question that is open', () => {
  it('falls away only when the same words stand there', () => {
    expect(askAgain([question], saved('我的').byId)).toEqual([]);
    expect(askAgain([question], saved('原文').byId)).toMatchObject([{ theirs: '原文' }]);
    expect(askAgain([question], new Map())).toMatchObject([{ theirs: null }]);
  });
});
