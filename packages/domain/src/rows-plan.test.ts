import { expect, it } from 'vitest';
import { REASON, buildMeasure, buildRequest, factsIn, outcomeOf, type Row } from './test-support.ts';

const ROWS: Row[] = [
  // Issuing
  ['the office issues a draft', 'office', 'issueToUnit', factsIn('draft'), 'issued'],
  ['the group cannot issue what it wrote', 'group', 'issueToUnit', factsIn('draft'), 'forbidden'],
  [
    'a draft without a feedback date is not issued',
    'office',
    'issueToUnit',
    factsIn('draft', { feedbackOn: null }),
    'unmet',
  ],
  ['a draft without a lead unit is not issued', 'office', 'issueToUnit', factsIn('draft', { leadUnitId: '' }), 'unmet'],
  ['an issue is not issued twice', 'office', 'issueToUnit', factsIn('issued'), 'wrong_state'],
  ['the group corrects its draft', 'group', 'editIssue', factsIn('draft'), 'draft'],
  ['nobody edits the text once issued, not even the office', 'office', 'editIssue', factsIn('issued'), 'wrong_state'],
  ['the unit never edits the text', 'liaison', 'editIssue', factsIn('issued'), 'forbidden'],
  ['the unit does not see a draft', 'liaison', 'comment', factsIn('draft'), 'not_visible', { note: '收到' }],
  ['the observer comments', 'observer', 'comment', factsIn('rectifying'), 'rectifying', { note: '请抓紧' }],
  ['an empty comment is no comment', 'observer', 'comment', factsIn('rectifying'), 'input', { note: ' \u200B ' }],
  [
    'the observer edits nothing',
    'observer',
    'setDisclosure',
    factsIn('rectifying'),
    'forbidden',
    { disclosure: 'public' },
  ],
  ['withholding needs a ground', 'office', 'setDisclosure', factsIn('rectifying'), 'input', { disclosure: 'withheld' }],
  [
    'withholding with a ground',
    'office',
    'setDisclosure',
    factsIn('closed'),
    'closed',
    { disclosure: 'withheld', withholdGround: 'privacy' },
  ],

  // The plan
  ['the lead unit submits its plan', 'liaison', 'submitPlan', factsIn('issued'), 'planning'],
  ['the co-responsible unit cannot submit it', 'liaisonCo', 'submitPlan', factsIn('issued'), 'forbidden'],
  ['a plan without measures is not submitted', 'liaison', 'submitPlan', factsIn('issued', { measures: [] }), 'unmet'],
  [
    'a plan without an owner is not submitted',
    'liaison',
    'submitPlan',
    factsIn('issued', { measures: [buildMeasure({ owner: ' ' })] }),
    'unmet',
  ],
  ['the liaison takes back a plan nobody has decided on', 'liaison', 'recallPlan', factsIn('planning'), 'issued'],
  [
    'not one that the leader has signed',
    'liaison',
    'recallPlan',
    factsIn('planning', { request: buildRequest('plan', ['unit_leader']) }),
    'unmet',
  ],
  ['the leader signs the plan, and the group comes next', 'leader', 'approvePlan', factsIn('planning'), 'planning'],
  ['the group cannot approve before the leader', 'group', 'approvePlan', factsIn('planning'), 'not_your_turn'],
  ['the office has no level in this plan', 'office', 'approvePlan', factsIn('planning'), 'not_your_turn'],
  [
    'the last level approves, and the work begins',
    'group',
    'approvePlan',
    factsIn('planning', { request: buildRequest('plan', ['unit_leader']) }),
    'rectifying',
  ],
  [
    'the group returns the plan with a reason',
    'group',
    'returnPlan',
    factsIn('planning', { request: buildRequest('plan', ['unit_leader']) }),
    'issued',
    { note: REASON },
  ],
  [
    'a leader who wrote a measure does not sign it',
    'leader',
    'approvePlan',
    factsIn('planning', { measures: [buildMeasure({ status: 'planned', authorId: 'leader-1' })] }),
    'conflict_of_interest',
  ],
];

it.each(ROWS)('%s (%s: %s)', (...row) => {
  expect(outcomeOf(row)).toBe(row[4]);
});
