import type pg from 'pg';
import { digestOf } from '@rectify/documents';
import { canonicalText, type PublishedParagraph, type ReportContent } from '@rectify/report-text';
import { composePools } from './texts.ts';

const VARIANTS = 20;
const ISSUES = 60;
const CATEGORIES = 4;

const take = (list: readonly string[], n: number) => list[n % list.length] ?? '';
const plain = (id: string, kind: PublishedParagraph['kind'], text: string, level = 0): PublishedParagraph => ({
  ...{ id, kind, level, number: null, state: null },
  runs: [text],
});

type Pools = ReturnType<typeof composePools>;

function issueParagraphs(pools: Pools, seed: number, number: number): PublishedParagraph[] {
  const n = seed * 1_000 + number * 7;
  const measures = ['一', '二', '三'].map((ordinal, index) =>
    plain(`m${number}-${index}`, 'measure', `${ordinal}是${take(pools.step, n + index)}`),
  );
  const title = { ...plain(`i${number}`, 'issue', `${number}. 针对“${take(pools.title, n)}”问题`, 3), number };
  return [{ ...title, state: number % 5 === 0 ? '正在整改' : '已完成整改' }, ...measures];
}

/** A report of sixty issues as it would be published; the same for the same seed. */
function composeContent(pools: Pools, seed: number): ReportContent {
  const paragraphs = [
    plain('t', 'title', '关于巡察整改进展情况的通报'),
    plain('p1', 'text', `${take(pools.sentence, seed)}现将整改情况公布如下。`),
    plain('h1', 'heading', '一、整改落实情况', 1),
  ];
  for (let number = 1; number <= ISSUES; number += 1) {
    if (number % (ISSUES / CATEGORIES) === 1)
      paragraphs.push(plain(`c${number}`, 'heading', take(pools.category, seed * 10 + number), 2));
    paragraphs.push(...issueParagraphs(pools, seed, number));
  }
  const items = Array.from({ length: ISSUES }, (_, index) => ({
    ...{ paragraphId: `i${index + 1}`, name: `第 ${index + 1} 项`, share: null },
  }));
  return {
    ...{ format: 2, kind: 'final', audience: 'public', title: '关于巡察整改进展情况的通报' },
    ...{ unitName: '云州市', regionName: '云州市', programmeName: '十届市委巡察', groupName: '第一巡察组' },
    ...{ feedbackOn: '2026-03-01', hiddenIssues: [{ ground: 'party', count: 3 }], hiddenTexts: [], units: [] },
    totals: { total: ISSUES + 3, shown: ISSUES, completed: 50, staged: 1, unfinished: 12 },
    paragraphs,
    figures: [{ key: 'issues_total', label: '反馈问题总数', text: String(ISSUES + 3), items, hidden: '3 项' }],
    contact: { phone: '0999-88886666', address: '云州市海岳区清溪路1号', postcode: null, email: null },
  };
}

const INSERT = `
  WITH made AS (
    INSERT INTO public_report (id, kind, state, inspection_id, slug, title, current_version, published_at, created_at)
    SELECT gen_random_uuid(), (CASE WHEN k < cardinality(all_of.ids) THEN 'final' ELSE 'stage' END)::"ReportKind",
      'published', n.id, 'bench-' || k, u.name || $1::text, 1,
      now() - k * interval '1 hour', now() - k * interval '1 hour'
    FROM generate_series($2::int, $3::int, $4::int) k
    JOIN LATERAL (SELECT (SELECT array_agg(id ORDER BY id) FROM inspection) AS ids) all_of ON true
    JOIN inspection n ON n.id = all_of.ids[1 + k % cardinality(all_of.ids)] JOIN unit u ON u.id = n.unit_id
    RETURNING id, kind, inspection_id, slug, title, published_at
  ), versions AS (
    INSERT INTO public_report_version (report_id, version, title, content, digest, published_by, published_at)
    SELECT id, 1, title, jsonb_set($5::jsonb, '{title}', to_jsonb(title)), $7, $8, published_at FROM made
  )
  INSERT INTO public_index (report_id, slug, kind, title, unit_id, unit_name, region_id, region_name, programme_id,
    programme_name, year, published_at, total, shown, completed, staged, grams)
  SELECT m.id, m.slug, m.kind, m.title, u.id, u.name, g.id, g.name, p.id, p.name,
    extract(year FROM m.published_at)::int, m.published_at, 63, 60, 50, 1, $6::text[] || text_grams(m.title)
  FROM made m JOIN inspection n ON n.id = m.inspection_id JOIN unit u ON u.id = n.unit_id
  JOIN unit g ON g.id = u.parent_id JOIN programme p ON p.id = n.programme_id`;

/** Publishes so many reports, in a few different wordings, at the addresses bench-1, bench-2 … */
export async function publishReports(client: pg.Client, count: number, publishedBy: string): Promise<void> {
  const pools = composePools();
  for (let seed = 1; seed <= Math.min(VARIANTS, count); seed += 1) {
    const content = composeContent(pools, seed);
    const text = canonicalText(content, null);
    const { rows } = await client.query<{ grams: string[] }>('SELECT text_grams($1) AS grams', [text]);
    await client.query(INSERT, [
      ...[content.title, seed, count, VARIANTS, JSON.stringify(content), rows[0]?.grams ?? []],
      ...[digestOf(text), publishedBy],
    ]);
  }
}

/** One of these reports. */
export const sampleReport = (): ReportContent => composeContent(composePools(), 1);
