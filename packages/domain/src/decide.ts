import type { Actor } from './access.ts';
import type { CalendarDay } from './calendar.ts';
import type { ActionInput, Decision, Effect, IssueFacts } from './facts.ts';
import { ISSUE_TRANSITIONS, type IssueEvent } from './issue-transitions.ts';
import { judge } from './refuse.ts';
import { isLastTurn, levelOf } from './reviews.ts';
import { EXTENSION_LEVELS } from './rule-profile.ts';
import type { RequestKind, ReviewDecision, Role } from './vocabulary.ts';

export type DecideInput = ActionInput & { today: CalendarDay };

/** The machine: state, event, actor and facts to a new state and what to record, or a refusal that a person understands. */
export function decide(actor: Actor, event: IssueEvent, facts: IssueFacts, input: DecideInput): Decision {
  const refusal = judge(actor, event, facts, input, true);
  if (refusal) return { ok: false, refusal };
  const { to } = ISSUE_TRANSITIONS[event];
  return {
    ok: true,
    status: typeof to === 'function' ? to(facts, input) : to,
    effects: EFFECTS[event]?.(facts, input, actor.role) ?? [],
  };
}

type EffectsOf = (facts: IssueFacts, input: DecideInput, role: Role) => Effect[];

function review(requestKind: RequestKind, decision: ReviewDecision, role: Role, note: string | undefined): Effect[] {
  const level = levelOf(role);
  return level === null ? [] : [{ kind: 'recordReview', requestKind, level, decision, note: note?.trim() ?? '' }];
}

function approve(requestKind: RequestKind, whenLast: EffectsOf): EffectsOf {
  return (facts, input, role) => [
    ...review(requestKind, 'approved', role, input.note),
    ...(facts.request && isLastTurn(facts.request)
      ? [{ kind: 'closeRequest', requestKind, outcome: 'approved' } as const, ...whenLast(facts, input, role)]
      : []),
  ];
}

function sendBack(requestKind: RequestKind): EffectsOf {
  return (_facts, input, role) => [
    ...review(requestKind, 'returned', role, input.note),
    { kind: 'closeRequest', requestKind, outcome: 'returned' },
    { kind: 'countReturn' },
  ];
}

function recall(facts: IssueFacts, outcome: 'recalled' | 'withdrawn'): Effect[] {
  return facts.request === null ? [] : [{ kind: 'closeRequest', requestKind: facts.request.kind, outcome }];
}

const startPlan: EffectsOf = (facts, { today }) => [
  {
    kind: 'startMeasures',
    measureIds: facts.measures.filter(({ status }) => status === 'planned').map(({ id }) => id),
    // 集中整改 runs from the feedback, so work done while the plan was still being written counts.
    startOn: facts.feedbackOn !== null && facts.feedbackOn < today ? facts.feedbackOn : today,
  },
  {
    kind: 'fixOriginalDates',
    measures: facts.measures.flatMap(({ id, dueOn }) => (dueOn === null ? [] : [{ measureId: id, dueOn }])),
  },
];

const EFFECTS: Partial<Record<IssueEvent, EffectsOf>> = {
  issueToUnit: (facts) => (facts.dueOn === null ? [{ kind: 'setDueDates' }] : []),

  submitPlan: (facts) => [{ kind: 'openRequest', requestKind: 'plan', levels: facts.profile.planLevels }],
  recallPlan: (facts) => recall(facts, 'recalled'),
  approvePlan: approve('plan', startPlan),
  returnPlan: sendBack('plan'),

  // A measure added after the plan gets its date here; from then on only an extension moves it.
  assignMeasure: (facts, { measureId, dueOn }) => {
    const measure = facts.measures.find(({ id }) => id === measureId);
    return facts.status === 'rectifying' && measure?.dueOn === null && typeof dueOn === 'string'
      ? [{ kind: 'fixOriginalDates', measures: [{ measureId: measure.id, dueOn }] }]
      : [];
  },
  completeMeasure: (_facts, { measureId }) =>
    measureId === undefined ? [] : [{ kind: 'setMeasureStatus', measureId, status: 'done' }],
  reopenMeasure: (facts, { measureId }) =>
    measureId === undefined
      ? []
      : [
          { kind: 'setMeasureStatus', measureId, status: 'ongoing' },
          ...(facts.status === 'closing' ? recall(facts, 'recalled') : []),
        ],

  requestExtension: (_facts, { dueOn, measureId }) =>
    typeof dueOn === 'string'
      ? [
          {
            kind: 'openRequest',
            requestKind: 'extension',
            levels: EXTENSION_LEVELS,
            dueOn,
            ...(measureId === undefined ? {} : { measureId }),
          },
        ]
      : [],
  recallExtension: (facts) => recall(facts, 'recalled'),
  approveExtension: approve('extension', ({ request }) => {
    const measureId = request?.measureId ?? null;
    return request?.dueOn
      ? [
          { kind: 'moveDueDate', dueOn: request.dueOn, measureId },
          { kind: 'countExtension', measureId },
        ]
      : [];
  }),
  // An extension refused says nothing about the work, so it is not counted among the returns.
  returnExtension: (facts, input, role) =>
    sendBack('extension')(facts, input, role).filter((effect) => effect.kind !== 'countReturn'),

  requestClosure: (facts, { result }) => [
    {
      kind: 'openRequest',
      requestKind: 'closure',
      levels: facts.profile.closureLevels,
      result: result ?? 'completed',
    },
  ],
  recallClosure: (facts) => recall(facts, 'recalled'),
  approveClosure: approve('closure', ({ request }) => [
    { kind: 'writeClosureRecord', result: request?.result ?? 'completed' },
  ]),
  returnClosure: sendBack('closure'),
  recordSpotCheck: (facts, { finding }) =>
    facts.status === 'closing' && finding === 'false'
      ? [{ kind: 'closeRequest', requestKind: 'closure', outcome: 'returned' }, { kind: 'countReturn' }]
      : [],

  reviewStage: (_facts, { reviewOn }) => (reviewOn === undefined ? [] : [{ kind: 'setReviewDate', reviewOn }]),
  reopenIssue: () => [{ kind: 'countReopening' }],
  withdrawIssue: (facts) => recall(facts, 'withdrawn'),
};
