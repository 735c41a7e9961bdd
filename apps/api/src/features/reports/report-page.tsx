import type { ReactNode } from 'react';
import { dayInShanghai, formatDayZh, type CalendarDay } from '@rectify/domain';
import { FONT_SIZES, renderPage, SITE_NAME, type FontSize } from '../../http/page.tsx';
import type { PublishedReport } from './published.ts';
import {
  contentsOf,
  furtherText,
  issueHeading,
  measureText,
  outlineOf,
  type Block,
  type PublishedIssue,
} from './report-outline.ts';

const SHANGHAI_OFFSET = 8 * 3_600_000;

/** PubDate of government sites: YYYY-MM-DD HH:mm in Shanghai. */
const minuteInShanghai = (at: Date) =>
  new Date(at.getTime() + SHANGHAI_OFFSET).toISOString().slice(0, 16).replace('T', ' ');

/** A title breaks before 关于, never inside it. */
const phrasesOf = (title: string) => title.split(/(?=关于)/u);

function Heading({
  level,
  id,
  className,
  children,
}: {
  level: number;
  id?: string;
  className?: string;
  children: ReactNode;
}) {
  const Tag = `h${Math.min(level + 1, 5)}` as 'h2' | 'h3' | 'h4' | 'h5';
  return (
    <Tag id={id} className={className}>
      {children}
    </Tag>
  );
}

function Issue({ id, level, issue }: { id: string; level: number; issue: PublishedIssue }) {
  const said = furtherText(issue);
  // Where all is done, the state of the issue says it once.
  const showsStates = issue.state === '正在整改' || issue.measures.some((measure) => measure.state !== '已完成');
  return (
    <section className="issue" id={id}>
      <Heading level={level} className="issue-title">
        {issueHeading(issue)}
      </Heading>
      <p className={issue.state === '正在整改' ? 'state' : 'state done'}>{issue.state}</p>
      {said && <p className="paragraph said">反馈问题：{said}</p>}
      {issue.measures.length > 0 && (
        <ol className="measures">
          {issue.measures.map((measure) => (
            <li key={`${measure.ordinal}-${measure.text}`}>
              {measureText(measure, issue.measures.length)}
              {showsStates && <span>（{measure.state}）</span>}
            </li>
          ))}
        </ol>
      )}
      {issue.outcome && <p className="paragraph">整改成效：{issue.outcome}</p>}
    </section>
  );
}

function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block) =>
    block.kind === 'issue' ? (
      <Issue key={block.id} id={block.id} level={block.level} issue={block.issue} />
    ) : (
      <Heading key={block.id} id={block.id} level={block.level}>
        {block.text}
      </Heading>
    ),
  );
}

function spanOf(from: CalendarDay | null, to: CalendarDay | null): string {
  if (from && to) return `${formatDayZh(from)}至${formatDayZh(to)}，`;
  return from ? `${formatDayZh(from)}起，` : '';
}

function introductionOf({ content }: PublishedReport): string {
  const { programmeName, groupName, unitName, onSiteFrom, onSiteTo, feedbackOn } = content;
  const feedback = feedbackOn ? `${formatDayZh(feedbackOn)}，${groupName}反馈了意见。` : '';
  return `按照${programmeName}的安排，${spanOf(onSiteFrom, onSiteTo)}${groupName}对${unitName}开展了巡察。${feedback}现将整改情况公布如下。`;
}

function totalsOf({ content: { totals } }: PublishedReport): string {
  const withheld = totals.total - totals.shown;
  const shown = withheld > 0 ? `本页公开 ${totals.shown} 项，另有 ${withheld} 项依规不在此公开` : '全部在本页公开';
  const states = [
    `已完成整改 ${totals.closed} 项`,
    totals.staged > 0 && `阶段性完成、持续整改 ${totals.staged} 项`,
    `正在整改 ${totals.total - totals.closed - totals.staged} 项`,
  ];
  return `反馈问题共 ${totals.total} 项，${shown}。截至发布时，${states.filter(Boolean).join('，')}。`;
}

