import { FIGURES } from '@rectify/domain';
import { projectReport, type ReportContent } from '@rectify/report-text';
import { z } from 'zod';
import { projectFacts, type CountedLedger } from './compose-input.ts';
import { draftOf, type ReportCase } from './report-case.ts';

const figures = z.array(z.object({ key: z.string(), label: z.string(), text: z.string() }));
type Figures = z.infer<typeof figures>;

const TOTALS = {
  total: FIGURES.issues_total.label,
  shown: '公开的问题',
  completed: FIGURES.issues_completed.label,
  staged: FIGURES.issues_staged.label,
  unfinished: FIGURES.issues_unfinished.label,
} as const satisfies Record<keyof ReportContent['totals'], string>;

/** Every number that the ledger puts on the pages of this draft: the figures in its text and the totals above it. */
export function figuresOnPage(report: ReportCase, ledger: CountedLedger): Figures {
  const { paragraphs } = draftOf(report);
  const facts = projectFacts(report, ledger);
  const [open, party] = (['public', 'party'] as const).map((each) => projectReport(paragraphs, facts, each));
  const totals = Object.entries(TOTALS).map(([key, label]) => {
    return { key: `totals.${key}`, label, text: String(open?.totals[key as keyof typeof TOTALS] ?? 0) };
  });
  const bound = new Map([...(open?.figures ?? []), ...(party?.figures ?? [])].map((figure) => [figure.key, figure]));
  return [...[...bound.values()].map(({ key, label, text }) => ({ key, label, text })), ...totals];
}

const MOST_TOLD = 5;

/**
 * Which figures have moved since the office approved the page, in words; null where none has. A publication that was
 * approved before figures were kept has nothing to be compared with.
 */
export function movedFigures(report: ReportCase, ledger: CountedLedger): string | null {
  const approved = figures.nullable().parse(report.row.approvedFigures);
  if (approved === null) return null;
  const now = new Map(figuresOnPage(report, ledger).map(({ key, text }) => [key, text]));
  const moved = approved.flatMap(({ key, label, text }) =>
    now.get(key) === text ? [] : [`“${label}”由 ${text} 变为 ${now.get(key) ?? '（台账中已没有）'}`],
  );
  // A total that stands in the text as well is told once.
  const told = [...new Set(moved)];
  if (told.length === 0) return null;
  const rest = told.length > MOST_TOLD ? `等 ${told.length} 处` : '';
  return `${told.slice(0, MOST_TOLD).join('，')}${rest}`;
}
