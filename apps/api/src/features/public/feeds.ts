import { Prisma, type Db } from '@rectify/db';
import type { Site } from '../../http/page.tsx';
import { latestReports } from './search.ts';

const FEED_SIZE = 50;
/** What one sitemap may list by its protocol. */
const SITEMAP_SIZE = 50_000;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Text inside XML; what XML cannot hold is left out. */
const xml = (text: string) =>
  text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '');

const PROLOGUE = '<?xml version="1.0" encoding="utf-8"?>\n';

interface Entry {
  slug: string;
  title: string;
  unitName: string;
  summary: string;
  at: Date;
  firstAt: Date;
}

async function publications(db: Db): Promise<Entry[]> {
  const rows = await latestReports(db, FEED_SIZE);
  return rows.map(({ slug, title, unitName, programmeName, publishedAt, firstPublishedAt }) => ({
    ...{ slug, title, unitName, summary: `${unitName} · ${programmeName}` },
    ...{ at: publishedAt, firstAt: firstPublishedAt },
  }));
}

/** Whoever read of a report is told that it was taken back; no more of it than its page still says. */
async function withdrawals(db: Db): Promise<Entry[]> {
  const rows = await db.$queryRaw<{ slug: string; unitName: string; reason: string; at: Date; firstAt: Date }[]>(
    Prisma.sql`SELECT r.slug, v.content->>'unitName' AS "unitName", r.withdrawn_reason AS reason, r.withdrawn_at AS at,
        v.published_at AS "firstAt"
      FROM public_report r JOIN public_report_version v ON v.report_id = r.id AND v.version = 1
      WHERE r.withdrawn_at IS NOT NULL ORDER BY r.withdrawn_at DESC LIMIT ${FEED_SIZE}`,
  );
  return rows.map(({ reason, ...row }) => ({ ...row, title: '这份通报已经撤回', summary: `撤回理由：${reason}` }));
}

function entryXml({ slug, title, unitName, summary, at, firstAt }: Entry, origin: string): string {
  const address = xml(`${origin}/reports/${slug}`);
  const times = `<updated>${at.toISOString()}</updated><published>${firstAt.toISOString()}</published>`;
  return `<entry><id>${address}</id><title>${xml(title)}</title><link href="${address}"/>${times}<author><name>${xml(unitName)}</name></author><summary>${xml(summary)}</summary></entry>`;
}

/** The latest publications and withdrawals as an Atom feed. */
export async function readFeed(db: Db, { name, origin }: Site): Promise<string> {
  const all = (await Promise.all([publications(db), withdrawals(db)])).flat();
  const entries = all.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, FEED_SIZE);
  // A feed without entries has no moment of its own; the beginning of time is as good as any.
  const updated = (entries[0]?.at ?? new Date(0)).toISOString();
  return `${PROLOGUE}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN"><id>${xml(origin)}/</id><title>${xml(name)}</title><link href="${xml(origin)}/"/><link rel="self" href="${xml(origin)}/feed.xml"/><updated>${updated}</updated>${entries.map((entry) => entryXml(entry, origin)).join('\n')}</feed>`;
}

interface Listed {
  path: string;
  day: string;
}

async function listedPages(db: Db, part: number, size: number): Promise<Listed[]> {
  return db.$queryRaw<Listed[]>(Prisma.sql`
    SELECT '/reports/' || slug AS path, to_char(published_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day
    FROM public_index ORDER BY published_at DESC, report_id ASC LIMIT ${size} OFFSET ${(part - 1) * size}`);
}

async function listedProgrammes(db: Db): Promise<Listed[]> {
  return db.$queryRaw<Listed[]>(Prisma.sql`
    SELECT '/programmes/' || programme_id AS path,
      to_char(max(published_at) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day
    FROM public_index GROUP BY programme_id LIMIT 1000`);
}

const urlset = (origin: string, pages: readonly Listed[]) =>
  `${PROLOGUE}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${pages
    .map(({ path, day }) => `<url><loc>${xml(`${origin}${path}`)}</loc>${day && `<lastmod>${day}</lastmod>`}</url>`)
    .join('\n')}</urlset>`;

/** The list of all pages for search engines, or of the parts where one list may not hold them; null beyond the last. */
export async function readSitemap(
  db: Db,
  { origin }: Site,
  part: number | null,
  size = SITEMAP_SIZE,
): Promise<string | null> {
  const [row] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM public_index`;
  const parts = Math.ceil((row?.count ?? 0) / size);
  if (part !== null) return part >= 1 && part <= parts ? urlset(origin, await listedPages(db, part, size)) : null;
  if (parts <= 1) {
    const home = { path: '/', day: '' };
    return urlset(origin, [home, ...(await listedProgrammes(db)), ...(await listedPages(db, 1, size))]);
  }
  const maps = Array.from(
    { length: parts },
    (_, index) => `<sitemap><loc>${xml(origin)}/sitemap-${index + 1}.xml</loc></sitemap>`,
  );
  return `${PROLOGUE}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${maps.join('\n')}</sitemapindex>`;
}

/** What robots may read: all that is public; searches and forms are no pages. */
export const robotsOf = ({ origin }: Site) =>
  `User-agent: *\nDisallow: /app\nDisallow: /api\nDisallow: /verify\nDisallow: /feedback\nDisallow: /*?q=\nSitemap: ${origin}/sitemap.xml\n`;
