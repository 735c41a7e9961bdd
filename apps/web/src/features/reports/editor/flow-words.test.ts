import { describe, expect, it } from 'vitest';
import { flowSteps, nextSentence } from './flow-words.ts';

const base = { secrecyReviewer: null, publishAt: null, currentVersion: 0, isMyTurn: false } as const;

describe('the way of a report', () => {
  it('passes the unit leader only where there is a unit', () => {
    expect(flowSteps({ state: 'drafting', inspectionId: 'x' })).toHaveLength(5);
    expect(flowSteps({ state: 'drafting', inspectionId: null }).map(({ label }) => label)).not.toContain(
      '单位负责人签发',
    );
  });
  it('marks where it stands', () => {
    expect(flowSteps({ state: 'secrecy_review', inspectionId: 'x' }).map(({ place }) => place)).toEqual([
      'past',
      'past',
      'now',
      'ahead',
      'ahead',
    ]);
    expect(flowSteps({ state: 'withdrawn', inspectionId: 'x' }).every(({ place }) => place === 'ahead')).toBe(true);
  });
  it('names who must act next', () => {
    const reviewer = { id: 'x', name: '陈某' };
    expect(nextSentence({ ...base, state: 'secrecy_review', secrecyReviewer: reviewer }, false)).toBe(
      '等陈某作保密审查',
    );
    expect(nextSentence({ ...base, state: 'signing', isMyTurn: true }, false)).toBe('等您签发');
    expect(nextSentence({ ...base, state: 'drafting', currentVersion: 2 }, true)).toContain('现行版本照常公开');
    expect(nextSentence({ ...base, state: 'scheduled', publishAt: '2026-12-01T01:00:00Z' }, false)).toContain(
      '2026年12月1日 09:00',
    );
  });
});
