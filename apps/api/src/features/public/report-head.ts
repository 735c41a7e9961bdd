import type { Edition, ReportContent } from '@rectify/report-text';
import type { PageHead, Site } from '../../http/page.tsx';

const SHANGHAI_OFFSET = 8 * 3_600_000;

/** PubDate of government sites: YYYY-MM-DD HH:mm in Shanghai. */
export function minuteInShanghai(instant: string | Date): string {
  const at = new Date(instant);
  return new Date(at.getTime() + SHANGHAI_OFFSET).toISOString().slice(0, 16).replace('T', ' ');
}

/** Address of a version's page: without a number, the version in force. */
export const pathOf = (slug: string, version?: number) => `/reports/${slug}${version ? `/v/${version}` : ''}`;

/** What a report says in one sentence, for search engines and previews of links. */
export function summaryOf({ unitName, totals }: ReportContent): string {
  const hidden = totals.total - totals.shown;
  const parts = [
    `反馈问题共 ${totals.total} 项`,
    `已完成整改 ${totals.completed} 项`,
    totals.staged > 0 && `阶段性完成 ${totals.staged} 项`,
    totals.unfinished > 0 && `正在整改 ${totals.unfinished} 项`,
    hidden > 0 && `另有 ${hidden} 项依规不在此公开`,
  ];
  return `${unitName}整改情况：${parts.filter(Boolean).join('，')}。`;
}

function dataOf(content: ReportContent, edition: Edition, site: Site): object {
  const organization = { '@type': 'GovernmentOrganization', name: content.unitName };
  const address = `${site.origin}${pathOf(edition.slug)}`;
  return {
    '@context': 'https://schema.org',
    '@type': 'Article',
    headline: content.title,
    description: summaryOf(content),
    inLanguage: 'zh-CN',
    isAccessibleForFree: true,
    // A correction knows its own time; when the report first came out stands on its page.
    ...(edition.version === 1 && { datePublished: edition.publishedAt }),
    dateModified: edition.publishedAt,
    version: edition.version,
    author: organization,
    publisher: { '@type': 'GovernmentOrganization', name: site.name },
    mainEntityOfPage: address,
    url: address,
  };
}

const keywordsOf = ({ unitName, regionName, programmeName }: ReportContent, site: Site) =>
  [...new Set([unitName, regionName, programmeName, '巡察整改', '整改通报', site.name])].filter(Boolean).join(',');

/** Title, meta tags of government sites (domain §7) and data block of a report's page. */
export function reportHead(content: ReportContent, edition: Edition | null, site: Site): PageHead {
  const head: PageHead = { title: content.title, description: summaryOf(content) };
  if (!edition) return { ...head, isHidden: true };
  return {
    ...head,
    meta: {
      ColumnName: content.kind === 'stage' ? '阶段成效' : '整改通报',
      ColumnType: '巡察整改',
      ArticleTitle: content.title,
      PubDate: minuteInShanghai(edition.publishedAt),
      ContentSource: content.unitName,
      Keywords: keywordsOf(content, site),
    },
    canonical: pathOf(edition.slug),
    ogType: 'article',
    data: dataOf(content, edition, site),
  };
}
