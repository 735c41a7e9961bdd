import { REPORT_CSS } from './report-css.ts';

/** What all pages share that need no script; text, because the server is bundled into one file. */
const BASE_CSS = `
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
h1, h2, h3, h4, h5, h6 { line-height: 1.5; text-wrap: balance; }
p { margin: 0 0 0.75em; }
button, input, select, textarea { font: inherit; color: inherit; }
.skip { position: absolute; left: 1rem; top: -4rem; background: var(--paper); padding: 0.25rem 1rem; z-index: 2; }
.skip:focus { top: 0.5rem; }
.wrap { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
.site-head { background: var(--blue); }
.site-head a { display: inline-block; padding: 0.625rem 0; color: #fff; font-size: 1.1875rem; font-weight: 600; text-decoration: none; }
.site-head a:hover { text-decoration: underline; }
.site-head a:focus-visible { outline-color: #fff; }
.site-foot { margin-top: 4rem; border-top: 1px solid var(--line); background: var(--ground); color: var(--soft); font-size: 1rem; }
.site-foot .wrap { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; justify-content: space-between; padding-top: 1rem; padding-bottom: 1.5rem; }
.site-foot p { margin: 0; }
.site-foot ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin: 0; padding: 0; list-style: none; }
main { flex: 1; width: 100%; }
main:focus { outline: none; }
.narrow { max-width: 46rem; }
.narrow h2 { margin: 2rem 0 0.5rem; font-size: 1.25rem; }
input[type="file"] { max-width: 100%; }

.home-title { margin: 2.5rem 0 0.5rem; font-size: 1.75rem; }
.lead { color: var(--soft); max-width: 40rem; }
.search { margin: 1.5rem 0; }
.search-box { display: flex; gap: 0.5rem; max-width: 46rem; }
.search-box input { flex: 1; min-width: 0; }
input[type="search"], input[type="text"], input[type="file"], select, textarea {
  min-height: 3rem; padding: 0.375rem 0.75rem; border: 1px solid #868e96; border-radius: 2px; background: var(--paper); line-height: 1.5;
}
textarea { display: block; width: 100%; min-height: 9rem; line-height: 1.7; }
::placeholder { color: #6b737b; opacity: 1; }
.button, .search-box button, .form button {
  min-height: 3rem; padding: 0.375rem 1.5rem; border: 1px solid var(--blue); border-radius: 2px; background: var(--blue); color: #fff;
  font-weight: 600; white-space: nowrap; cursor: pointer;
}
.button:hover, .search-box button:hover, .form button:hover { background: var(--blue-dark); }
.form button.second { background: var(--paper); color: var(--blue); }
.filters { display: flex; flex-wrap: wrap; gap: 0.75rem 1.25rem; align-items: end; margin-top: 1rem; }
.filters label { display: grid; font-size: 1rem; color: var(--soft); }
.filters select { max-width: 15rem; min-height: 2.625rem; color: var(--ink); font-size: 1rem; }
.filters a { padding: 0.375rem 0; font-size: 1rem; }
.count { margin: 2rem 0 0.5rem; color: var(--soft); font-size: 1rem; }
.reports { list-style: none; margin: 0 0 2rem; padding: 0; border-top: 2px solid var(--blue); }
.reports li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 2rem; padding: 1rem 0; border-bottom: 1px solid var(--line); }
.reports a { font-weight: 600; text-decoration: none; }
.reports a:hover { text-decoration: underline; }
.reports p { grid-column: 1; margin: 0.125rem 0 0; color: var(--soft); font-size: 1rem; }
.reports .excerpt { margin-top: 0.375rem; color: var(--ink); }
.reports time { grid-column: 2; grid-row: 1; color: var(--soft); font-size: 1rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
mark { background: #fdeeb5; color: inherit; }
.empty { margin: 2rem 0; padding: 3rem 1.25rem; border: 1px solid var(--line); color: var(--soft); text-align: center; }
.empty p:last-child { margin: 0; }
.pager { display: flex; gap: 2rem; }
.pager a { padding: 0.25rem 0; }
.latest { margin: 0.5rem 0 1.5rem; padding-left: 1.25rem; }
.latest time { color: var(--soft); font-size: 1rem; white-space: nowrap; }
.notice { margin: 1rem 0 0; padding: 0.75rem 1rem; border-left: 4px solid var(--blue); background: var(--ground); }
.notice.old, .notice.draft { border-color: #b3261e; }
.row { display: contents; }
.withdrawn dl, .contact dl, .told { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.25em 1em; margin: 1.5rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }

.scroll { overflow-x: auto; }
.units { width: 100%; border-collapse: collapse; font-size: 1rem; font-variant-numeric: tabular-nums; }
.units caption { padding-bottom: 0.5rem; font-weight: 600; text-align: left; }
.units th, .units td { padding: 0.375rem 0.75rem 0.375rem 0; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
.units th:first-child { min-width: 9rem; text-align: left; font-weight: 400; white-space: normal; }
.units thead th { border-bottom: 2px solid var(--blue); color: var(--soft); font-weight: 400; }
.units tfoot th, .units tfoot td { font-weight: 600; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: 1px; margin: 1.5rem 0; border: 1px solid var(--line); background: var(--line); }
.figures div { padding: 0.5rem 1rem; background: var(--paper); }
.figures dt { font-size: 1rem; }
.figures dd { font-size: 1.375rem; font-weight: 600; }

.form { max-width: 40rem; }
.form .field { margin: 0 0 1.25rem; }
.form label { display: block; margin-bottom: 0.25rem; font-weight: 600; }
.form .hint { margin: 0 0 0.25rem; color: var(--soft); font-size: 1rem; }
.form select, .form input[type="text"] { width: 100%; }
.form .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 0 1.25rem; }
.form .fault { margin: 0.25rem 0 0; color: #b3261e; font-weight: 600; }
.form .faulty { border-color: #b3261e; }
.form .website { position: absolute; left: -999rem; }
.form .buttons { display: flex; flex-wrap: wrap; gap: 0.75rem; }
.told dd { white-space: pre-line; }
.receipt { margin: 1.5rem 0; padding: 1rem; border: 2px solid var(--blue); font-family: ui-monospace, Consolas, "Noto Sans Mono CJK SC", monospace; font-size: 1.75rem; text-align: center; letter-spacing: 0.08em; }
.verdict { margin: 2rem 0; padding: 1rem 1.25rem; border: 2px solid #b3261e; }
.verdict.good { border-color: #1b6e3c; }
.verdict.partly { border-color: #8a5a00; }
.verdict h2 { margin: 0 0 0.5rem; font-size: 1.25rem; }
.verdict h3 { margin: 1rem 0 0.25rem; font-size: 1.125rem; }
.differences { width: 100%; border-collapse: collapse; font-size: 1rem; }
.differences th, .differences td { padding: 0.375rem 0.75rem 0.375rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
.differences td:first-child { white-space: nowrap; font-variant-numeric: tabular-nums; }

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
.docs table { width: 100%; border-collapse: collapse; }
.docs th, .docs td { padding: 0.25rem 1rem 0.25rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
.docs th { color: var(--soft); font-weight: 400; }
.docs td:first-child { min-width: 9rem; }
.docs summary { cursor: pointer; color: var(--blue); }

@media screen and (max-width: 40rem) {
  h1, h2, h3, h4, h5, h6 { text-wrap: wrap; }
  .home-title, .docs h1 { margin-top: 1.5rem; font-size: 1.4375rem; }
  .reports li { grid-template-columns: minmax(0, 1fr); }
  .reports time { grid-column: 1; grid-row: auto; }
  .filters label { flex: 1 1 9rem; min-width: 0; }
  .filters select { width: 100%; max-width: none; }
  .search-box button { padding: 0.375rem 1rem; }
  .site-foot { margin-top: 2.5rem; }
  .receipt { font-size: 1.375rem; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print {
  body, body.font-m, body.font-l { display: block; --body: 12pt; font-size: 12pt; color: #000; }
  .site-head, .site-foot, .skip, .pager, .search { display: none; }
  .wrap { max-width: none; padding: 0; }
  h1, h2, h3, h4, h5, h6 { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
}
`;

/** The one style sheet of the pages that need no script. */
export const PUBLIC_CSS = `${BASE_CSS}${REPORT_CSS}`;
