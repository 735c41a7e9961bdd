/** The one style sheet of the pages that need no script; text, because the server is bundled into one file. */
export const PUBLIC_CSS = `
:root {
  --ink: #1f2329;
  --soft: #51585f;
  --line: #dfe3e7;
  --paper: #ffffff;
  --ground: #f5f6f8;
  --blue: #1f4e8c;
  --blue-dark: #163a69;
  --body: 1.125rem;
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth; }
body {
  display: flex; flex-direction: column; min-height: 100vh;
  margin: 0; background: var(--paper); color: var(--ink); font-size: 1.125rem; line-height: 1.8;
  font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif;
  overflow-wrap: anywhere;
}
body.font-m { --body: 1.3125rem; }
body.font-l { --body: 1.5625rem; }
a { color: var(--blue); text-underline-offset: 0.2em; }
a:hover { color: var(--blue-dark); }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
h1, h2, h3, h4, h5 { line-height: 1.5; text-wrap: balance; }
p { margin: 0 0 0.75em; }
.skip { position: absolute; left: 1rem; top: -4rem; background: var(--paper); padding: 0.25rem 1rem; z-index: 2; }
.skip:focus { top: 0.5rem; }
.wrap { max-width: 66rem; margin: 0 auto; padding: 0 1.25rem; }
.site-head { background: var(--blue); }
.site-head a { display: inline-block; padding: 0.625rem 0; color: #fff; font-size: 1.1875rem; font-weight: 600; text-decoration: none; }
.site-head a:hover { text-decoration: underline; }
.site-head a:focus-visible { outline-color: #fff; }
.site-foot { margin-top: 4rem; border-top: 1px solid var(--line); background: var(--ground); color: var(--soft); font-size: 1rem; }
.site-foot .wrap { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; justify-content: space-between; padding-top: 1rem; padding-bottom: 1.5rem; }
.site-foot p { margin: 0; }
main { flex: 1; width: 100%; }
.narrow { max-width: 46rem; }

.home-title { margin: 2.5rem 0 0.5rem; font-size: 1.75rem; }
.lead { color: var(--soft); max-width: 40rem; }
.reports { list-style: none; margin: 2rem 0; padding: 0; border-top: 2px solid var(--blue); }
.reports li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 2rem; padding: 1rem 0; border-bottom: 1px solid var(--line); }
.reports a { font-weight: 600; text-decoration: none; }
.reports a:hover { text-decoration: underline; }
.reports p { grid-column: 1; margin: 0.125rem 0 0; color: var(--soft); font-size: 1rem; }
.reports time { grid-column: 2; grid-row: 1; color: var(--soft); font-size: 1rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.empty { margin: 2rem 0; padding: 3rem 1.25rem; border: 1px solid var(--line); color: var(--soft); text-align: center; }
.empty p { margin: 0; }
.pager { display: flex; gap: 2rem; }
.pager a { padding: 0.25rem 0; }

.report-head { padding: 2.5rem 0 1rem; border-bottom: 1px solid var(--line); text-align: center; }
.report-head h1 { max-width: 46rem; margin: 0 auto 1.25rem; font-size: 1.75rem; }
.report-head h1 span { display: inline-block; }
.facts, .tools { display: flex; flex-wrap: wrap; justify-content: center; gap: 0.25rem 2rem; margin: 0; padding: 0; list-style: none; color: var(--soft); font-size: 1rem; }
.tools { margin-top: 0.5rem; }
.tools ul { display: inline-flex; gap: 0.75rem; margin: 0; padding: 0; list-style: none; }
.tools a { display: inline-block; min-width: 1.75rem; padding: 0 0.25rem; }
.tools a[aria-current] { border: 1px solid var(--blue); color: var(--ink); font-weight: 600; text-decoration: none; }
.report-body { display: grid; grid-template-columns: 15rem minmax(0, 40rem); gap: 0 3.5rem; justify-content: center; align-items: start; margin-top: 2rem; }
.contents { position: sticky; top: 1.5rem; max-height: calc(100vh - 3rem); overflow-y: auto; padding-right: 0.75rem; font-size: 1rem; line-height: 1.6; }
.contents h2 { margin: 0 0 0.75rem; font-size: 1.0625rem; }
.contents ol { margin: 0; padding: 0; list-style: none; }
.contents li { margin: 0 0 0.625rem; }
.contents .deeper { padding-left: 1rem; font-size: 0.9375rem; }
.contents a { color: var(--ink); text-decoration: none; }
.contents a:hover { color: var(--blue); text-decoration: underline; }

.text { font-size: var(--body); max-width: 40rem; }
.text h2 { margin: 2.25em 0 0.75em; padding-bottom: 0.25em; border-bottom: 2px solid var(--blue); font-size: 1.25em; }
.text h3 { margin: 2em 0 0.5em; font-size: 1.125em; }
.text h4, .text h5 { margin: 1.75em 0 0.5em; font-size: 1em; }
.text .issue-title { margin: 2em 0 0.375em; font-size: 1.0625em; color: var(--ink); }
.text h2:target, .text h3:target, .text h4:target, .text .issue:target { scroll-margin-top: 1rem; }
.totals { padding: 0.75em 1em; border-left: 4px solid var(--blue); background: var(--ground); }
.state { display: inline-block; margin: 0 0 0.5em; padding: 0 0.5em; border: 1px solid #b9c0c7; color: var(--soft); font-size: 0.875em; font-weight: 400; }
.state.done { border-color: #1b6e3c; color: #1b6e3c; }
.said { color: var(--soft); }
.measures { margin: 0; padding: 0; list-style: none; }
.measures li { margin: 0 0 0.75em; text-indent: 2em; }
.measures li span { white-space: nowrap; color: var(--soft); font-size: 0.875em; }
.paragraph { text-indent: 2em; white-space: pre-line; }
.contact dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.25em 1em; margin: 0; }
.contact .row { display: contents; }
.contact dt { color: var(--soft); }
.contact dd { margin: 0; }
.sign { margin-top: 3em; text-align: right; }
.sign p { margin: 0; }

.docs { padding-top: 2rem; }
.docs h1 { margin: 0 0 0.5rem; font-size: 1.75rem; }
.docs h2 { margin: 3rem 0 1rem; padding-bottom: 0.25rem; border-bottom: 2px solid var(--blue); font-size: 1.375rem; }
.docs section section { margin: 0 0 2rem; padding: 0 0 1.25rem; border-bottom: 1px solid var(--line); }
.docs h3 { margin: 0 0 0.25rem; font-size: 1.125rem; }
.docs h4 { margin: 1rem 0 0.25rem; font-size: 1rem; }
.docs .tags { columns: 16rem; margin: 1.5rem 0; padding: 0; list-style: none; }
.docs p, .docs dd, .docs dt, .docs table, .docs summary, .docs li { font-size: 1rem; line-height: 1.7; }
.docs code { font-family: ui-monospace, "Cascadia Mono", Consolas, "Noto Sans Mono CJK SC", monospace; font-size: 0.9375rem; }
.docs .call { margin: 0 0 0.5rem; }
.docs .call b { display: inline-block; min-width: 4.5rem; color: var(--blue); }
.docs .scroll { overflow-x: auto; }
.docs table { width: 100%; border-collapse: collapse; }
.docs th, .docs td { padding: 0.25rem 1rem 0.25rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
.docs th { color: var(--soft); font-weight: 400; }
.docs td:first-child { min-width: 9rem; }
.docs summary { cursor: pointer; color: var(--blue); }

@media screen and (max-width: 62rem) {
  .report-body { grid-template-columns: minmax(0, 40rem); }
  .contents { position: static; max-height: none; margin-bottom: 1.5rem; padding: 0 0 1rem; border-bottom: 1px solid var(--line); }
}
@media screen and (max-width: 40rem) {
  h1, h2, h3, h4, h5 { text-wrap: wrap; }
  .report-head { padding-top: 1.5rem; text-align: left; }
  .report-head h1, .home-title, .docs h1 { font-size: 1.4375rem; }
  .facts, .tools { justify-content: flex-start; }
  .reports li { grid-template-columns: minmax(0, 1fr); }
  .reports time { grid-column: 1; grid-row: auto; }
  .contents .deeper { display: none; }
  .site-foot { margin-top: 2.5rem; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@page { size: A4; margin: 25mm 22mm; }
@media print {
  body, body.font-m, body.font-l { display: block; --body: 12pt; font-size: 12pt; color: #000; }
  .site-head, .site-foot, .skip, .contents, .tools, .pager { display: none; }
  .wrap { max-width: none; padding: 0; }
  .report-head { padding-top: 0; }
  .report-head h1 { font-size: 20pt; }
  .report-body { display: block; margin-top: 1rem; }
  .text { max-width: none; }
  .totals { background: none; }
  h1, h2, h3, h4, h5, .state { break-after: avoid; }
  .measures li, .paragraph { orphans: 2; widows: 2; }
  a { color: inherit; text-decoration: none; }
}
`;
