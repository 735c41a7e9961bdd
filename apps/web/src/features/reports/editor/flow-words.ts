import type { ReportState } from '@rectify/domain';
import { formatInstant } from '../../../lib/format.ts';
import type { ReportDetail } from '../report-types.ts';

export interface FlowStep {
  label: string;
  place: 'past' | 'now' | 'ahead';
}

const LABELS: readonly { states: readonly ReportState[]; label: string }[] = [
  { states: ['drafting'], label: '起草' },
  { states: ['signing'], label: '单位负责人签发' },
  { states: ['secrecy_review'], label: '保密审查' },
  { states: ['approving'], label: '巡察办审定' },
  { states: ['scheduled', 'published'], label: '发布' },
];

/** The states as a line; a programme's report has nobody in a unit to sign it. */
export function flowSteps({ state, inspectionId }: Pick<ReportDetail, 'state' | 'inspectionId'>): FlowStep[] {
  const line = LABELS.filter(({ label }) => inspectionId !== null || label !== '单位负责人签发');
  const now = line.findIndex(({ states }) => states.includes(state));
  return line.map(({ label }, index) => ({
    label:
      state === 'scheduled' && index === now ? '等待发布' : state === 'published' && index === now ? '已发布' : label,
    place: index < now ? 'past' : index === now ? 'now' : 'ahead',
  }));
}

/** Who must act next, in one sentence. */
export function nextSentence(
  report: Pick<ReportDetail, 'state' | 'secrecyReviewer' | 'publishAt' | 'currentVersion' | 'isMyTurn'>,
  canEdit: boolean,
): string {
  const { state, secrecyReviewer, publishAt, currentVersion, isMyTurn } = report;
  switch (state) {
    case 'drafting':
      return currentVersion > 0 ? '正在更正；现行版本照常公开' : canEdit ? '由您修改后送审' : '由起草人修改后送审';
    case 'signing':
      return isMyTurn ? '等您签发' : '等单位负责人签发';
    case 'secrecy_review':
      return isMyTurn ? '等您作保密审查' : `等${secrecyReviewer?.name ?? '指定人员'}作保密审查`;
    case 'approving':
      return isMyTurn ? '等您审定' : '等巡察办审定';
    case 'scheduled':
      return publishAt ? `将于${formatInstant(publishAt)}自动发布` : '等待发布';
    case 'published':
      return `第 ${currentVersion} 版正在公开`;
    case 'withdrawn':
      return '已撤回，原地址说明已撤回和理由';
  }
}
