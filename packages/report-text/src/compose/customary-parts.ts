import type { FigureCode, InspectionKind } from '@rectify/domain';

import type { DraftParagraph, ParagraphKind } from '../report-document.ts';
import { writtenDay, writtenSpan } from './chinese.ts';
import type { ComposeInput } from './types.ts';

/** A paragraph of the report itself, about no issue. */
export function plainParagraph(id: string, kind: ParagraphKind, text: string, level = 0): DraftParagraph {
  return { id, kind, level, text, issueId: null, measureId: null, disclosure: 'public', ground: null };
}

const kindWords: Readonly<Record<InspectionKind, string>> = {
  routine: '常规巡察',
  special: '专项巡察',
  mobile: '机动巡察',
  elevated: '提级巡察',
  lookback: '巡察“回头看”',
  campaign: '专项整治',
};

/** The title as such reports are titled. */
export function titleWords({ title, kind, unitName, programmeName, inspectionKind, units }: ComposeInput): string {
  if (title !== undefined && title.trim() !== '') return title.trim();
  const subject = units || inspectionKind === 'campaign' ? programmeName : '巡察';
  return `${unitName}关于${subject}${kind === 'stage' ? '整改阶段成效的通报' : '整改情况的通报'}`;
}

/** 前言: under which programme, who inspected when, when the feedback was given. */
export function preambleWords(input: ComposeInput): string {
  const { unitName, programmeName, groupName, inspectionKind, onSiteFrom, onSiteTo, feedbackOn, kind } = input;
  const sentences: string[] = [];
  const when = onSiteFrom && onSiteTo ? `${writtenSpan(onSiteFrom, onSiteTo)}，` : '';
  const who = groupName ?? '';
  const ordered = programmeName === '' ? '' : `按照${programmeName}工作安排，`;
  if (!input.units && (who !== '' || when !== '')) {
    const acted = inspectionKind === 'campaign' ? `在${unitName}开展了` : `对${unitName}开展了`;
    sentences.push(`${ordered}${when}${who}${acted}${kindWords[inspectionKind]}。`);
  }
  if (feedbackOn) sentences.push(`${writtenDay(feedbackOn)}，${who === '' ? '' : `${who}向${unitName}`}反馈了意见。`);
  const lead = sentences.length === 0 ? ordered : '';
  sentences.push(`${lead}现将整改${kind === 'stage' ? '阶段性进展' : '落实'}情况通报如下：`);
  return sentences.join('');
}

/** The body whose secretary answers for the rectification, by the unit's own name. */
export function partyBody(unitName: string): string {
  return /(党组|党工委|党委|党总支|党支部)$/u.exec(unitName)?.[1] ?? '党组（党委）';
}

/** Clauses of figures that are not zero, e.g. 已完成整改{{issues_completed}}项, joined by commas. */
function clauses(codes: ReadonlySet<FigureCode>, parts: readonly (readonly [FigureCode, string])[]): string {
  return parts
    .filter(([code]) => codes.has(code))
    .map(([, words]) => words)
    .join('，');
}

const sentence = (lead: string, said: string) => (said === '' ? [] : [`${lead}${said}。`]);

/** What the ledger shows of how the rectification was organised. */
export function organisedWords({ nonZeroFigures }: ComposeInput): string {
  const codes = new Set(nonZeroFigures);
  const listed = codes.has('issues_total')
    ? '对反馈的{{issues_total}}项问题建立整改台账，逐项登记、逐项管理'
    : '对反馈问题建立整改台账，逐项登记、逐项管理';
  const planned = codes.has('measures_total') ? '，共制定整改措施{{measures_total}}条' : '';
  return `${listed}${planned}。`;
}

/** How far the rectification is, in figures alone. */
export function progressWords({ nonZeroFigures, today }: ComposeInput): string {
  const codes = new Set(nonZeroFigures);
  const results = clauses(codes, [
    ['issues_completed', '已完成整改{{issues_completed}}项'],
    ['issues_staged', '阶段性完成、持续整改{{issues_staged}}项'],
    ['issues_unfinished', '正在整改{{issues_unfinished}}项'],
    ['completion_rate', '整改完成率{{completion_rate}}'],
    ['measures_done', '已落实措施{{measures_done}}条'],
  ]);
  return sentence(`截至${writtenDay(today)}，`, results).join('') || '按照整改台账推进整改工作。';
}

/** 成效: outcomes that are not zero; null when there are none. */
export function outcomesWords({ nonZeroFigures }: ComposeInput): string | null {
  const said = clauses(new Set(nonZeroFigures), [
    ['systems_established', '建立完善制度{{systems_established}}项'],
    ['money_recovered', '清退、追缴、挽回资金{{money_recovered}}'],
    ['people_handled', '处理{{people_handled}}人次'],
    ['training_held', '开展培训、会议{{training_held}}次'],
  ]);
  return sentence('通过整改，', said)[0] ?? null;
}

/** 下一步安排: what follows from how the issues stand. */
export function nextStepWords({ nonZeroFigures }: ComposeInput): string[] {
  const codes = new Set(nonZeroFigures);
  const steps: string[] = [];
  if (codes.has('issues_unfinished'))
    steps.push('对正在整改的{{issues_unfinished}}项问题，继续按照整改措施和时限推进，完成一项、销号一项。');
  if (codes.has('issues_staged')) steps.push('对阶段性完成的{{issues_staged}}项问题，按照阶段目标持续整改，定期复核。');
  if (codes.has('issues_completed')) steps.push('对已经销号的问题，适时组织回头看，防止问题反弹。');
  if (steps.length === 0) steps.push('按照整改台账继续推进，完成一项、销号一项。');
  return steps;
}

/** How to reach the unit; nothing where the ledger knows no way. */
export function contactWords({ phone, address, postcode, email }: ComposeInput['contact']): string[] {
  const ways = [
    ['联系电话', phone],
    ['通信地址', address],
    ['邮政编码', postcode],
    ['电子邮箱', email],
  ].flatMap(([label, value]) => (value?.trim() ? [`${label}：${value.trim()}`] : []));
  return ways.length === 0 ? [] : ['欢迎党员、干部和群众监督，意见建议可以通过下列方式反映。', ...ways];
}
