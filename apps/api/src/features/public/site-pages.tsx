import { dayInShanghai, formatDayZh } from '@rectify/domain';
import { renderPage, type Site } from '../../http/page.tsx';
import { SearchBox } from './home-page.tsx';
import type { PublishedReport } from './published.ts';
import type { PublishedRow } from './search.ts';

function Latest({ rows }: { rows: readonly PublishedRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="latest">
      <h2 id="latest">最近发布</h2>
      <ul className="latest">
        {rows.map(({ id, slug, title, publishedAt }) => (
          <li key={id}>
            <a href={`/reports/${slug}`}>{title}</a> <time>{dayInShanghai(publishedAt)}</time>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a reader sees at an address that leads nowhere. */
export function renderNotFound(latest: readonly PublishedRow[], site: Site): string {
  return renderPage(
    { title: '没有找到这个页面', description: '没有找到这个页面。', isHidden: true },
    <div className="narrow">
      <h1 className="home-title">没有找到这个页面</h1>
      <p>地址可能输错或不完整，也可能还没有公开。可以在这里搜索：</p>
      <form className="search" action="/" method="get" role="search">
        <SearchBox />
      </form>
      <Latest rows={latest} />
      <p>
        <a href="/">返回首页，查看已公开的整改通报</a>
      </p>
    </div>,
    site,
  );
}

/** What a reader sees when the server is at fault. */
export function renderFailure(requestId: string, site: Site): string {
  return renderPage(
    { title: '暂时打不开', description: '页面暂时打不开。', isHidden: true },
    <div className="narrow">
      <h1 className="home-title">页面暂时打不开</h1>
      <p>系统出了问题，请稍后刷新重试。仍打不开时，请把编号 {requestId.slice(0, 8)} 告诉发布单位。</p>
      <p>
        <a href="/">返回首页</a>
      </p>
    </div>,
    site,
  );
}

/** A page that says one thing, in words for the reader, and leads on. */
export function renderMessage(title: string, message: string, site: Site): string {
  return renderPage(
    { title, description: message, isHidden: true },
    <div className="narrow">
      <h1 className="home-title">{title}</h1>
      <p>{message}</p>
      <p>
        <a href="/">返回首页</a>
      </p>
    </div>,
    site,
  );
}

/** What stands at the address of a report that was taken back: that it was, when and why, and not what it said. */
export function renderWithdrawn({ slug, withdrawn }: PublishedReport, site: Site): string {
  return renderPage(
    { title: '通报已撤回', description: '这份通报已经撤回。', isHidden: true },
    <div className="narrow withdrawn">
      <h1 className="home-title">这份通报已经撤回</h1>
      <dl>
        <div className="row">
          <dt>发布单位</dt>
          <dd>{withdrawn?.unitName}</dd>
        </div>
        <div className="row">
          <dt>地址</dt>
          <dd>/reports/{slug}</dd>
        </div>
        <div className="row">
          <dt>撤回时间</dt>
          <dd>{withdrawn && formatDayZh(dayInShanghai(new Date(withdrawn.at)))}</dd>
        </div>
        <div className="row">
          <dt>撤回理由</dt>
          <dd>{withdrawn?.reason}</dd>
        </div>
      </dl>
      <p>撤回后，各个版本的内容都不再公开。手中如有保存的文件，不应再引用。</p>
      <p>
        <a href="/">查看现行的整改通报</a>
      </p>
    </div>,
    site,
  );
}
