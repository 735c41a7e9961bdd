import { describe, expect, it } from 'vitest';
import { refuse } from './refuse.ts';
import { PEOPLE, buildMeasure, buildRequest, factsIn } from './test-support.ts';

describe('who has an interest never reviews', () => {
  it('a person who asked as liaison and is now the leader', () => {
    const facts = factsIn('closing', { request: buildRequest('closure', [], { requestedBy: 'leader-1' }) });
    expect(refuse(PEOPLE.leader, 'approveClosure', facts)?.code).toBe('conflict_of_interest');
    expect(refuse(PEOPLE.leader, 'returnClosure', facts)?.code).toBe('conflict_of_interest');
  });

  it('a person who wrote one of the measures, at any level', () => {
    const measures = [buildMeasure(), buildMeasure({ id: 'm2', authorId: 'office-1' })];
    const facts = factsIn('closing', { measures, request: buildRequest('closure', ['unit_leader', 'group']) });
    expect(refuse(PEOPLE.office, 'approveClosure', facts)?.code).toBe('conflict_of_interest');
  });

  it('a person who has already reviewed this request in another role', () => {
    const request = buildRequest('closure', ['unit_leader']);
    const twice = { ...request, reviews: request.reviews.map((review) => ({ ...review, reviewerId: 'group-1' })) };
    expect(refuse(PEOPLE.group, 'approveClosure', factsIn('closing', { request: twice }))?.code).toBe(
      'conflict_of_interest',
    );
  });

  it('but who imported the measures as a document may', () => {
    const facts = factsIn('closing', {
      measures: [buildMeasure({ authorId: null })],
      request: buildRequest('closure', ['unit_leader', 'group']),
    });
    expect(refuse(PEOPLE.office, 'approveClosure', facts)).toBeNull();
  });
});
