import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Actor } from './access.ts';
import { allowedActions, nextToAct } from './allowed-actions.ts';
import { decide, type DecideInput } from './decide.ts';
import { DEFAULT_RULE_PROFILE } from './rule-profile.ts';
import { evolve, type IssueModel } from './test-model.ts';
import { PEOPLE, TODAY, factsIn } from './test-support.ts';
import { ISSUE_ACTION_CODES, REVIEW_LEVEL_CODES, type IssueAction, type ReviewLevel } from './vocabulary.ts';

// Beside ordinary people, some who changed their post: the same person as liaison, leader, group and office.
const mover = 'mover';
const ACTORS: Actor[] = [
  ...Object.values(PEOPLE),
  { ...PEOPLE.liaison, id: mover },
  { ...PEOPLE.leader, id: mover },
  { ...PEOPLE.group, id: mover },
  { ...PEOPLE.office, id: mover },
  { ...PEOPLE.group, id: 'leader-1' },
  { ...PEOPLE.office, id: 'group-1' },
];
const NOTE = '请补充整改前后对比照片和台账';
// What leads somewhere is tried more often than what ends or repeats the story.
const RARE = new Set<IssueAction>([
  'withdrawIssue',
  'recallClosure',
  'recallPlan',
  'comment',
  'setDisclosure',
  'addMeasure',
  'orderSpotCheck',
  'issueSupervision',
  'proposeSupervision',
  'assignMeasure',
  'recordOutcome',
]);

