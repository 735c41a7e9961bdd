import { Fault, notFound } from '../../http/errors.ts';
import { HTML, type Answer } from '../../http/public-answer.ts';
import { readFacets } from './facets.ts';
import { readFeed, readSitemap, robotsOf } from './feeds.ts';
import { renderHome } from './home-page.tsx';
import { findProgramme } from './programme.ts';
import { renderProgramme } from './programme-page.tsx';
import type { Handler, SiteContext } from './route.ts';
import { readSearchQuery, type SearchQuery } from './search-query.ts';
import { searchReports, type SearchResult } from './search.ts';

/** Lists change with every publication: under its number they stay the same. */
function listKey({ trusted }: SiteContext, name: string): string | null {
  return trusted.isListening() ? `list ${trusted.epoch} ${name}` : null;
}

async function resultOf({ deps }: SiteContext, query: SearchQuery): Promise<SearchResult | null> {
  if (query.fault) return null;
  try {
    return await searchReports(deps.db, query);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    query.fault = error.detail;
    return null;
  }
}

/** The front page with its search. */
export const answerHome: Handler = async (context, { query: given, site, fontSize }, _match, { url = '/' }) => {
  const query = readSearchQuery(given);
  const { deps, trusted } = context;
  return {
    key: listKey(context, `home ${site.origin} ${fontSize} ${url.slice(0, 2000)}`),
    async make(): Promise<Answer> {
      const of = query.region ?? (query.unit && `unit ${query.unit}`) ?? '';
      const [facets, result] = await Promise.all([
        trusted.get(`facets ${of}`, () => readFacets(deps.db, query)),
        resultOf(context, query),
      ]);
      const body = renderHome({ query, facets, result }, site, fontSize);
      return { status: result ? 200 : 400, type: HTML, body };
    },
  };
};

/** A whole programme by what is published of it. */
export const answerProgramme: Handler = async (context, { site, fontSize }, [, id = '']) => {
  const { deps, trusted } = context;
  const programme = await trusted.get(`programme ${id}`, () => findProgramme(deps.db, id));
  if (!programme) throw notFound();
  return {
    key: listKey(context, `programme ${site.origin} ${fontSize} ${id}`),
    make: async () => ({ status: 200, type: HTML, body: renderProgramme(programme, site, fontSize) }),
  };
};

export const answerFeed: Handler = async (context, { site }) => ({
  key: listKey(context, `feed ${site.origin}`),
  make: async () => ({
    status: 200,
    type: 'application/atom+xml; charset=utf-8',
    body: await readFeed(context.deps.db, site),
  }),
});

export const answerSitemap: Handler = async (context, { site }, [, part]) => ({
  key: listKey(context, `sitemap ${site.origin} ${part ?? ''}`),
  async make() {
    const body = await readSitemap(context.deps.db, site, part ? Number(part) : null);
    if (body === null) throw notFound();
    return { status: 200, type: 'application/xml; charset=utf-8', body };
  },
});

export const answerRobots: Handler = async (_context, { site }) => ({
  key: `robots ${site.origin}`,
  make: async () => ({ status: 200, type: 'text/plain; charset=utf-8', body: robotsOf(site) }),
});
