import { reportLines, type Edition, type ReportContent } from '@rectify/report-text';
import { FONT_SIZES, PLAIN_SITE, renderPage, type FontSize, type Site } from '../../http/page.tsx';
import { ReportAfterword, type PublishedFacts } from './report-afterword.tsx';
import { ReportArticle } from './report-article.tsx';
import { contentsOf, notesOf, type ContentsEntry } from './report-blocks.ts';
import { pathOf, reportHead } from './report-head.ts';
import { StandingNotice } from './report-standing.tsx';

export interface ReportPageOptions {
  site?: Site;
  fontSize?: FontSize;
  /** What the publication knows beside the content; a preview has none of it. */
  published?: PublishedFacts;
  /** Words that mark a preview, e.g. 预览：尚未发布. */
  draftMark?: string;
}

function Tools({ path, fontSize }: { path: string | null; fontSize: FontSize }) {
  const sizes = Object.entries(FONT_SIZES).toReversed() as [FontSize, string][];
  return (
    <div className="tools">
      <nav className="where" aria-label="当前位置">
        <a href="/">首页</a> <span aria-hidden="true">›</span> <span>整改通报</span>
      </nav>
      {path && (
        <nav className="sizes" aria-label="字体大小">
          <span>字体</span>
          <ul>
            {sizes.map(([size, label]) => (
              <li key={size}>
                <a
                  href={`${path}?font=${size}`}
                  rel="nofollow"
                  data-font={size}
                  aria-current={size === fontSize ? 'true' : undefined}
                >
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <button type="button" className="print" data-print="" hidden>
        打印
      </button>
    </div>
  );
}

function Contents({ entries, hasFurther }: { entries: readonly ContentsEntry[]; hasFurther: boolean }) {
  return (
    <nav className="contents" aria-labelledby="contents-title">
      <h2 id="contents-title">目录</h2>
      <ol>
        {entries.map((entry) => (
          <li key={entry.anchor} className={entry.level > 1 ? 'deeper' : undefined}>
            <a href={`#${entry.anchor}`}>{entry.text}</a>
          </li>
        ))}
        {hasFurther && (
          <>
            <li>
              <a href="#verify">核验与下载</a>
            </li>
            <li>
              <a href="#feedback">提意见</a>
            </li>
          </>
        )}
      </ol>
    </nav>
  );
}

/** The page of a report; without an edition, as it will look once published. */
export function renderReportPage(
  content: ReportContent,
  edition: Edition | null,
  { site = PLAIN_SITE, fontSize = 's', published, draftMark }: ReportPageOptions = {},
): string {
  const lines = reportLines(content, edition);
  const isOld = published !== undefined && published.standing !== 'current';
  const head = { ...reportHead(content, edition, site), fontSize, ...(isOld && { isHidden: true }) };
  const path = edition && pathOf(edition.slug, isOld ? edition.version : undefined);
  const body = (
    <div className="report-page">
      <Tools path={path} fontSize={fontSize} />
      {draftMark && <p className="notice draft">{draftMark}</p>}
      {edition && published && <StandingNotice edition={edition} published={published} />}
      <div className="report-body">
        <Contents entries={contentsOf(lines)} hasFurther={published !== undefined} />
        <ReportArticle lines={lines} edition={edition} notes={notesOf(content)} digest={published?.digest ?? null} />
        {edition && published && <ReportAfterword edition={edition} published={published} lines={lines} site={site} />}
      </div>
    </div>
  );
  return renderPage(head, body, site);
}
