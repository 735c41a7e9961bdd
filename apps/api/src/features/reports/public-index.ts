import { Prisma, type Tx } from '@rectify/db';
import { dayInShanghai } from '@rectify/domain';
import { reportLines, type ReportContent } from '@rectify/report-text';
import type { OpenCtx } from '../../context.ts';
import type { ReportCase } from './report-case.ts';

/** Everything that a reader sees of a composition: what the public search finds it by. */
const searchText = (content: ReportContent) =>
  [content.unitName, content.programmeName, ...reportLines(content, null).map(({ text }) => text)].join(' ');

/** Puts the version that is now in force into the public search, in place of the one before. */
export async function writePublicIndex(
  tx: Tx,
  ctx: Pick<OpenCtx, 'at'>,
  { row, place }: ReportCase,
  content: ReportContent,
): Promise<void> {
  const { total, shown, completed, staged } = content.totals;
  const year = Number(dayInShanghai(ctx.at).slice(0, 4));
  await tx.publicIndex.deleteMany({ where: { reportId: row.id } });
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO public_index (report_id, slug, kind, title, unit_id, unit_name, region_id, region_name, programme_id,
      programme_name, year, published_at, total, shown, completed, staged, grams)
    VALUES (${row.id}::uuid, ${row.slug}, ${row.kind}::"ReportKind", ${content.title}, ${place.unitId}::uuid,
      ${place.unitName}, ${place.regionId}::uuid, ${place.regionName}, ${place.roundId}::uuid, ${place.roundName},
      ${year}, ${ctx.at}, ${total}, ${shown}, ${completed}, ${staged}, text_grams(${searchText(content)}))`);
}

/** Takes a report out of the public search; its versions stay. */
export async function removeFromPublicIndex(tx: Tx, reportId: string): Promise<void> {
  await tx.publicIndex.deleteMany({ where: { reportId } });
}
