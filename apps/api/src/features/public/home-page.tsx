import { dayInShanghai } from '@rectify/domain';
import { renderPage, SITE_NAME } from '../../http/page.tsx';
import type { PageOf } from '../../http/paging.ts';
import type { PublishedRow } from './published.ts';

function Reports({ items }: { items: readonly PublishedRow[] }) {
  return (
    <ul className="reports">
      {items.map((row) => (
        <li key={row.id}>
          <a href={`/reports/${row.slug}`}>{row.title}</a>
          <p>
            {row.unitName} · {row.programmeName}
          </p>
          <time dateTime={row.publishedAt.toISOString()}>{dayInShanghai(row.publishedAt)}</time>
        </li>
      ))}
    </ul>
  );
}

function Pager({ nextCursor, prevCursor }: Pick<PageOf<PublishedRow>, 'nextCursor' | 'prevCursor'>) {
  if (!nextCursor && !prevCursor) return null;
  return (
    <nav className="pager" aria-label="翻页">
      {prevCursor && (
        <a href={`/?page=${prevCursor}`} rel="prev">
          上一页
        </a>
      )}
      {nextCursor && (
        <a href={`/?page=${nextCursor}`} rel="next">
          下一页
        </a>
      )}
    </nav>
  );
}

/** The public front page: the published reports, the latest first. */
export function renderHome({ items, nextCursor, prevCursor }: PageOf<PublishedRow>): string {
  const head = {
    title: SITE_NAME,
    description: '各单位落实巡察整改情况的公开通报。',
    meta: { ColumnName: '整改通报', ColumnType: '巡察整改', Keywords: '巡察,整改,通报,公开' },
    isHidden: prevCursor !== null,
  };
  return renderPage(
    head,
    <div>
      <h1 className="home-title">整改通报</h1>
      <p className="lead">各被巡察单位向社会公布的整改情况，请干部群众监督。</p>
      {items.length > 0 ? (
        <Reports items={items} />
      ) : (
        <div className="empty">
          <p>目前还没有公开的整改通报。通报发布后会列在这里。</p>
        </div>
      )}
      <Pager nextCursor={nextCursor} prevCursor={prevCursor} />
    </div>,
  );
}

/** What a reader sees at an address that leads nowhere. */
export function renderNotFound(): string {
  return renderPage(
    { title: '没有找到这个页面', description: '没有找到这个页面。', isHidden: true },
    <div className="narrow">
      <h1 className="home-title">没有找到这个页面</h1>
      <p>地址可能输错或不完整，也可能这份通报已经撤下。</p>
      <p>
        <a href="/">返回首页，查看已公开的整改通报</a>
      </p>
    </div>,
  );
}

/** What a reader sees when the server is at fault. */
export function renderFailure(requestId: string): string {
  return renderPage(
    { title: '暂时打不开', description: '页面暂时打不开。', isHidden: true },
    <div className="narrow">
      <h1 className="home-title">页面暂时打不开</h1>
      <p>系统出了问题，请稍后刷新重试。仍打不开时，请把编号 {requestId.slice(0, 8)} 告诉发布单位。</p>
      <p>
        <a href="/">返回首页</a>
      </p>
    </div>,
  );
}
