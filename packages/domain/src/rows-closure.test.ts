import { expect, it } from 'vitest';
import { DEFAULT_RULE_PROFILE } from './rule-profile.ts';
import {
  REASON,
  TODAY,
  buildEvidence,
  buildFacts,
  buildMeasure,
  buildRequest,
  factsIn,
  outcomeOf,
  type Row,
} from './test-support.ts';
import type { ReviewLevel } from './vocabulary.ts';

const ongoing = buildMeasure({ status: 'ongoing' });
const rejected = buildEvidence({ status: 'rejected' });
const closing = (...approved: ReviewLevel[]) => factsIn('closing', { request: buildRequest('closure', approved) });
const extending = (...approved: ReviewLevel[]) => buildFacts({ request: buildRequest('extension', approved) });
const staged = { nature: 'long_term', stageGoal: '三年内清零', reviewOn: '2025-09-01' } as const;

const ROWS: Row[] = [
  // 销号
  ['the liaison asks for closure', 'liaison', 'requestClosure', buildFacts(), 'closing'],
  ['not with an open measure', 'liaison', 'requestClosure', buildFacts({ measures: [ongoing] }), 'unmet'],
  ['not while an extension is under review', 'liaison', 'requestClosure', extending(), 'unmet'],
  ['not as staged unless it is long-term', 'liaison', 'requestClosure', buildFacts(), 'unmet', { result: 'staged' }],
  ['a long-term one as staged', 'liaison', 'requestClosure', buildFacts(staged), 'closing', { result: 'staged' }],
  [
    'with a review date already past',
    'liaison',
    'requestClosure',
    buildFacts({ ...staged, reviewOn: TODAY }),
    'unmet',
    { result: 'staged' },
  ],
  [
    'not in a programme that lost its review from outside',
    'liaison',
    'requestClosure',
    buildFacts({ profile: { ...DEFAULT_RULE_PROFILE, closureLevels: ['unit_leader'] } }),
    'unmet',
  ],
  [
    'nor does the leader close alone a request that slipped through',
    'leader',
    'approveClosure',
    factsIn('closing', { request: buildRequest('closure', [], { levels: ['unit_leader'] }) }),
    'unmet',
  ],
  [
    'a programme may leave the closing to the group',
    'group',
    'approveClosure',
    factsIn('closing', { request: buildRequest('closure', [], { levels: ['group'] }) }),
    'closed',
  ],
  ['the leader signs', 'leader', 'approveClosure', closing(), 'closing'],
  ['the leader of another unit does not see it', 'leaderOther', 'approveClosure', closing(), 'not_visible'],
  ['the leader of the co-responsible unit does not sign', 'leaderCo', 'approveClosure', closing(), 'forbidden'],
  ['the group cannot verify before the leader signs', 'group', 'approveClosure', closing(), 'not_your_turn'],
  ['the group verifies', 'group', 'approveClosure', closing('unit_leader'), 'closing'],
  ['another group does not see it', 'groupOther', 'approveClosure', closing('unit_leader'), 'not_visible'],
  ['the leader does not sign twice', 'leader', 'approveClosure', closing('unit_leader'), 'not_your_turn'],
  ['the office cannot close before the group', 'office', 'approveClosure', closing('unit_leader'), 'not_your_turn'],
  ['the office closes', 'office', 'approveClosure', closing('unit_leader', 'group'), 'closed'],
  ['the liaison approves nothing', 'liaison', 'approveClosure', closing(), 'forbidden'],
  [
    'a measure reopened in between stops it',
    'office',
    'approveClosure',
    { ...closing('unit_leader', 'group'), measures: [ongoing] },
    'unmet',
  ],
  [
    'a file rejected in between stops it',
    'office',
    'approveClosure',
    { ...closing('unit_leader', 'group'), evidence: [rejected] },
    'unmet',
  ],
  [
    'an open spot check stops it',
    'group',
    'approveClosure',
    { ...closing('unit_leader'), openSpotCheckCount: 1 },
    'unmet',
  ],
  [
    'the group returns it with what to add',
    'group',
    'returnClosure',
    closing('unit_leader'),
    'rectifying',
    { note: REASON },
  ],
  [
    'nine characters are too few',
    'group',
    'returnClosure',
    closing('unit_leader'),
    'input',
    { note: '请补充前后对比照片' },
  ],
  ['blanks do not count', 'group', 'returnClosure', closing('unit_leader'), 'input', { note: '  补充照片          ' }],
  ['nor do nine emoji make ten', 'group', 'returnClosure', closing('unit_leader'), 'input', { note: '📷'.repeat(9) }],
  [
    'ten characters are enough',
    'group',
    'returnClosure',
    closing('unit_leader'),
    'rectifying',
    { note: '请补充前后对比的照片' },
  ],
  [
    'it is not returned out of turn',
    'office',
    'returnClosure',
    closing('unit_leader'),
    'not_your_turn',
    { note: REASON },
  ],
  [
    'a spot check answered 不实 returns it',
    'group',
    'recordSpotCheck',
    { ...closing('unit_leader'), openSpotCheckCount: 1 },
    'rectifying',
    { finding: 'false', note: REASON },
  ],
  [
    'one answered 属实 does not',
    'group',
    'recordSpotCheck',
    { ...closing('unit_leader'), openSpotCheckCount: 1 },
    'closing',
    { finding: 'true', note: REASON },
  ],

  // Afterwards
  [
    'the office reopens with reason and basis',
    'office',
    'reopenIssue',
    factsIn('closed'),
    'rectifying',
    { note: REASON, basis: '回头看发现问题反弹' },
  ],
  ['not without a basis', 'office', 'reopenIssue', factsIn('closed'), 'input', { note: REASON }],
  [
    'the group does not reopen',
    'group',
    'reopenIssue',
    factsIn('closed'),
    'forbidden',
    { note: REASON, basis: '来信' },
  ],
  [
    'the office sets the next review of a staged closure',
    'office',
    'reviewStage',
    factsIn('closed', { ...staged, closureResult: 'staged' }),
    'closed',
    { note: REASON, reviewOn: '2026-03-01' },
  ],
  [
    'not in the past',
    'office',
    'reviewStage',
    factsIn('closed', { ...staged, closureResult: 'staged' }),
    'input',
    { note: REASON, reviewOn: TODAY },
  ],
  [
    'the unit asks to complete a staged closure',
    'liaison',
    'requestClosure',
    factsIn('closed', { ...staged, closureResult: 'staged' }),
    'closing',
  ],
  ['a completed closure is not asked for again', 'liaison', 'requestClosure', factsIn('closed'), 'wrong_state'],
  [
    'the office withdraws with a reason',
    'office',
    'withdrawIssue',
    closing(),
    'withdrawn',
    { note: '与第 12 项重复，合并整改' },
  ],
  ['not without', 'office', 'withdrawIssue', closing(), 'input', { note: '重复' }],
  ['not twice', 'office', 'withdrawIssue', factsIn('withdrawn'), 'wrong_state', { note: REASON }],
];

it.each(ROWS)('%s (%s: %s)', (...row) => {
  expect(outcomeOf(row)).toBe(row[4]);
});
