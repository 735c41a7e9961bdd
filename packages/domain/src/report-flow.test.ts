import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from './access.ts';
import {
  allowedReportActions,
  mayReviewSecrecy,
  nextReportState,
  refuseReport,
  REPORT_ACTION_CODES,
  type ReportAction,
  type ReportFacts,
} from './report-flow.ts';
import { REPORT_STATE_CODES, type ReportState } from './report-vocabulary.ts';
import { ROLE_CODES, type Role } from './vocabulary.ts';

const UNIT = 'unit-culture';
const scope = { leadUnitId: UNIT, coUnitIds: [], groupId: 'group-1', unitPath: '/yz/hy/wl/' };
const base: ReportFacts = {
  state: 'drafting',
  scope,
  hasUnitLevel: true,
  authorIds: ['liaison'],
  reviewerIds: [],
  secrecyReviewerId: 'secrecy',
  versionCount: 0,
  errorCount: 0,
  openWarningCount: 0,
};

function actor(role: Role, id: string = role): Actor {
  const isOver = role === 'office' || role === 'observer';
  return {
    id,
    role,
    unitId: isOver ? 'office' : UNIT,
    groupIds: ['group-1'],
    jurisdictionPath: isOver ? '/yz/hy/' : undefined,
  };
}

const given = (change: Partial<ReportFacts>): ReportFacts => ({ ...base, ...change });

describe('who may do what to a report', () => {
  const allowed: [string, Actor, ReportAction, Partial<ReportFacts>, ReportState][] = [
    ['the liaison sends the draft to the unit leader', actor('liaison'), 'submitReport', {}, 'signing'],
    [
      'a programme’s report goes straight to 保密审查',
      actor('office', 'o1'),
      'submitReport',
      { hasUnitLevel: false },
      'secrecy_review',
    ],
    ['the unit leader signs', actor('unit_leader'), 'signReport', { state: 'signing' }, 'secrecy_review'],
    ['the named person passes it', actor('office', 'secrecy'), 'passSecrecy', { state: 'secrecy_review' }, 'approving'],
    ['the office approves', actor('office', 'o2'), 'approveReport', { state: 'approving' }, 'scheduled'],
    [
      'a published report is corrected',
      actor('liaison'),
      'startCorrection',
      { state: 'published', versionCount: 1 },
      'drafting',
    ],
    [
      'the office withdraws a published report',
      actor('office'),
      'withdrawReport',
      { state: 'published', versionCount: 1 },
      'withdrawn',
    ],
    [
      'the office withdraws while a correction is under review',
      actor('office'),
      'withdrawReport',
      { state: 'signing', versionCount: 1 },
      'withdrawn',
    ],
    ['the leader returns what is to be signed', actor('unit_leader'), 'returnReport', { state: 'signing' }, 'drafting'],
  ];
  test.each(allowed)('%s', (_name, who, action, change, to) => {
    const facts = given(change);
    expect(refuseReport(who, action, facts, '请补充说明整改依据和时间')).toBeNull();
    expect(nextReportState(action, facts)).toBe(to);
  });

  const refused: [string, Actor, ReportAction, Partial<ReportFacts>, string][] = [
    ['another unit does not know of it', { ...actor('liaison'), unitId: 'other' }, 'editReport', {}, 'not_visible'],
    ['a group member does not write', actor('group'), 'editReport', {}, 'forbidden'],
    ['the observer never acts', actor('observer'), 'approveReport', { state: 'approving' }, 'forbidden'],
    ['nobody edits what is under review', actor('liaison'), 'editReport', { state: 'signing' }, 'wrong_state'],
    ['errors block', actor('liaison'), 'submitReport', { errorCount: 2 }, 'unmet'],
    ['warnings want a tick', actor('liaison'), 'submitReport', { openWarningCount: 1 }, 'unmet'],
    [
      'errors that came since block the approval',
      actor('office', 'o2'),
      'approveReport',
      { state: 'approving', errorCount: 1 },
      'unmet',
    ],
    [
      'an author does not approve',
      actor('office', 'o1'),
      'approveReport',
      { state: 'approving', authorIds: ['o1'] },
      'conflict_of_interest',
    ],
    [
      'nobody reviews twice',
      actor('office', 'o2'),
      'approveReport',
      { state: 'approving', reviewerIds: ['o2'] },
      'conflict_of_interest',
    ],
    [
      'only the named person does the 保密审查',
      actor('office', 'o2'),
      'passSecrecy',
      { state: 'secrecy_review' },
      'forbidden',
    ],
    [
      'the leader does not return at the office’s step',
      actor('unit_leader'),
      'returnReport',
      { state: 'approving' },
      'forbidden',
    ],
    [
      'a liaison does not withdraw',
      actor('liaison'),
      'withdrawReport',
      { state: 'published', versionCount: 1 },
      'forbidden',
    ],
    ['what was published is not deleted', actor('liaison'), 'deleteReport', { versionCount: 1 }, 'unmet'],
    [
      'a withdrawn report stays withdrawn',
      actor('office'),
      'startCorrection',
      { state: 'withdrawn', versionCount: 1 },
      'wrong_state',
    ],
  ];
  test.each(refused)('%s', (_name, who, action, change, code) => {
    expect(refuseReport(who, action, given(change))?.code).toBe(code);
  });

  test('a return says what to mend, in ten characters at least', () => {
    const facts = given({ state: 'signing' });
    expect(refuseReport(actor('unit_leader'), 'returnReport', facts, '不行')?.code).toBe('note');
  });

  test('an author may not be named for the 保密审查, nor who signs', () => {
    expect(mayReviewSecrecy(actor('liaison'), base)).toBe(false);
    expect(mayReviewSecrecy(actor('unit_leader'), base)).toBe(false);
    expect(mayReviewSecrecy(actor('liaison', 'second'), base)).toBe(true);
  });
});

const anyFacts = fc.record({
  state: fc.constantFrom(...REPORT_STATE_CODES),
  hasUnitLevel: fc.boolean(),
  authorIds: fc.subarray(['a', 'b', 'c']),
  reviewerIds: fc.subarray(['a', 'b', 'c']),
  secrecyReviewerId: fc.constantFrom('a', 'b', null),
  versionCount: fc.nat(2),
  errorCount: fc.nat(1),
  openWarningCount: fc.nat(1),
});

describe('over all situations', () => {
  test('what is offered is not refused, and no reviewer is an author or reviews twice', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...ROLE_CODES), fc.constantFrom('a', 'b', 'c'), (some, role, id) => {
        const facts: ReportFacts = { ...some, scope };
        const who = actor(role, id);
        for (const { action, reason } of allowedReportActions(who, facts)) {
          expect(refuseReport(who, action, facts)?.reason).toBe(reason);
          const isReview = ['signReport', 'passSecrecy', 'approveReport', 'returnReport'].includes(action);
          if (isReview && reason === undefined) {
            expect(facts.authorIds).not.toContain(id);
            expect(facts.reviewerIds).not.toContain(id);
          }
        }
      }),
    );
  });

  test('nothing but an approval leads towards publication, and only from its own step', () => {
    for (const state of REPORT_STATE_CODES) {
      for (const action of REPORT_ACTION_CODES) {
        const facts = given({ state, versionCount: 1 });
        const can = ROLE_CODES.some((role) => refuseReport(actor(role, 'secrecy'), action, facts) === null);
        if (can && nextReportState(action, facts) === 'scheduled')
          expect([state, action]).toEqual(['approving', 'approveReport']);
      }
    }
  });
});
