import { DISCLOSURES, WITHHOLD_GROUNDS } from '@rectify/domain';
import type { Paragraph } from '../report-types.ts';

export const KIND_WORDS: Readonly<Record<Paragraph['kind'], string>> = {
  title: '标题',
  heading: '小标题',
  text: '正文',
  issue: '问题',
  measure: '措施',
  outcome: '成效',
  contact: '联系方式',
  signatory: '落款',
  date: '日期',
};

/** 党内公开 · 个人隐私; null where the paragraph may go to everyone. */
export function disclosureWords({ disclosure, ground }: Pick<Paragraph, 'disclosure' | 'ground'>): string | null {
  if (disclosure === 'public') return null;
  return ground ? `${DISCLOSURES[disclosure]} · ${WITHHOLD_GROUNDS[ground]}` : DISCLOSURES[disclosure];
}

/** Opens a level of the outline and carries its number. */
export function isHeading({ kind }: Pick<Paragraph, 'kind'>): boolean {
  return kind === 'title' || kind === 'heading' || kind === 'issue';
}
