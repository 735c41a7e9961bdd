import { FIGURES } from '@rectify/domain';
import { groundWords, projectReport, type ReportContent } from '@rectify/report-text';
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
const RESULTS = ['total', 'completed', 'staged', 'unfinished'] as const;

/** What one page says besides: how many issues it leaves out, and how far each unit and each issue has come. */
function othersOnPage({ audience, totals, hiddenIssues, units, paragraphs }: ReportContent): Figures {
  const where = audience === 'party' ? '在党内' : '';
  // Who may read the reason need not see every issue of the other page: that one names none.
  const stateLabel = (number: number | null) =>
    audience === 'party' ? '党内稿所列问题的整改状态' : `第 ${number ?? '—'} 项问题的整改状态`;
  const said: (readonly [label: string, text: string])[] = [
    [`${where}公开的问题`, String(totals.shown)],
    ...hiddenIssues.map(
      ({ ground, count }) => [`${where}不公开的问题（${groundWords(ground)}）`, String(count)] as const,
    ),
    ...units.map(
      (unit) => [`${unit.name}的整改情况`, RESULTS.map((key) => `${TOTALS[key]} ${unit[key]}`).join('、')] as const,
    ),
    ...paragraphs.flatMap(({ number, state }) => (state === null ? [] : [[stateLabel(number), state] as const])),
  ];
  // Issues of several units may have one number, and units one name.
  const times = new Map<string, number>();
  return said.map(([label, text]) => {
    const time = (times.get(label) ?? 0) + 1;
    times.set(label, time);
    return { key: `${audience}.${label}.${time}`, label, text };
  });
}

/** Whatever the ledger puts on the pages of this draft: the figures in its text, the totals above it, and the rest. */
export function figuresOnPage(report: ReportCase, ledger: CountedLedger): Figures {
  const { paragraphs } = draftOf(report);
  const facts = projectFacts(report, ledger);
  const [open, party] = (['public', 'party'] as const).map((each) => projectReport(paragraphs, facts, each));
  const totals = Object.entries(TOTALS).map(([key, label]) => {
    return { key: `totals.${key}`, label, text: String(open?.totals[key as keyof typeof TOTALS] ?? 0) };
  });
  const bound = new Map([...(open?.figures ?? []), ...(party?.figures ?? [])].map((figure) => [figure.key, figure]));
  const others = [open, party].flatMap((content) => (content ? othersOnPage(content) : []));
  return [...[...bound.values()].map(({ key, label, text }) => ({ key, label, text })), ...totals, ...others];
}

const MOST_TOLD = 5;

/**
 * What has moved since the office approved the page, in words; null where nothing has. A publication that was
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
