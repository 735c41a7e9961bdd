import {
  FIGURE_CODES,
  FIGURES,
  formatMoneyZh,
  formatRate,
  sumOutcomes,
  threeResults,
  type FigureCode,
} from '@rectify/domain';
import type { FigureFact, IssueState } from '@rectify/report-text';
import { categoryPath, type Ledger, type LedgerIssue } from './ledger.ts';

/** A part of the ledger that figures are counted over; null is all of it. */
interface FigureScope {
  id: string;
  name: string;
  /** What the label says beside the figure's own; never a heading, which may itself be withheld. */
  mark: string;
  issues: readonly LedgerIssue[];
}

export interface LedgerFigure extends FigureFact {
  /** Name of the category or unit that is counted; null for the whole. */
  scope: string | null;
}

/** How an issue stands, in the three results of the statistics. */
export function stateOf({ status, closureResult }: Pick<LedgerIssue, 'status' | 'closureResult'>): IssueState {
  if (status !== 'closed') return 'unfinished';
  return closureResult === 'staged' ? 'staged' : 'completed';
}

/** How an issue is called where it is one of many. */
export const nameOfIssue = ({ number, title }: Pick<LedgerIssue, 'number' | 'title'>) =>
  number === null ? title : `第 ${number} 号 ${title}`;

type Counted = Exclude<FigureCode, 'completion_rate' | 'units_total'>;

/** What one issue adds to a figure. */
const AMOUNTS: Record<Counted, (issue: LedgerIssue) => number> = {
  issues_total: () => 1,
  issues_completed: (issue) => Number(stateOf(issue) === 'completed'),
  issues_staged: (issue) => Number(stateOf(issue) === 'staged'),
  issues_unfinished: (issue) => Number(stateOf(issue) === 'unfinished'),
  measures_total: ({ measures }) => measures.length,
  measures_done: ({ measures }) => measures.filter(({ isDone }) => isDone).length,
  systems_established: ({ outcomes }) => sumOutcomes(outcomes).systemsEstablished,
  money_recovered: ({ outcomes }) => sumOutcomes(outcomes).moneyCents,
  people_handled: ({ outcomes }) => sumOutcomes(outcomes).peopleHandled,
  training_held: ({ outcomes }) => sumOutcomes(outcomes).trainingsHeld,
};

function wordsOf(code: FigureCode, amount: number): string {
  if (code === 'money_recovered') return formatMoneyZh(amount);
  return `${amount} ${FIGURES[code].unit}`;
}

type Value = Pick<FigureFact, 'text' | 'items'>;

function sum(code: Counted, issues: readonly LedgerIssue[]): Value {
  const items = issues
    .map((issue) => ({ issueId: issue.id, name: nameOfIssue(issue), amount: AMOUNTS[code](issue) }))
    .filter(({ amount }) => amount !== 0)
    .map((item) => {
      const isOne = item.amount === 1 && code !== 'money_recovered';
      return { ...item, share: isOne ? null : wordsOf(code, item.amount) };
    });
  const total = items.reduce((all, { amount }) => all + amount, 0);
  return { items, text: code === 'money_recovered' ? formatMoneyZh(total) : String(total) };
}

/** The rate is opened to the issues that are done. */
function rate(issues: readonly LedgerIssue[]): Value {
  const count = (state: IssueState) => issues.filter((issue) => stateOf(issue) === state).length;
  const results = threeResults({
    completed: count('completed'),
    staged: count('staged'),
    unfinished: count('unfinished'),
  });
  return { text: formatRate(results.rate), items: sum('issues_completed', issues).items };
}

function countUnits({ units, issues }: Ledger): Value {
  const held = new Set(issues.map((issue) => issue.unitId));
  const items = units
    .filter(({ id }) => held.has(id))
    .map(({ name }) => ({ issueId: null, name, share: null, amount: 1 }));
  return { text: String(items.length), items };
}

function figureOf(code: FigureCode, ledger: Ledger, scope: FigureScope | null): LedgerFigure {
  const issues = scope?.issues ?? ledger.issues;
  const value =
    code === 'units_total' ? countUnits(ledger) : code === 'completion_rate' ? rate(issues) : sum(code, issues);
  return {
    key: scope ? `${code}@${scope.id}` : code,
    code,
    label: scope ? `${FIGURES[code].label}（${scope.mark}）` : FIGURES[code].label,
    unit: FIGURES[code].unit,
    scope: scope?.name ?? null,
    ...value,
  };
}

function categoryScopes(ledger: Ledger): FigureScope[] {
  const under = new Map<string, LedgerIssue[]>();
  for (const issue of ledger.issues) {
    for (const { id } of categoryPath(ledger, issue.categoryId)) under.set(id, [...(under.get(id) ?? []), issue]);
  }
  return [...ledger.categories.values()].flatMap(({ id, title }) => {
    const issues = under.get(id);
    return issues ? [{ id, name: title, mark: '本类问题', issues }] : [];
  });
}

function unitScopes({ units, issues }: Ledger): FigureScope[] {
  return units.flatMap(({ id, name }) => {
    const own = issues.filter((issue) => issue.unitId === id);
    return own.length > 0 ? [{ id, name, mark: name, issues: own }] : [];
  });
}

/** Every figure that a report may name: of the whole, and per category or, for a programme, per unit. */
export function ledgerFigures(ledger: Ledger, isProgramme: boolean): LedgerFigure[] {
  const scopes = isProgramme ? unitScopes(ledger) : categoryScopes(ledger);
  const codes = FIGURE_CODES.filter((code) => code !== 'units_total');
  return [
    ...FIGURE_CODES.map((code) => figureOf(code, ledger, null)),
    ...scopes.flatMap((scope) => codes.map((code) => figureOf(code, ledger, scope))),
  ];
}

/** The figures of the whole that are not zero. */
export function nonZeroFigures(figures: readonly LedgerFigure[]): FigureCode[] {
  return figures.filter(({ scope, items }) => scope === null && items.length > 0).map(({ code }) => code);
}
