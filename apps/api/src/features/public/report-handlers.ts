import { writeReportDocx, writeReportJson, writeReportText } from '@rectify/documents';
import type { ReportContent } from '@rectify/report-text';
import { notFound } from '../../http/errors.ts';
import { HTML, type Answer } from '../../http/public-answer.ts';
import type { PublicRequest } from '../../http/public-request.ts';
import { editionOf, findReport, getContent, type PublishedReport, type PublishedVersion } from './published.ts';
import { pathOf } from './report-head.ts';
import { renderReportPage } from './report-page.tsx';
import type { Handler, Reply, SiteContext } from './route.ts';
import { renderWithdrawn } from './site-pages.tsx';

type Extension = 'docx' | 'json' | 'txt';

const TYPES: Record<Extension, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

/** What an address leads to; throws `not_found` where nothing was ever published under it. */
export async function getReport({ deps, trusted }: SiteContext, slug: string): Promise<PublishedReport> {
  const report = await trusted.get(`report ${slug}`, () => findReport(deps.db, slug));
  if (!report) throw notFound();
  return report;
}

/** Everything of a publication that shows on the page of one version: such a page never changes. */
const stateKey = ({ id, versions, withdrawn }: PublishedReport, version: number) =>
  `${id} ${version} ${versions.length} ${withdrawn?.at ?? ''}`;

/** What stands at the address of a withdrawn report, whatever part of it was asked for. */
export function withdrawnReply(report: PublishedReport, { site, fontSize }: PublicRequest, status: number): Reply {
  return {
    key: `withdrawn ${status} ${site.origin} ${fontSize} ${stateKey(report, 0)}`,
    make: async () => ({ status, type: HTML, body: renderWithdrawn(report, site), headers: NOINDEX }),
  };
}

const NOINDEX = { 'X-Robots-Tag': 'noindex' };

function pageReply(
  { deps }: SiteContext,
  { site, fontSize }: PublicRequest,
  report: PublishedReport,
  present: PublishedVersion,
): Reply {
  const isCurrent = present.version === report.versions.at(-1)?.version;
  return {
    key: `page ${site.origin} ${fontSize} ${stateKey(report, present.version)}`,
    async make() {
      const content = await getContent(deps.db, report.id, present.version);
      const published = {
        standing: isCurrent ? ('current' as const) : ('corrected' as const),
        digest: present.digest,
        versions: report.versions,
      };
      const body = renderReportPage(content, editionOf(report.slug, present), { site, fontSize, published });
      return { status: 200, type: HTML, body, ...(!isCurrent && { headers: NOINDEX }) };
    },
  };
}

/** The name under which a browser saves a file, in characters that file systems take. */
const fileNameOf = (title: string) =>
  title
    .replaceAll(/[\p{Cc}\\/:*?"<>|]/gu, ' ')
    .trim()
    .slice(0, 80) || '整改通报';

function dispositionOf(title: string, slug: string, version: number, extension: Extension): string {
  const kind = extension === 'docx' ? 'attachment' : 'inline';
  const name = encodeURIComponent(`${fileNameOf(title)}.${extension}`).replaceAll("'", '%27');
  return `${kind}; filename="${slug}-${version}.${extension}"; filename*=UTF-8''${name}`;
}

async function writeFile(
  content: ReportContent,
  slug: string,
  present: PublishedVersion,
  extension: Extension,
  url: string,
): Promise<string | Uint8Array> {
  const edition = editionOf(slug, present);
  if (extension === 'json') return writeReportJson(content, edition);
  if (extension === 'txt') return writeReportText(content, edition, url);
  return writeReportDocx(content, edition, { url, ...(present.digest && { digest: present.digest }) });
}

function fileReply(
  { deps }: SiteContext,
  { site }: PublicRequest,
  report: PublishedReport,
  present: PublishedVersion,
  extension: Extension,
): Reply {
  const { id, slug, versions } = report;
  const isCurrent = present.version === versions.at(-1)?.version;
  const url = `${site.origin}${pathOf(slug, isCurrent ? undefined : present.version)}`;
  return {
    key: `${extension} ${url} ${stateKey(report, present.version)}`,
    async make(): Promise<Answer> {
      const content = await getContent(deps.db, id, present.version);
      return {
        status: 200,
        type: TYPES[extension],
        body: await writeFile(content, slug, present, extension, url),
        headers: {
          'Content-Disposition': dispositionOf(content.title, slug, present.version, extension),
          Vary: 'Accept-Encoding',
          ...(!isCurrent && NOINDEX),
        },
      };
    },
  };
}

/** `/reports/:slug`, `/reports/:slug/v/:n`, and both with the extension of a file. */
export const REPORT_PATH = /^\/reports\/([a-z0-9-]{1,60})(?:\/v\/([1-9]\d{0,5}))?(?:\.(docx|json|txt))?$/;

/** A version of a report, as a page or as a file. */
export const answerReport: Handler = async (context, request, [, slug = '', version, extension]) => {
  const report = await getReport(context, slug);
  const present = version ? report.versions.find((each) => each.version === Number(version)) : report.versions.at(-1);
  if (!present) throw notFound();
  if (report.withdrawn) return withdrawnReply(report, request, extension ? 410 : 200);
  if (!extension) return pageReply(context, request, report, present);
  return fileReply(context, request, report, present, extension as Extension);
};
