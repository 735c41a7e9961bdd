import { expect, it } from 'vitest';
import { decide } from './decide.ts';
import type { IssueFacts } from './facts.ts';
import { buildEvidence, buildMeasure, buildRequest, factsIn, PEOPLE, TODAY } from './test-support.ts';
import { CLOSURE_RESULTS, ISSUE_STATUSES, MEASURE_STATUSES, REQUEST_KINDS } from './vocabulary.ts';

// Whoever files progress need not fetch what lies under the issue: nothing of it is looked at.

const keysOf = <K extends string>(labels: Readonly<Record<K, string>>) => Object.keys(labels) as K[];

const bare = (facts: IssueFacts): IssueFacts => ({
  ...{ ...facts, evidence: [], request: null },
  measures: facts.measures.map((measure) => ({ ...measure, progressCount: 0, latestAsOf: null })),
});

function* issues(): Generator<IssueFacts> {
  for (const status of keysOf(ISSUE_STATUSES)) {
    for (const request of [null, ...keysOf(REQUEST_KINDS).map((kind) => buildRequest(kind))]) {
      for (const closureResult of [null, ...keysOf(CLOSURE_RESULTS)]) {
        const measures = keysOf(MEASURE_STATUSES).map((each) => buildMeasure({ id: each, status: each }));
        yield factsIn(status, { measures, request, closureResult, evidence: [buildEvidence()] });
      }
    }
  }
}

it('the filing of progress is judged by the issue and its measures alone', () => {
  const outcomes = new Set<string>();
  for (const facts of issues()) {
    for (const actor of Object.values(PEOPLE)) {
      for (const measureId of [...keysOf(MEASURE_STATUSES), 'elsewhere']) {
        for (const asOf of ['2024-05-01', '2024-06-01', '2024-12-01']) {
          const input = { measureId, asOf, note: '已登记 120 项', today: TODAY };
          const whole = decide(actor, 'fileProgress', facts, input);
          expect(decide(actor, 'fileProgress', bare(facts), input)).toEqual(whole);
          outcomes.add(whole.ok ? 'ok' : whole.refusal.code);
        }
      }
    }
  }
  expect([...outcomes].toSorted()).toEqual(['forbidden', 'input', 'not_visible', 'ok', 'unmet', 'wrong_state']);
});
