import { HANDLING_FORMS, OUTCOME_KINDS, OUTCOME_UNITS, type HandlingForm } from '@rectify/domain';
import { formatMoney, formatNumber } from '../../../lib/format.ts';
import type { Outcome } from './issue-types.ts';

/** 建章立制 3 项 · 清退追缴挽回 1.32 万元 · 处理人员（谈话提醒）2 人 */
export function describeOutcome({
  kind,
  count,
  amountCents,
  form,
}: Pick<Outcome, 'kind' | 'count' | 'amountCents' | 'form'>): string {
  const handling = form && form in HANDLING_FORMS ? `（${HANDLING_FORMS[form as HandlingForm]}）` : '';
  const amount =
    amountCents === null
      ? count === null
        ? ''
        : ` ${formatNumber(count)} ${OUTCOME_UNITS[kind]}`
      : ` ${formatMoney(amountCents)}`;
  return `${OUTCOME_KINDS[kind]}${handling}${amount}`;
}
