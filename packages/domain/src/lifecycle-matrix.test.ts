import { describe, expect, it } from 'vitest';
import { ISSUE_TRANSITIONS } from './issue-transitions.ts';
import { refuse } from './refuse.ts';
import { PEOPLE, buildRequest, factsIn, type PersonName } from './test-support.ts';
import { ISSUE_ACTION_CODES, ISSUE_STATUS_CODES, type IssueAction, type IssueStatus } from './vocabulary.ts';

// Written from the rules, not from the table: who, in which states. Everything else must be forbidden.
const ALL = 'draft issued planning rectifying closing closed';
const AFTER_ISSUE = 'issued planning rectifying closing closed';
const EXPECTED: Record<IssueAction, Partial<Record<PersonName, string>>> = {
  editIssue: { office: 'draft', group: 'draft' },
  setNature: { office: 'draft issued planning rectifying', group: 'draft' },
  setDisclosure: { office: ALL },
  issueToUnit: { office: 'draft' },
  addMeasure: { liaison: 'issued rectifying', office: 'draft', group: 'draft' },
  editMeasure: { liaison: 'issued', office: 'draft', group: 'draft' },
  removeMeasure: { liaison: 'issued', office: 'draft', group: 'draft' },
  assignMeasure: { liaison: 'issued rectifying', office: 'draft', group: 'draft' },
  setStageGoal: { liaison: 'issued rectifying', office: 'draft', group: 'draft' },
  submitPlan: { liaison: 'issued' },
  recallPlan: { liaison: 'planning' },
  approvePlan: { leader: 'planning', group: 'planning', office: 'planning' },
  returnPlan: { leader: 'planning', group: 'planning', office: 'planning' },
  fileProgress: { liaison: 'rectifying', liaisonCo: 'rectifying' },
  completeMeasure: { liaison: 'rectifying' },
  reopenMeasure: { liaison: 'rectifying closing' },
  uploadEvidence: { liaison: 'rectifying', liaisonCo: 'rectifying' },
  decideEvidence: { group: 'rectifying closing', office: 'rectifying closing' },
  recordOutcome: { liaison: 'rectifying', liaisonCo: 'rectifying' },
  writeOutcomeStatement: { liaison: 'rectifying' },
  requestExtension: { liaison: 'rectifying' },
  recallExtension: { liaison: 'rectifying' },
  approveExtension: { leader: 'rectifying', office: 'rectifying' },
  returnExtension: { leader: 'rectifying', office: 'rectifying' },
  requestClosure: { liaison: 'rectifying' },
  recallClosure: { liaison: 'closing' },
  approveClosure: { leader: 'closing', group: 'closing', office: 'closing' },
  returnClosure: { leader: 'closing', group: 'closing', office: 'closing' },
  orderSpotCheck: { group: 'rectifying closing closed', office: 'rectifying closing closed' },
  recordSpotCheck: { group: 'rectifying closing closed', office: 'rectifying closing closed' },
  reviewStage: {},
  reopenIssue: { office: 'closed' },
  withdrawIssue: { office: ALL },
  comment: {
    office: ALL,
    group: ALL,
    observer: ALL,
    liaison: AFTER_ISSUE,
    liaisonCo: AFTER_ISSUE,
    leader: AFTER_ISSUE,
    leaderCo: AFTER_ISSUE,
  },
  proposeSupervision: { observer: AFTER_ISSUE, group: AFTER_ISSUE },
  issueSupervision: { office: AFTER_ISSUE },
};
// With 阶段性完成、持续整改 the work goes on after the closure.
const ALSO_WHEN_STAGED: Partial<Record<IssueAction, PersonName[]>> = {
  fileProgress: ['liaison', 'liaisonCo'],
  uploadEvidence: ['liaison', 'liaisonCo'],
  recordOutcome: ['liaison', 'liaisonCo'],
  requestClosure: ['liaison'],
  reviewStage: ['office'],
};
const VISIBLE: Record<PersonName, string> = {
  office: `${ALL} withdrawn`,
  group: `${ALL} withdrawn`,
  observer: `${ALL} withdrawn`,
  liaison: `${AFTER_ISSUE} withdrawn`,
  liaisonCo: `${AFTER_ISSUE} withdrawn`,
  leader: `${AFTER_ISSUE} withdrawn`,
  leaderCo: `${AFTER_ISSUE} withdrawn`,
  officeElsewhere: '',
  officeNowhere: '',
  groupOther: '',
  liaisonOther: '',
  leaderOther: '',
  observerElsewhere: '',
  sysAdmin: '',
  auditor: '',
};

const has = (list: string | undefined, status: IssueStatus) => (list ?? '').split(' ').includes(status);
const NAMES = Object.keys(PEOPLE) as PersonName[];
// Refusals that come before any question of readiness.
const SHUT = ['not_visible', 'forbidden', 'wrong_state'];

function situation(action: IssueAction, status: IssueStatus) {
  const isExtension = ISSUE_TRANSITIONS[action].request === 'extension';
  return isExtension && status === 'rectifying'
    ? factsIn(status, { request: buildRequest('extension') })
    : factsIn(status);
}

describe.each(ISSUE_ACTION_CODES)('%s', (action) => {
  it.each(ISSUE_STATUS_CODES)('is open in state %s to exactly those the rules name', (status) => {
    const facts = situation(action, status);
    for (const name of NAMES) {
      const code = refuse(PEOPLE[name], action, facts)?.code;
      const isOpen = has(EXPECTED[action][name], status);
      expect({ name, isOpen: code === undefined || !SHUT.includes(code) }).toEqual({ name, isOpen });
      expect({ name, isHidden: code === 'not_visible' }).toEqual({ name, isHidden: !has(VISIBLE[name], status) });
    }
  });

  it('is open after a staged closure to exactly those who go on with the work', () => {
    const facts = factsIn('closed', { closureResult: 'staged', nature: 'long_term' });
    for (const name of NAMES) {
      const code = refuse(PEOPLE[name], action, facts)?.code;
      const isOpen = has(EXPECTED[action][name], 'closed') || (ALSO_WHEN_STAGED[action]?.includes(name) ?? false);
      expect({ name, isOpen: code === undefined || !SHUT.includes(code) }).toEqual({ name, isOpen });
    }
  });
});

it('hides an issue withdrawn as a draft from its units, and from nobody else who saw it', () => {
  const facts = factsIn('withdrawn', { wasIssued: false });
  expect(refuse(PEOPLE.liaison, 'comment', facts)?.code).toBe('not_visible');
  expect(refuse(PEOPLE.leaderCo, 'comment', facts)?.code).toBe('not_visible');
  expect(refuse(PEOPLE.office, 'comment', facts)?.code).toBe('wrong_state');
});

it('says in Chinese what to do, in every refusal there is', () => {
  for (const action of ISSUE_ACTION_CODES) {
    for (const status of ISSUE_STATUS_CODES) {
      for (const name of NAMES) {
        const refusal = refuse(PEOPLE[name], action, situation(action, status), { note: '短' });
        if (!refusal) continue;
        expect(refusal.reason).toMatch(/请|无需|没有|待|不能/u);
        expect(refusal.reason).not.toMatch(/[A-Za-z_]{2,}/u);
      }
    }
  }
});
