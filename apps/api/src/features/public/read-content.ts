import { z } from 'zod';
import { reportContent } from '@rectify/contract';
import type { PublishedParagraph, ReportContent } from '@rectify/report-text';

// Versions never change, so the shape of those published before there were drafts is read for ever.

const words = z.string().nullable();
const count = z.number().int();
const firstFormat = z.object({
  title: z.string(),
  unitName: z.string(),
  programmeName: z.string(),
  groupName: z.string(),
  feedbackOn: words,
  publishedOn: z.string(),
  contact: z.object({ phone: words, address: words, postcode: words, email: words }),
  totals: z.object({ total: count, shown: count, closed: count, staged: count }),
  categories: z.array(
    z.object({
      path: z.array(z.string()),
      issues: z.array(
        z.object({
          number: count.nullable(),
          title: z.string(),
          text: z.string(),
          state: z.string(),
          measures: z.array(z.object({ ordinal: count, text: z.string(), state: z.string() })),
          outcome: words,
        }),
      ),
    }),
  ),
});
type FirstFormat = z.output<typeof firstFormat>;
type FirstIssue = FirstFormat['categories'][number]['issues'][number];

/** A paragraph before it is numbered. */
type Told = Omit<PublishedParagraph, 'id'>;

const told = (kind: PublishedParagraph['kind'], text: string, rest: Partial<Told> = {}): Told => ({
  ...{ kind, level: 0, runs: [text], number: null, state: null },
  ...rest,
});

/** The issue as its page showed it then: name, state, words, measures, outcome. */
function issueParagraphs({ number, title, text, state, measures, outcome }: FirstIssue, level: number): Told[] {
  const name = title.replace(/[。；，、：]+$/u, '');
  return [
    told('issue', `${number === null ? '' : `${number}. `}${name}`, { level, number, state }),
    ...(text.trim() === title.trim() ? [] : [told('text', `反馈问题：${text}`)]),
    ...measures.map((measure) => told('measure', `${measure.text}（${measure.state}）`)),
    ...(outcome ? [told('outcome', `整改成效：${outcome}`)] : []),
  ];
}

function categoryParagraphs(categories: FirstFormat['categories']): Told[] {
  let present: readonly string[] = [];
  return categories.flatMap(({ path, issues }) => {
    const differs = path.findIndex((text, depth) => present[depth] !== text);
    const headings = path.flatMap((text, depth) =>
      differs === -1 || depth < differs ? [] : [told('heading', text, { level: depth + 1 })],
    );
    present = path;
    return [...headings, ...issues.flatMap((issue) => issueParagraphs(issue, path.length + 1))];
  });
}

function fromFirstFormat(first: FirstFormat): ReportContent {
  const { title, unitName, programmeName, groupName, feedbackOn, publishedOn, contact, categories } = first;
  const { total, shown, closed, staged } = first.totals;
  const paragraphs = [
    told('title', title),
    ...categoryParagraphs(categories),
    told('signatory', unitName),
    told('date', publishedOn),
  ];
  return {
    ...{ format: 2, kind: 'final', audience: 'public', title, unitName, regionName: '', programmeName, groupName },
    ...{ feedbackOn, contact, figures: [], units: [], hiddenTexts: [] },
    totals: { total, shown, completed: closed, staged, unfinished: total - closed - staged },
    hiddenIssues: total > shown ? [{ ground: 'unlisted', count: total - shown }] : [],
    paragraphs: paragraphs.map((paragraph, index) => ({ ...paragraph, id: `p${index + 1}` })),
  };
}

/** The content of a published version, whatever format it was published in. */
export function readContent(stored: unknown): ReportContent {
  const isPresent = typeof stored === 'object' && stored !== null && 'format' in stored;
  return isPresent ? reportContent.parse(stored) : fromFirstFormat(firstFormat.parse(stored));
}
