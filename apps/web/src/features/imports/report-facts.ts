import type { ReportParse } from '@rectify/contract';
import type { DraftCounts } from './import-draft.ts';

const CLAIM_LABELS: Readonly<Record<string, string>> = {
  'issues-total': '问题',
  'issue-categories': '问题类别',
  'issues-done': '已完成整改',
  'issues-ongoing': '正在整改',
  'completion-rate': '完成率',
  'measures-total': '整改措施',
  'immediate-items': '立行立改事项',
  'named-items': '点人点事事项',
  suggestions: '意见建议',
  'systems-established': '建立完善制度',
  'money-returned': '退还资金',
  'money-recovered': '追缴挽回资金',
  people: '处理人员',
  meetings: '会议培训',
};

export interface ClaimLine {
  text: string;
  line: number;
  /** What was found instead, when the text's own number does not fit. */
  mismatch: string | null;
}

/** The totals that the text itself states, each beside what was found where that can be counted. */
export function claimLines(claims: ReportParse['claims'], counts: DraftCounts): ClaimLine[] {
  const seen = new Set<string>();
  return claims.flatMap((claim) => {
    const text = `${CLAIM_LABELS[claim.kind] ?? claim.quote.slice(0, 20)} ${claim.value}${claim.unit === '%' ? '' : ' '}${claim.unit}`;
    if (seen.has(text)) return [];
    seen.add(text);
    const found =
      claim.kind === 'issues-total' ? counts.issues : claim.kind === 'measures-total' ? counts.measures : null;
    return [{ text, line: claim.line, mismatch: found === null || found === claim.value ? null : `识别出 ${found}` }];
  });
}

/** Whether the text reads like a report that has already been made public, so that its issues may be too. */
export function looksPublished(parse: ReportParse, text: string): boolean {
  const hasContact = parse.contact.phone !== null || parse.contact.email !== null || parse.contact.address !== null;
  const hasMeasures = parse.issues.some((issue) => issue.measures.length > 0);
  return (
    hasMeasures &&
    (hasContact || /予以(?:公布|公开|通报)|向社会(?:公布|公开)|现将.{0,40}(?:公布|公开|通报)如下/u.test(text))
  );
}

/** Whether two names of a unit can mean the same one: 区文旅局 and 中共某某区文旅局党组 do. */
export function isSameUnit(read: string, known: string): boolean {
  const core = (name: string) =>
    name
      .replace(/^中共/u, '')
      .replace(/(?:党组|党委|党支部|党工委|委员会)$/u, '')
      .trim();
  const a = core(read);
  const b = core(known);
  return a === '' || b === '' || a.includes(b) || b.includes(a);
}
