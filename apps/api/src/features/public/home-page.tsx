import { dayInShanghai } from '@rectify/domain';
import { renderPage, type FontSize, type Site } from '../../http/page.tsx';
import { markWords, type Excerpt } from './excerpt.ts';
import type { Choice, Facets } from './facets.ts';
import { searchPath, type SearchQuery } from './search-query.ts';
import type { Hit, SearchResult } from './search.ts';

function Marked({ pieces }: { pieces: Excerpt }) {
  return pieces.map(({ text, isHit }, index) =>
    isHit ? <mark key={`${index}-${text}`}>{text}</mark> : <span key={`${index}-${text}`}>{text}</span>,
  );
}

function Reports({ items, words }: { items: readonly Hit[]; words: readonly string[] }) {
  return (
    <ul className="reports">
      {items.map((row) => (
        <li key={row.id}>
          <a href={`/reports/${row.slug}`}>
            <Marked pieces={markWords(row.title, words)} />
          </a>
          <p>
            {row.unitName} · {row.programmeName}
            {row.kind === 'stage' && ' · 阶段成效'}
          </p>
          {row.excerpt && row.excerpt.length > 0 && (
            <p className="excerpt">
              <Marked pieces={row.excerpt} />
            </p>
          )}
          <time dateTime={row.publishedAt.toISOString()}>{dayInShanghai(row.publishedAt)}</time>
        </li>
      ))}
    </ul>
  );
}

interface SelectProps {
  name: string;
  label: string;
  all: string;
  choices: readonly Choice[];
  chosen: string | null;
}

function Select({ name, label, all, choices, chosen }: SelectProps) {
  const isKnown = chosen === null || choices.some(({ value }) => value === chosen);
  if (choices.length === 0 && chosen === null) return null;
  return (
    <label>
      <span>{label}</span>
      <select name={name} defaultValue={chosen ?? ''}>
        <option value="">{all}</option>
        {!isKnown && <option value={chosen ?? ''}>（没有公开的通报）</option>}
        {choices.map(({ value, label: words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The search box alone, for pages that lead on. */
export function SearchBox({ typed = '' }: { typed?: string }) {
  return (
    <div className="search-box">
      <input
        type="search"
        name="q"
        aria-label="关键词"
        placeholder="单位、问题或措施中的词，两个字即可"
        maxLength={60}
        defaultValue={typed}
      />
      <button type="submit">搜索</button>
    </div>
  );
}

function SearchForm({ query, facets }: { query: SearchQuery; facets: Facets }) {
  const { region, unit, year, programme } = query;
  const isNarrowed = Boolean(query.typed || region || unit || year || programme);
  return (
    <form className="search" action="/" method="get" role="search">
      <SearchBox typed={query.typed} />
      <div className="filters">
        <Select name="region" label="地区" all="全部地区" choices={facets.regions} chosen={region} />
        <Select name="unit" label="单位" all="全部单位" choices={facets.units} chosen={unit} />
        <Select
          name="year"
          label="年份"
          all="全部年份"
          choices={facets.years}
          chosen={year === null ? null : String(year)}
        />
        <Select name="programme" label="轮次" all="全部轮次" choices={facets.programmes} chosen={programme} />
        {isNarrowed && <a href="/">清除条件</a>}
      </div>
    </form>
  );
}

function Pager({ query, result }: { query: SearchQuery; result: SearchResult }) {
  const { nextCursor, prevCursor } = result;
  if (!nextCursor && !prevCursor) return null;
  const to = (cursor: string) => searchPath({ ...query, cursor });
  return (
    <nav className="pager" aria-label="翻页">
      {prevCursor && (
        <a href={to(prevCursor)} rel="prev">
          上一页
        </a>
      )}
      {nextCursor && (
        <a href={to(nextCursor)} rel="next">
          下一页
        </a>
      )}
    </nav>
  );
}

function Empty({ query, hasAny }: { query: SearchQuery; hasAny: boolean }) {
  if (!hasAny) {
    return (
      <div className="empty">
        <p>目前还没有公开的整改通报。通报发布后会列在这里。</p>
      </div>
    );
  }
  return (
    <div className="empty">
      <p>
        没有找到符合条件的通报。
        {query.typed && '可以换一个更短的词，或者减少筛选条件。'}
      </p>
      <p>
        <a href="/">查看全部通报</a>
      </p>
    </div>
  );
}

interface HomeProps {
  query: SearchQuery;
  facets: Facets;
  /** null where nothing could be looked for; the query says why. */
  result: SearchResult | null;
}

const isPlain = (query: SearchQuery) => searchPath({ ...query, cursor: undefined }) === '/';

function Result({ query, facets, result }: HomeProps) {
  if (!result) {
    return (
      <p className="notice old" role="alert">
        {query.fault}
      </p>
    );
  }
  const hasAny = facets.years.length > 0;
  return (
    <>
      {hasAny && (
        <p className="count" role="status">
          {isPlain(query) ? '共' : '找到'}
          {!result.isExact && result.count > 0 && '约'} {result.count} 份通报
        </p>
      )}
      {result.items.length > 0 ? (
        <Reports items={result.items} words={query.words} />
      ) : (
        <Empty query={query} hasAny={hasAny} />
      )}
      <Pager query={query} result={result} />
    </>
  );
}

/** The public front page: the search, and the published reports that fit, the latest first. */
export function renderHome({ query, facets, result }: HomeProps, site: Site, fontSize: FontSize): string {
  const isFront = isPlain(query) && !query.cursor;
  const head = {
    title: query.typed ? `搜索“${query.typed}”` : site.name,
    description: '各单位落实巡察整改情况的公开通报。',
    meta: { ColumnName: '整改通报', ColumnType: '巡察整改', Keywords: '巡察,整改,通报,公开' },
    isHidden: !isFront,
    fontSize,
    ...(isFront && { canonical: '/', ogType: 'website' as const }),
  };
  return renderPage(
    head,
    <div className="home">
      <h1 className="home-title">整改通报</h1>
      <p className="lead">各被巡察单位向社会公布的整改情况，请干部群众监督。</p>
      <SearchForm query={query} facets={facets} />
      <Result query={query} facets={facets} result={result} />
    </div>,
    site,
  );
}