function Contact({ contact }: { contact: PublishedReport['content']['contact'] }) {
  const rows = [
    ['联系电话', contact.phone],
    ['通信地址', contact.address],
    ['邮政编码', contact.postcode],
    ['电子邮箱', contact.email],
  ].filter((row): row is [string, string] => Boolean(row[1]));
  if (rows.length === 0) return null;
  return (
    <section className="contact" id="contact">
      <h2>联系方式</h2>
      <p>欢迎干部群众对整改落实情况进行监督。如有意见建议，请及时反映。</p>
      <dl>
        {rows.map(([term, words]) => (
          <div key={term} className="row">
            <dt>{term}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Tools({ slug, fontSize }: { slug: string; fontSize: FontSize }) {
  const sizes = Object.entries(FONT_SIZES).toReversed() as [FontSize, string][];
  return (
    <nav className="tools" aria-label="字体大小">
      <span>字体</span>
      <ul>
        {sizes.map(([size, label]) => (
          <li key={size}>
            <a
              href={`/reports/${slug}${size === 's' ? '' : `?font=${size}`}`}
              aria-current={size === fontSize ? 'true' : undefined}
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Contents({ blocks, hasContact }: { blocks: readonly Block[]; hasContact: boolean }) {
  return (
    <nav className="contents" aria-labelledby="contents-title">
      <h2 id="contents-title">目录</h2>
      <ol>
        {contentsOf(blocks).map((entry) => (
          <li key={entry.id} className={entry.level > 1 ? 'deeper' : undefined}>
            <a href={`#${entry.id}`}>{entry.text}</a>
          </li>
        ))}
        {hasContact && (
          <li>
            <a href="#contact">联系方式</a>
          </li>
        )}
      </ol>
    </nav>
  );
}

function Report({ report, fontSize }: { report: PublishedReport; fontSize: FontSize }) {
  const { content, version, publishedAt, slug } = report;
  const blocks = outlineOf(content.categories);
  const publishedDay = dayInShanghai(publishedAt);
  return (
    <article>
      <header className="report-head">
        <h1>
          {phrasesOf(content.title).map((phrase, index) => (
            <span key={`${index}-${phrase}`}>{phrase}</span>
          ))}
        </h1>
        <ul className="facts">
          <li>来源：{content.unitName}</li>
          <li>
            发布时间：<time dateTime={publishedAt.toISOString()}>{minuteInShanghai(publishedAt)}</time>
          </li>
          {version > 1 && <li>第 {version} 版</li>}
        </ul>
        <Tools slug={slug} fontSize={fontSize} />
      </header>
      <div className="report-body">
        <Contents blocks={blocks} hasContact={Object.values(content.contact).some(Boolean)} />
        <div className="text">
          <p className="paragraph">{introductionOf(report)}</p>
          <p className="totals">{totalsOf(report)}</p>
          <Blocks blocks={blocks} />
          <Contact contact={content.contact} />
          <div className="sign">
            <p>{content.unitName}</p>
            <p>{formatDayZh(publishedDay)}</p>
          </div>
        </div>
      </div>
    </article>
  );
}

/** The public page of a published report. */
export function renderReport(report: PublishedReport, fontSize: FontSize, publicUrl: string | undefined): string {
  const { content, slug, publishedAt } = report;
  const head = {
    title: content.title,
    description: `${content.unitName}整改情况：${totalsOf(report)}`,
    meta: {
      ColumnName: '整改通报',
      ColumnType: '巡察整改',
      ArticleTitle: content.title,
      PubDate: minuteInShanghai(publishedAt),
      ContentSource: content.unitName,
      Keywords: [content.unitName, content.programmeName, '巡察整改', SITE_NAME].join(','),
    },
    canonical: publicUrl && new URL(`/reports/${slug}`, publicUrl).href,
    fontSize,
  };
  return renderPage(head, <Report report={report} fontSize={fontSize} />);
}
