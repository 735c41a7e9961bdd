import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { CSS_PATH } from './public-assets.ts';

export const SITE_NAME = '巡察整改公开';

/** 字体大小 of the text, as the reader chose it. */
export const FONT_SIZES = { s: '小', m: '中', l: '大' } as const;
export type FontSize = keyof typeof FONT_SIZES;

export interface PageHead {
  title: string;
  description: string;
  /** Meta tags by name. */
  meta?: Readonly<Record<string, string>>;
  /** The address under which the page should be known. */
  canonical?: string | undefined;
  /** Asks search engines to leave the page out. */
  isHidden?: boolean;
  fontSize?: FontSize;
}

function Shell({ head, children }: { head: PageHead; children: ReactNode }) {
  return (
    <html lang="zh-CN">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{head.title === SITE_NAME ? SITE_NAME : `${head.title} - ${SITE_NAME}`}</title>
        <meta name="SiteName" content={SITE_NAME} />
        <meta name="Description" content={head.description} />
        {Object.entries(head.meta ?? {}).map(([name, content]) => (
          <meta key={name} name={name} content={content} />
        ))}
        {head.isHidden && <meta name="robots" content="noindex" />}
        {head.canonical && <link rel="canonical" href={head.canonical} />}
        <link rel="stylesheet" href={CSS_PATH} />
        {/* Without one, browsers ask for /favicon.ico. */}
        <link rel="icon" href="data:," />
      </head>
      <body className={`font-${head.fontSize ?? 's'}`}>
        <a className="skip" href="#main">
          跳到正文
        </a>
        <header className="site-head">
          <div className="wrap">
            <a href="/">{SITE_NAME}</a>
          </div>
        </header>
        <main id="main" className="wrap" tabIndex={-1}>
          {children}
        </main>
        <footer className="site-foot">
          <div className="wrap">
            <p>Rectify 整改通 · 本系统不得存储、处理国家秘密</p>
            <p>
              <a href="/app">工作人员登录</a>
            </p>
          </div>
        </footer>
      </body>
    </html>
  );
}

/** A whole page as HTML text that needs no script; React escapes everything in it. */
export function renderPage(head: PageHead, content: ReactNode): string {
  return `<!doctype html>${renderToStaticMarkup(<Shell head={head}>{content}</Shell>)}`;
}
