import type { Actor } from './access.ts';
import { addDays, type CalendarDay } from './calendar.ts';
import { appendClosureRecord, type ClosureRecord } from './closure-record.ts';
import type { DecideInput } from './decide.ts';
import type { Decision, Effect, IssueFacts, MeasureFacts } from './facts.ts';
import { statusOfNewMeasure } from './measure-lifecycle.ts';
import { closureRecordNumber } from './numbering.ts';
import type { IssueAction } from './vocabulary.ts';

/** What a database would hold of one issue: a model for the property tests, small enough to be seen to be right. */
export interface IssueModel {
  facts: IssueFacts;
  records: readonly ClosureRecord[];
  returnCount: number;
  today: CalendarDay;
}

type Accepted = Extract<Decision, { ok: true }>;

/** The model after an accepted event: its effects, the new status, and what the event itself writes. */
export function evolve(
  model: IssueModel,
  actor: Actor,
  event: IssueAction,
  input: DecideInput,
  { status, effects }: Accepted,
): IssueModel {
  const written: IssueModel = { ...model, facts: writeContent(model.facts, actor, event, input) };
  // Effects speak of the request as it was, so a review is recorded before the request is closed.
  const after = effects.reduce((current, effect) => apply(current, effect, actor, model), written);
  return { ...after, facts: { ...after.facts, status } };
}

function changeMeasure(facts: IssueFacts, measureId: string | undefined, change: Partial<MeasureFacts>): IssueFacts {
  const measures = facts.measures.map((measure) => (measure.id === measureId ? { ...measure, ...change } : measure));
  return { ...facts, measures };
}

function writeContent(facts: IssueFacts, actor: Actor, event: IssueAction, input: DecideInput): IssueFacts {
  switch (event) {
    case 'addMeasure': {
      const isLate = facts.status === 'rectifying';
      const measure: MeasureFacts = {
        id: `m${facts.measures.length + 1}`,
        status: statusOfNewMeasure(facts.status),
        startOn: isLate ? input.today : null,
        dueOn: '2030-01-01',
        leader: '王建国',
        department: '办公室',
        owner: '李红',
        authorId: actor.id,
        progressCount: 0,
        latestAsOf: null,
      };
      return { ...facts, measures: [...facts.measures, measure] };
    }
    case 'removeMeasure':
      return { ...facts, measures: facts.measures.filter(({ id }) => id !== input.measureId) };
    case 'fileProgress':
      return changeMeasure(facts, input.measureId, { progressCount: 1, latestAsOf: input.asOf ?? null });
    case 'uploadEvidence': {
      const answered = facts.evidence.map((file) => ({ ...file, isAnswered: true }));
      const id = `e${facts.evidence.length + 1}`;
      return {
        ...facts,
        evidence: [...answered, { id, status: 'submitted', isAnswered: false, uploadedBy: actor.id }],
      };
    }
    case 'decideEvidence': {
      const status = input.evidenceDecision ?? 'accepted';
      const judge = (file: IssueFacts['evidence'][number]) =>
        file.id === input.evidenceId ? { ...file, status, isAnswered: false } : file;
      return { ...facts, evidence: facts.evidence.map(judge) };
    }
    case 'writeOutcomeStatement':
      return { ...facts, outcomeStatement: input.note ?? null };
    case 'setStageGoal':
      return { ...facts, stageGoal: '三年内清零', reviewOn: addDays(input.today, 90) };
    case 'setNature':
      return { ...facts, nature: 'long_term' };
    case 'orderSpotCheck':
      return { ...facts, openSpotCheckCount: (facts.openSpotCheckCount ?? 0) + 1 };
    case 'recordSpotCheck':
      return { ...facts, openSpotCheckCount: (facts.openSpotCheckCount ?? 0) - 1 };
    case 'issueToUnit':
      return { ...facts, wasIssued: true };
    default:
      return facts;
  }
}

function apply(model: IssueModel, effect: Effect, actor: Actor, before: IssueModel): IssueModel {
  const { facts } = model;
  const withFacts = (change: Partial<IssueFacts>): IssueModel => ({ ...model, facts: { ...facts, ...change } });
  switch (effect.kind) {
    case 'openRequest': {
      const { requestKind: kind, levels, result, dueOn, measureId } = effect;
      return withFacts({ request: { kind, requestedBy: actor.id, levels, reviews: [], result, dueOn, measureId } });
    }
    case 'recordReview': {
      const { level, decision } = effect;
      const review = { level, decision, reviewerId: actor.id };
      return facts.request
        ? withFacts({ request: { ...facts.request, reviews: [...facts.request.reviews, review] } })
        : model;
    }
    case 'closeRequest':
      return withFacts({ request: null });
    case 'setMeasureStatus':
      return { ...model, facts: changeMeasure(facts, effect.measureId, { status: effect.status }) };
    case 'startMeasures': {
      const measures = facts.measures.map((measure) =>
        effect.measureIds.includes(measure.id)
          ? { ...measure, status: 'ongoing' as const, startOn: measure.startOn ?? effect.startOn }
          : measure,
      );
      return withFacts({ measures });
    }
    case 'moveDueDate':
      return effect.measureId === null
        ? withFacts({ dueOn: effect.dueOn })
        : { ...model, facts: changeMeasure(facts, effect.measureId, { dueOn: effect.dueOn }) };
    case 'countReturn':
      return { ...model, returnCount: model.returnCount + 1 };
    case 'writeClosureRecord': {
      const { request } = before.facts;
      const last = { level: actor.role as 'office', reviewerId: actor.id, decision: 'approved' as const };
      const records = appendClosureRecord(model.records, {
        number: closureRecordNumber(2024, model.records.length + 1),
        result: effect.result,
        closedOn: model.today,
        closedBy: actor.id,
        basis: facts.outcomeStatement ?? '',
        reviews: [...(request?.reviews ?? []), last],
      });
      return { ...withFacts({ closureResult: effect.result }), records };
    }
    case 'setReviewDate':
      return withFacts({ reviewOn: effect.reviewOn });
    case 'setDueDates':
      return withFacts({ dueOn: '2024-11-16' });
    case 'countReopening':
    case 'countExtension':
    case 'fixOriginalDates':
      return model;
  }
}
