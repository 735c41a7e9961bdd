import type { ClosureResult, HandlingForm, IssueStatus, OutcomeKind } from './vocabulary.ts';

/** A share in hundredths of a percent, half up, never 100.00 % while something is open nor 0 while something is done; null of nothing. */
export function rateOf(part: number, whole: number): number | null {
  if (whole <= 0) return null;
  const basisPoints = Math.floor((part * 20_000 + whole) / (2 * whole));
  if (part < whole && basisPoints === 10_000) return 9_999;
  if (part > 0 && basisPoints === 0) return 1;
  return basisPoints;
}

/** A rate as reports print it: 98.71%; a dash when there is nothing to count. */
export function formatRate(basisPoints: number | null): string {
  if (basisPoints === null) return '—';
  return `${Math.floor(basisPoints / 100)}.${String(basisPoints % 100).padStart(2, '0')}%`;
}

export interface ThreeResults {
  total: number;
  /** 完成 */
  completed: number;
  /** 阶段性完成 */
  staged: number;
  /** 未完成 */
  unfinished: number;
  /** 完成率 in hundredths of a percent. */
  rate: number | null;
}

/** The three results 完成 / 阶段性完成 / 未完成 from counts, with the rate of the first (697 = 688 + 4 + 5, 98.71%). */
export function threeResults(counts: { completed: number; staged: number; unfinished: number }): ThreeResults {
  const total = counts.completed + counts.staged + counts.unfinished;
  return { ...counts, total, rate: rateOf(counts.completed, total) };
}

/** The three results of a set of issues; drafts are not yet, and withdrawn ones no longer, anybody's to rectify. */
export function countResults(
  issues: Iterable<{ status: IssueStatus; closureResult?: ClosureResult | null | undefined }>,
): ThreeResults {
  const counts = { completed: 0, staged: 0, unfinished: 0 };
  for (const { status, closureResult } of issues) {
    if (status === 'draft' || status === 'withdrawn') continue;
    if (status !== 'closed') counts.unfinished += 1;
    else if (closureResult === 'staged') counts.staged += 1;
    else counts.completed += 1;
  }
  return threeResults(counts);
}

export interface DoneRates {
  total: number;
  reported: number | null;
  verified: number | null;
  holding: number | null;
}

/** The done rate on its three scales side by side: reported by the unit, verified at closure, still holding at 回头看. */
export function doneRates(counts: { total: number; reported: number; verified: number; holding: number }): DoneRates {
  return {
    total: counts.total,
    reported: rateOf(counts.reported, counts.total),
    verified: rateOf(counts.verified, counts.total),
    holding: rateOf(counts.holding, counts.total),
  };
}

export interface OutcomeEntry {
  kind: OutcomeKind;
  /** Items, people or times. */
  count?: number | null | undefined;
  /** 分, for money. */
  amountCents?: number | null | undefined;
  /** For people: how they were handled. */
  form?: HandlingForm | null | undefined;
}

export interface OutcomeTotals {
  systemsEstablished: number;
  moneyCents: number;
  peopleHandled: number;
  peopleByForm: Partial<Record<HandlingForm, number>>;
  trainingsHeld: number;
  others: number;
}

/** Outcomes summed (rule: totals are always computed from the entries, never typed). */
export function sumOutcomes(entries: Iterable<OutcomeEntry>): OutcomeTotals {
  const totals: OutcomeTotals = {
    systemsEstablished: 0,
    moneyCents: 0,
    peopleHandled: 0,
    peopleByForm: {},
    trainingsHeld: 0,
    others: 0,
  };
  for (const { kind, count, amountCents, form } of entries) {
    const amount = count ?? 0;
    switch (kind) {
      case 'system_established':
        totals.systemsEstablished += amount;
        break;
      case 'money_recovered':
        totals.moneyCents += amountCents ?? 0;
        break;
      case 'people_handled':
        totals.peopleHandled += amount;
        if (form) totals.peopleByForm[form] = (totals.peopleByForm[form] ?? 0) + amount;
        break;
      case 'training_held':
        totals.trainingsHeld += amount;
        break;
      case 'other':
        totals.others += amount;
        break;
    }
  }
  return totals;
}

/** Money from integer cents as people read it: 元 below ten thousand, 万元 from there on, nothing rounded away. */
export function formatMoneyZh(cents: number): string {
  const inTenThousands = Math.abs(cents) >= 1_000_000;
  const digits = inTenThousands ? 6 : 2;
  const unit = 10 ** digits;
  const whole = Math.floor(Math.abs(cents) / unit);
  const fraction = String(Math.abs(cents) % unit)
    .padStart(digits, '0')
    .replace(/0+$/u, '');
  return `${cents < 0 ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''} ${inTenThousands ? '万元' : '元'}`;
}
