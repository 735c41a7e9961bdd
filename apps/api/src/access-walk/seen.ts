import type { ActorName, Home, Kind } from './matrix-types.ts';

const PLACE = ['office', 'group', 'liaison', 'leader', 'observer'] as const satisfies ActorName[];
const ABOVE_UNITS = ['office', 'group', 'observer'] as const satisfies ActorName[];
const THERE = ['otherOffice', 'otherObserver'] as const satisfies ActorName[];

const business = { here: PLACE, elsewhere: THERE };
const beforeIssuing = { here: ABOVE_UNITS, elsewhere: THERE };
const everywhere = { here: ['admin'], elsewhere: ['admin'] } as const;

/** For whom a thing exists at all: where it belongs, and for whom there. */
export const SEEN: Readonly<Record<Kind, Readonly<Record<Home, readonly ActorName[]>>>> = {
  draftIssue: beforeIssuing,
  issuedIssue: business,
  issue: business,
  closedIssue: business,
  stagedIssue: business,
  issuedMeasure: business,
  measure: business,
  evidence: business,
  outcome: business,
  request: business,
  inspection: business,
  // The other group works in the same programme.
  programme: { here: [...PLACE, 'otherGroup'], elsewhere: THERE },
  group: business,
  // As far as it can be changed: an office its region's, the administrator any.
  unit: { here: ['office', 'observer', 'admin', 'otherGroup'], elsewhere: ['admin', ...THERE] },
  // Those above units see the units of their region, whether they may change them or not.
  coUnit: { here: [...ABOVE_UNITS, 'otherGroup'], elsewhere: THERE },
  account: everywhere,
  member: { here: ['office'], elsewhere: ['otherOffice'] },
  // Everyone has one of their own; the foreign one is nobody's here.
  session: {
    here: [...PLACE, ...THERE, 'admin', 'auditor', 'otherGroup', 'otherLiaison', 'otherLeader'],
    elsewhere: [],
  },
  report: business,
  reviewedReport: business,
  paragraph: business,
  comment: business,
  feedback: business,
};
