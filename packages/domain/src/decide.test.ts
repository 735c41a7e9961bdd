import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import type { ActionInput, IssueFacts } from './facts.ts';
import {
  PEOPLE,
  REASON,
  TODAY,
  buildFacts,
  buildMeasure,
  buildRequest,
  factsIn,
  type PersonName,
} from './test-support.ts';
import type { IssueAction } from './vocabulary.ts';

function effects(who: PersonName, action: IssueAction, facts: IssueFacts, input: ActionInput = {}) {
  const decision = decide(PEOPLE[who], action, facts, { ...input, today: TODAY });
  if (!decision.ok) throw new Error(decision.refusal.reason);
  return decision.effects;
}

describe('what is to be recorded', () => {
  it('issuing sets the date limit that follows from the feedback, unless it has one', () => {
    expect(effects('office', 'issueToUnit', factsIn('draft', { dueOn: null }))).toEqual([{ kind: 'setDueDates' }]);
    expect(effects('office', 'issueToUnit', factsIn('draft'))).toEqual([]);
  });

  it('submitting opens a request with the levels of the programme', () => {
    expect(effects('liaison', 'submitPlan', factsIn('issued'))).toEqual([
      { kind: 'openRequest', requestKind: 'plan', levels: ['unit_leader', 'group'] },
    ]);
    expect(effects('liaison', 'requestClosure', buildFacts())).toEqual([
      { kind: 'openRequest', requestKind: 'closure', levels: ['unit_leader', 'group', 'office'], result: 'completed' },
    ]);
  });

  it('the last approval of a plan starts its measures from the feedback and fixes their dates', () => {
    const facts = factsIn('planning', { request: buildRequest('plan', ['unit_leader']) });
    expect(effects('group', 'approvePlan', facts)).toEqual([
      { kind: 'recordReview', requestKind: 'plan', level: 'group', decision: 'approved', note: '' },
      { kind: 'closeRequest', requestKind: 'plan', outcome: 'approved' },
      { kind: 'startMeasures', measureIds: ['m1'], startOn: '2024-05-16' },
      { kind: 'fixOriginalDates', measures: [{ measureId: 'm1', dueOn: '2024-11-16' }] },
    ]);
  });

  it('an approval before the last only records itself', () => {
    expect(effects('leader', 'approveClosure', factsIn('closing'), { note: ' 同意 ' })).toEqual([
      { kind: 'recordReview', requestKind: 'closure', level: 'unit_leader', decision: 'approved', note: '同意' },
    ]);
  });

  it('the last approval of a closure writes the record with the result asked for', () => {
    const request = buildRequest('closure', ['unit_leader', 'group'], { result: 'staged' });
    const facts = factsIn('closing', {
      request,
      nature: 'long_term',
      stageGoal: '三年内清零',
      reviewOn: '2025-09-01',
    });
    expect(effects('office', 'approveClosure', facts)).toEqual([
      { kind: 'recordReview', requestKind: 'closure', level: 'office', decision: 'approved', note: '' },
      { kind: 'closeRequest', requestKind: 'closure', outcome: 'approved' },
      { kind: 'writeClosureRecord', result: 'staged' },
    ]);
  });

  it('a return is recorded with its words and counts', () => {
    expect(effects('leader', 'returnClosure', factsIn('closing'), { note: REASON })).toEqual([
      { kind: 'recordReview', requestKind: 'closure', level: 'unit_leader', decision: 'returned', note: REASON },
      { kind: 'closeRequest', requestKind: 'closure', outcome: 'returned' },
      { kind: 'countReturn' },
    ]);
  });

  it('a refused extension does not count as a return of the work', () => {
    const facts = buildFacts({ request: buildRequest('extension') });
    expect(effects('leader', 'returnExtension', facts, { note: REASON }).map(({ kind }) => kind)).toEqual([
      'recordReview',
      'closeRequest',
    ]);
  });

  it('an extension moves the date only with the last approval, and counts', () => {
    const input = { note: REASON, dueOn: '2025-02-16', measureId: 'm1' };
    const open = buildFacts({ measures: [buildMeasure({ status: 'ongoing' })] });
    expect(effects('liaison', 'requestExtension', open, input)).toEqual([
      {
        kind: 'openRequest',
        requestKind: 'extension',
        levels: ['unit_leader', 'office'],
        dueOn: '2025-02-16',
        measureId: 'm1',
      },
    ]);
    const facts = buildFacts({ request: buildRequest('extension', ['unit_leader'], { measureId: 'm1' }) });
    expect(effects('office', 'approveExtension', facts).slice(2)).toEqual([
      { kind: 'moveDueDate', dueOn: '2025-02-16', measureId: 'm1' },
      { kind: 'countExtension', measureId: 'm1' },
    ]);
  });

  it('reopening a measure during review takes the request back', () => {
    expect(effects('liaison', 'reopenMeasure', factsIn('closing'), { measureId: 'm1' })).toEqual([
      { kind: 'setMeasureStatus', measureId: 'm1', status: 'ongoing' },
      { kind: 'closeRequest', requestKind: 'closure', outcome: 'recalled' },
    ]);
    expect(effects('liaison', 'reopenMeasure', buildFacts(), { measureId: 'm1' })).toHaveLength(1);
  });

  it('a date given later to an added measure is its original date', () => {
    const facts = buildFacts({ measures: [buildMeasure({ status: 'ongoing', dueOn: null })] });
    expect(effects('liaison', 'assignMeasure', facts, { measureId: 'm1', dueOn: '2024-10-01' })).toEqual([
      { kind: 'fixOriginalDates', measures: [{ measureId: 'm1', dueOn: '2024-10-01' }] },
    ]);
  });

  it('withdrawing closes whatever is under review, and reopening counts', () => {
    expect(effects('office', 'withdrawIssue', factsIn('closing'), { note: REASON })).toEqual([
      { kind: 'closeRequest', requestKind: 'closure', outcome: 'withdrawn' },
    ]);
    expect(effects('office', 'reopenIssue', factsIn('closed'), { note: REASON, basis: '群众来信' })).toEqual([
      { kind: 'countReopening' },
    ]);
  });

  it('never changes the facts it was given', () => {
    const facts = factsIn('closing');
    const before = structuredClone(facts);
    effects('leader', 'approveClosure', facts);
    expect(facts).toEqual(before);
  });
});
