import { describe, expect, it } from 'vitest';
import { closureGaps } from './closure-gate.ts';
import { refuse } from './refuse.ts';
import { PEOPLE, buildEvidence, buildFacts, buildMeasure } from './test-support.ts';

const codes = (...args: Parameters<typeof closureGaps>) => closureGaps(...args).map(({ code }) => code);

describe('the gate before 销号', () => {
  it('is open when nothing is missing', () => {
    expect(closureGaps(buildFacts())).toEqual([]);
  });

  it('names everything that is missing at once, each with its measure', () => {
    const facts = buildFacts({
      measures: [
        buildMeasure({ id: 'a' }),
        buildMeasure({ id: 'b', status: 'ongoing', progressCount: 0, latestAsOf: null }),
        buildMeasure({ id: 'c', owner: null, dueOn: null }),
        buildMeasure({ id: 'd', latestAsOf: '2024-05-15' }),
      ],
      evidence: [],
      outcomeStatement: ' ',
      nature: 'long_term',
    });
    expect(closureGaps(facts).map(({ code, measureId }) => [code, measureId])).toEqual([
      ['measure_open', 'b'],
      ['no_progress', 'b'],
      ['measure_unassigned', 'c'],
      ['progress_before_start', 'd'],
      ['no_evidence', undefined],
      ['no_outcome_statement', undefined],
      ['no_stage_goal', undefined],
      ['no_review_date', undefined],
    ]);
    const refusal = refuse(PEOPLE.liaison, 'requestClosure', facts);
    expect(refusal?.unmet).toHaveLength(8);
    expect(refusal?.reason).toContain('还差 8 项');
    expect(refusal?.reason).toContain('第 3 条措施还缺责任人、完成时限');
  });

  it('is shut without any measure', () => {
    expect(codes(buildFacts({ measures: [] }))).toEqual(['no_measures']);
  });

  it('counts progress on the very day the measure starts', () => {
    expect(codes(buildFacts({ measures: [buildMeasure({ startOn: '2024-08-01' })] }))).toEqual([]);
    expect(codes(buildFacts({ measures: [buildMeasure({ startOn: '2024-08-02' })] }))).toEqual([
      'progress_before_start',
    ]);
  });

  it('is shut by a rejected file until it is answered', () => {
    const good = buildEvidence({ id: 'e2', status: 'accepted' });
    expect(codes(buildFacts({ evidence: [good, buildEvidence({ status: 'rejected' })] }))).toEqual([
      'evidence_rejected',
    ]);
    expect(codes(buildFacts({ evidence: [good, buildEvidence({ status: 'rejected', isAnswered: true })] }))).toEqual(
      [],
    );
  });

  it('lets only a long-term issue be closed as staged, with goal and review date', () => {
    const longTerm = { nature: 'long_term', stageGoal: '三年内清零', reviewOn: '2025-09-01' } as const;
    expect(codes(buildFacts(longTerm), 'staged')).toEqual([]);
    expect(codes(buildFacts({ ...longTerm, nature: 'time_limited' }), 'staged')).toEqual(['staged_not_allowed']);
    expect(codes(buildFacts({ ...longTerm, stageGoal: '' }), 'staged')).toEqual(['no_stage_goal']);
  });
});
