import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { CSS_PATH, SCRIPT_PATH } from './public-assets.ts';

export const SITE_NAME = '巡察整改公开';

/** 字体大小 of the text, as the reader chose it. */
export const FONT_SIZES = { s: '小', m: '中', l: '大' } as const;
export type FontSize = keyof typeof FONT_SIZES;

/** The site as its pages name it. */
export interface Site {
  name: string;
  /** Host name for the tag SiteDomain, e.g. zg.example.gov.cn. */
  domain: string;
  /** 政府网站标识码; null where the site has none. */
  idCode: string | null;
  /** Scheme and host by which readers reach it, without a slash at the end. */
  origin: string;
}

/** Where no settings are at hand: descriptions of the API, previews in tests. */
export const PLAIN_SITE: Site = { name: SITE_NAME, domain: '', idCode: null, origin: '' };

export interface PageHead {
  title: string;
  description: string;
  /** Meta tags by name. */
  meta?: Readonly<Record<string, string>>;
  /** The path under which the page should be known. */
  canonical?: string | undefined;
  /** Asks search engines to leave the page out. */
  isHidden?: boolean;
  fontSize?: FontSize;
  /** Open Graph type; none where the page is not to be shared. */
  ogType?: 'website' | 'article';
  /** JSON-LD, as a data block that no browser executes. */
  data?: object | undefined;
}

/** JSON that may stand inside a script element: nothing in it ends the element or begins a comment. */
export const inScript = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');

function SocialTags({ head, site }: { head: PageHead; site: Site }) {
  if (!head.ogType || !head.canonical) return null;
  const tags = {
    'og:type': head.ogType,
    'og:title': head.title,
    'og:description': head.description,
    'og:url': `${site.origin}${head.canonical}`,
    'og:site_name': site.name,
    'og:locale': 'zh_CN',
  };
  return Object.entries(tags).map(([property, content]) => (
    <meta key={property} property={property} content={content} />
  ));
}

function Head({ head, site }: { head: PageHead; site: Site }) {
  const tags = { SiteName: site.name, SiteDomain: site.domain, SiteIDCode: site.idCode ?? '', ...head.meta };
  return (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{head.title === site.name ? site.name : `${head.title} - ${site.name}`}</title>
      {Object.entries(tags).map(([name, content]) => content && <meta key={name} name={name} content={content} />)}
      <meta name="Description" content={head.description} />
      {head.isHidden && <meta name="robots" content="noindex" />}
      {head.canonical && site.origin && <link rel="canonical" href={`${site.origin}${head.canonical}`} />}
      <SocialTags head={head} site={site} />
      <link rel="alternate" type="application/atom+xml" title={`${site.name}：最新通报`} href="/feed.xml" />
      <link rel="stylesheet" href={CSS_PATH} />
      <script src={SCRIPT_PATH} defer />
      {/* Without one, browsers ask for /favicon.ico. */}
      <link rel="icon" href="data:," />
      {head.data && <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: inScript(head.data) }} />}
    </head>
  );
}

function SiteFoot() {
  return (
    <footer className="site-foot">
      <div className="wrap">
        <ul>
          <li>
            <a href="/verify">核验通报真伪</a>
          </li>
          <li>
            <a href="/feedback">查询意见答复</a>
          </li>
          <li>
            <a href="/feed.xml">订阅</a>
          </li>
          <li>
            <a href="/app">工作人员登录</a>
          </li>
        </ul>
        <p>Rectify 整改通 · 本系统不得存储、处理国家秘密</p>
      </div>
    </footer>
  );
}

function Shell({ head, site, children }: { head: PageHead; site: Site; children: ReactNode }) {
  return (
    <html lang="zh-CN">
      <Head head={head} site={site} />
      <body className={`font-${head.fontSize ?? 's'}`}>
        <a className="skip" href="#main">
          跳到正文
        </a>
        <header className="site-head">
          <div className="wrap">
            <a href="/">{site.name}</a>
          </div>
        </header>
        <main id="main" className="wrap" tabIndex={-1}>
          {children}
        </main>
        <SiteFoot />
      </body>
    </html>
  );
}

/** A whole page as HTML text that needs no script; React escapes everything in it. */
export function renderPage(head: PageHead, content: ReactNode, site: Site = PLAIN_SITE): string {
  const page = (
    <Shell head={head} site={site}>
      {content}
    </Shell>
  );
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}
