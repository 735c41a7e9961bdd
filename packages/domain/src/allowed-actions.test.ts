import { describe, expect, it } from 'vitest';
import { allowedActions, allowedMeasureActions, nextToAct } from './allowed-actions.ts';
import { PEOPLE, buildFacts, buildMeasure, buildRequest, factsIn, type PersonName } from './test-support.ts';
import { actionLabel } from './vocabulary.ts';

const offered = (who: PersonName, facts = buildFacts()) =>
  allowedActions(PEOPLE[who], facts)
    .filter(({ reason }) => reason === undefined)
    .map(({ action }) => action);

describe('what a screen may offer', () => {
  it('to the liaison, in rectification with everything done', () => {
    expect(offered('liaison')).toEqual([
      'addMeasure',
      'assignMeasure',
      'fileProgress',
      'reopenMeasure',
      'uploadEvidence',
      'recordOutcome',
      'writeOutcomeStatement',
      'setStageGoal',
      'requestExtension',
      'requestClosure',
      'comment',
    ]);
  });

  it('to the co-responsible unit: only its share of the work', () => {
    expect(offered('liaisonCo')).toEqual(['fileProgress', 'uploadEvidence', 'recordOutcome', 'comment']);
  });

  it('to the observer: words, never a change', () => {
    expect(offered('observer')).toEqual(['comment', 'proposeSupervision']);
  });

  it('nothing to those who do not see it', () => {
    expect(allowedActions(PEOPLE.sysAdmin, buildFacts())).toEqual([]);
    expect(allowedActions(PEOPLE.groupOther, buildFacts())).toEqual([]);
  });

  it('says what still stands before a closure', () => {
    const facts = buildFacts({ evidence: [] });
    expect(allowedActions(PEOPLE.liaison, facts)).toContainEqual({
      action: 'requestClosure',
      reason: '还没有佐证材料，请至少上传一份。',
    });
  });

  it('says whose turn it is', () => {
    const review = allowedActions(PEOPLE.office, factsIn('closing')).find(({ action }) => action === 'approveClosure');
    expect(review?.reason).toContain('单位负责人签字');
  });

  it('names the approving act by who performs it', () => {
    expect(actionLabel('approveClosure', 'unit_leader')).toBe('签字同意');
    expect(actionLabel('approveClosure', 'group')).toBe('核验通过');
    expect(actionLabel('approveClosure', 'office')).toBe('同意销号');
    expect(actionLabel('returnClosure', 'group')).toBe('退回补课');
  });

  it('for one measure: what fits this measure', () => {
    const facts = buildFacts({
      measures: [
        buildMeasure({ status: 'ongoing', progressCount: 0, latestAsOf: null }),
        buildMeasure({ id: 'm2' }),
        buildMeasure({ id: 'm3', status: 'ongoing' }),
      ],
    });
    const forMeasure = (id: string) => allowedMeasureActions(PEOPLE.liaison, facts, id);
    expect(forMeasure('m1')).toEqual([
      { action: 'assignMeasure' },
      { action: 'fileProgress' },
      { action: 'completeMeasure', reason: '第 1 条措施还没有进展记录，请先填报进展。' },
      { action: 'requestExtension' },
    ]);
    expect(forMeasure('m2').map(({ action, reason }) => [action, reason === undefined])).toContainEqual([
      'reopenMeasure',
      true,
    ]);
    expect(forMeasure('m3')).toContainEqual({ action: 'completeMeasure' });
  });
});

describe('who must act next', () => {
  it.each([
    [factsIn('draft'), 'office', '待巡察办下发'],
    [factsIn('issued'), 'liaison', '待联络员制定措施、提交方案'],
    [factsIn('planning'), 'unit_leader', '待单位负责人审核方案'],
    [factsIn('planning', { request: buildRequest('plan', ['unit_leader']) }), 'group', '待巡察组审核方案'],
    [buildFacts({ measures: [buildMeasure({ status: 'ongoing' })] }), 'liaison', '待联络员推进整改、填报进展'],
    [buildFacts(), 'liaison', '措施已全部完成，待联络员申请销号'],
    [buildFacts({ request: buildRequest('extension', ['unit_leader']) }), 'office', '待巡察办审核延期'],
    [factsIn('closing'), 'unit_leader', '待单位负责人签字'],
    [factsIn('closing', { request: buildRequest('closure', ['unit_leader']) }), 'group', '待巡察组核验'],
    [factsIn('closing', { request: buildRequest('closure', ['unit_leader', 'group']) }), 'office', '待巡察办销号'],
    [factsIn('closed'), null, '已销号'],
    [factsIn('closed', { closureResult: 'staged', reviewOn: '2025-09-01' }), 'office', '待巡察办2025年9月1日复核'],
    [factsIn('withdrawn'), null, '已撤销'],
  ])('%#: %o', (facts, role, text) => {
    expect(nextToAct(facts)).toEqual({ role, text });
  });
});