const step = fc.record({
  actor: fc.nat({ max: ACTORS.length - 1 }),
  pick: fc.nat({ max: 10_000 }),
  target: fc.nat({ max: 5 }),
  isWild: fc.nat({ max: 9 }).map((dice) => dice === 0),
  isGood: fc.nat({ max: 9 }).map((dice) => dice > 1),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

// Any levels, also those that a profile must not have: the machine holds even then.
const levels = fc.oneof(
  fc.subarray([...REVIEW_LEVEL_CODES]),
  fc.constant([...REVIEW_LEVEL_CODES]),
  fc.constantFrom<ReviewLevel[]>(['group'], ['unit_leader'], ['unit_leader', 'office']),
);

const start = fc
  .record({
    status: fc.constantFrom('draft', 'issued', 'rectifying', 'closing', 'closed'),
    closureLevels: levels,
    planLevels: levels,
    nature: fc.constantFrom('time_limited', 'long_term'),
    authorId: fc.constantFrom('liaison-1', 'liaison-1', mover, null),
  } as const)
  .map(({ status, closureLevels, planLevels, nature, authorId }): IssueModel => {
    const base = factsIn(status, { profile: { ...DEFAULT_RULE_PROFILE, closureLevels, planLevels }, nature });
    const measures = base.measures.map((measure) => ({ ...measure, authorId }));
    const request = base.request && { ...base.request, levels: closureLevels };
    return { facts: { ...base, measures, request }, records: [], returnCount: 0, today: TODAY };
  });

// Mostly somebody whose turn it is, sometimes anybody.
function chooseActor({ facts }: IssueModel, { actor, isGood, isWild }: Step): Actor {
  const role = isGood && !isWild ? (nextToAct(facts).role ?? 'office') : null;
  const able = ACTORS.filter((candidate) => role === null || candidate.role === role);
  return able[actor % able.length] ?? PEOPLE.office;
}

function chooseEvent({ facts }: IssueModel, actor: Actor, { pick, isWild, isGood }: Step): IssueAction {
  const wild = ISSUE_ACTION_CODES[pick % ISSUE_ACTION_CODES.length] ?? 'comment';
  if (isWild) return wild;
  const open = allowedActions(actor, facts).flatMap(({ action, reason }) => (reason === undefined ? [action] : []));
  const useful = isGood ? open.filter((action) => !RARE.has(action)) : open;
  // Whatever moves the issue goes first most of the time, so that stories reach their end.
  const moving = useful.filter((action) => /^(submit|approve|request|issue|reopenIssue|complete)/u.test(action));
  const choice = isGood && moving.length > 0 && pick % 3 > 0 ? moving : useful;
  return choice[pick % Math.max(choice.length, 1)] ?? wild;
}

function chooseInput({ facts, today }: IssueModel, { target, isGood }: Step): DecideInput {
  const at = <T>(list: readonly T[]) => list[target % Math.max(list.length, 1)];
  return {
    today,
    note: isGood || target > 0 ? NOTE : '短',
    basis: '回头看发现反弹',
    result: facts.nature === 'long_term' && target % 2 === 0 ? 'staged' : 'completed',
    asOf: today,
    measureId: at(facts.measures)?.id,
    evidenceId: at(facts.evidence)?.id,
    evidenceDecision: target === 0 ? 'rejected' : 'accepted',
    reviewOn: '2026-01-01',
    disclosure: 'public',
    finding: target === 0 ? 'false' : 'true',
    ...(facts.request === null && target === 3 ? { dueOn: '2031-01-01' } : {}),
  };
}

interface Passage {
  before: IssueModel;
  after: IssueModel;
  actor: Actor;
  event: IssueAction;
}

function play(model: IssueModel, steps: Step[]): Passage[] {
  const passages: Passage[] = [];
  let before = model;
  for (const taken of steps) {
    const actor = chooseActor(before, taken);
    const event = chooseEvent(before, actor, taken);
    const input = chooseInput(before, taken);
    const decision = decide(actor, event, before.facts, input);
    if (!decision.ok) continue;
    const after = evolve(before, actor, event, input, decision);
    passages.push({ before, after, actor, event });
    before = after;
  }
  return passages;
}

const stories = (check: (passages: Passage[]) => void) =>
  fc.assert(
    fc.property(start, fc.array(step, { minLength: 60, maxLength: 120, size: 'max' }), (model, steps) => {
      check(play(model, steps));
    }),
    { numRuns: 200, seed: 20_240_902 },
  );

const closings = (passages: Passage[]) =>
  passages.filter(({ before, after }) => before.facts.status !== 'closed' && after.facts.status === 'closed');

it('tells stories that reach every state, close often, and are reopened', () => {
  const reached = new Map<string, number>();
  const count = (key: string) => reached.set(key, (reached.get(key) ?? 0) + 1);
  stories((passages) => {
    for (const { after, event } of passages) {
      count(after.facts.status);
      count(event);
    }
    closings(passages).forEach(() => count('closing reached'));
  });
  expect(reached.get('closing reached')).toBeGreaterThan(50);
  expect(reached.get('reopenIssue')).toBeGreaterThan(20);
  expect(reached.get('returnClosure')).toBeGreaterThan(10);
  expect(reached.get('approveExtension')).toBeGreaterThan(0);
  for (const status of ['issued', 'planning', 'rectifying', 'closing', 'withdrawn']) {
    expect(reached.get(status)).toBeGreaterThan(20);
  }
});

it('never closes an issue with an open measure', () => {
  stories((passages) => {
    for (const { after } of closings(passages)) {
      expect(after.facts.measures.length).toBeGreaterThan(0);
      expect(after.facts.measures.filter((measure) => measure.status !== 'done')).toEqual([]);
    }
  });
});

it('never closes an issue without an approving review from outside the unit', () => {
  stories((passages) => {
    for (const { after, event } of closings(passages)) {
      expect(event).toBe('approveClosure');
      const reviews = after.records.at(-1)?.reviews ?? [];
      const outside = reviews.filter(({ level, decision }) => level !== 'unit_leader' && decision === 'approved');
      expect(outside.length).toBeGreaterThan(0);
    }
  });
});

it('never lets anybody review what they asked for, whose measure they wrote, or twice', () => {
  stories((passages) => {
    for (const { before, event, actor } of passages) {
      if (!/^(approve|return)/u.test(event)) continue;
      const { request, measures } = before.facts;
      expect(request?.requestedBy).not.toBe(actor.id);
      expect(measures.map(({ authorId }) => authorId)).not.toContain(actor.id);
      expect(request?.reviews.map(({ reviewerId }) => reviewerId)).not.toContain(actor.id);
      expect(actor.role).toBe(request?.levels[request.reviews.length]);
    }
  });
});

it('never changes a closure record once written, through any number of reopenings', () => {
  stories((passages) => {
    for (const { before, after } of passages) {
      const written = JSON.stringify(before.records);
      expect(JSON.stringify(after.records.slice(0, before.records.length))).toBe(written);
      expect(Object.isFrozen(after.records) || after.records.length === 0).toBe(true);
      expect(new Set(after.records.map(({ number }) => number)).size).toBe(after.records.length);
    }
  });
});

it('never moves a date limit that the unit has fixed, except by an extension', () => {
  stories((passages) => {
    for (const { before, after, event } of passages) {
      if (before.facts.status === 'draft' || event === 'approveExtension') continue;
      expect(after.facts.dueOn).toBe(before.facts.dueOn);
    }
  });
});

it('counts every return, and never lets a withdrawn issue move again', () => {
  stories((passages) => {
    for (const { before, after, event } of passages) {
      expect(before.facts.status).not.toBe('withdrawn');
      const isReturned =
        event === 'returnPlan' ||
        event === 'returnClosure' ||
        (event === 'recordSpotCheck' && before.facts.status === 'closing' && after.facts.status === 'rectifying');
      expect(after.returnCount).toBe(before.returnCount + (isReturned ? 1 : 0));
    }
  });
});
