/** How a published report looks, on a screen and on paper. */
export const REPORT_CSS = `
.tools { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; align-items: center; padding-top: 1rem; color: var(--soft); font-size: 1rem; }
.tools .where { margin-right: auto; }
.tools .sizes { display: flex; gap: 0.5rem; align-items: center; }
.tools ul { display: inline-flex; gap: 0.25rem; margin: 0; padding: 0; list-style: none; }
.tools li a { display: inline-block; min-width: 2.25rem; padding: 0 0.25rem; border: 1px solid transparent; text-align: center; }
.tools li a[aria-current] { border-color: var(--blue); color: var(--ink); font-weight: 600; text-decoration: none; }
.print { padding: 0 0.75rem; border: 1px solid #868e96; border-radius: 2px; background: var(--paper); cursor: pointer; }

.report-body {
  display: grid; grid-template-columns: 15rem minmax(0, 42rem); grid-template-rows: auto 1fr; gap: 0 3.5rem;
  justify-content: center; align-items: start; margin-top: 1.5rem;
}
.contents {
  grid-row: 1 / 3; position: sticky; top: 1.5rem; max-height: calc(100vh - 3rem); overflow-y: auto; padding: 0.5rem 0.75rem 0 0;
  font-size: 1rem; line-height: 1.6;
}
.contents h2 { margin: 0 0 0.75rem; font-size: 1.0625rem; }
.contents ol { margin: 0; padding: 0; list-style: none; }
.contents li { margin: 0 0 0.375rem; }
.contents .deeper { font-size: 0.9375rem; }
.contents .deeper a { padding-left: 1.375rem; }
.contents a { display: block; padding: 0.125rem 0 0.125rem 0.5rem; border-left: 3px solid transparent; color: var(--ink); text-decoration: none; }
.contents a:hover { color: var(--blue); text-decoration: underline; }
.contents a[aria-current] { border-color: var(--blue); color: var(--blue); font-weight: 600; }

.report { font-size: var(--body); }
.report-head { padding: 0.5rem 0 1.25rem; border-bottom: 1px solid var(--line); }
.report-head h1 { margin: 0 0 1.25rem; font-size: 1.75rem; text-align: center; }
.report-head h1 span { display: inline-block; }
.facts { display: flex; flex-wrap: wrap; justify-content: center; gap: 0 1.5rem; margin: 0; padding: 0; list-style: none; color: var(--soft); font-size: 1rem; }
.report h2 { margin: 2.25em 0 0.75em; padding-bottom: 0.25em; border-bottom: 2px solid var(--blue); font-size: 1.25em; }
.report h3 { margin: 2em 0 0.5em; font-size: 1.125em; }
.report h4, .report h5, .report h6 { margin: 1.75em 0 0.5em; font-size: 1em; }
.report .issue-title { margin: 1.75em 0 0.375em; font-size: 1.0625em; font-weight: 600; }
.report [id] { scroll-margin-top: 1rem; }
.report :target:not([popover]) { background: #fdf6dd; }
.totals, .hidden-issues { margin: 1.5rem 0 0; padding: 0.75em 1em; border-left: 4px solid var(--blue); background: var(--ground); }
.hidden-issues { margin-top: 0; padding-top: 0; }
:is(.totals, .hidden-issues) + :not(.hidden-issues) { margin-top: 1.25rem; }
.paragraph { text-indent: 2em; }
.state { display: inline-block; margin: 0 0 0.5em; padding: 0 0.5em; border: 1px solid #868e96; color: var(--soft); font-size: 0.875em; }
.contact-row { text-indent: 2em; margin-bottom: 0.25em; }
.signatory { margin: 0; text-align: right; }
p:not(.signatory) + .signatory { margin-top: 2.5em; }
.figure { padding: 0 0.125em; border: 0; border-bottom: 2px dotted var(--blue); background: none; color: var(--blue); font-weight: 600; cursor: pointer; }
.figure:hover { background: #e9eff7; }
.report .scroll { margin-top: 2.5rem; }

.note { max-width: 40rem; padding: 1.25rem; border: 1px solid #868e96; background: var(--paper); color: var(--ink); font-size: 1rem; }
.note-title { margin: 0 3rem 0.75rem 0; font-weight: 600; }
.note ul { margin: 0; padding: 0; list-style: none; }
.note li { padding: 0.25rem 0; border-bottom: 1px solid var(--line); }
.note li:last-child { border: 0; }
.note .close { display: none; }
@media screen {
  @supports selector(:popover-open) {
    .notes-heading-title { display: none; }
    .note { position: fixed; inset: auto; margin: auto; inset-inline: 1rem; inset-block: 1rem; width: auto; height: fit-content; max-height: min(80vh, 40rem); overflow-y: auto; box-shadow: 0 4px 24px rgb(0 0 0 / 20%); }
    .note::backdrop { background: rgb(0 0 0 / 25%); }
    .note .close { display: block; position: absolute; top: 0.5rem; right: 0.5rem; width: 2.75rem; height: 2.75rem; border: 0; background: none; font-size: 1.5rem; line-height: 1; cursor: pointer; }
    .note .close::before { content: "×"; }
  }
}

.afterword { margin-top: 3rem; }
.afterword h2 { margin: 2.5rem 0 0.75rem; font-size: 1.1875rem; }
.files { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin: 0 0 1rem; padding: 0; list-style: none; }
.seal { display: flex; flex-wrap: wrap; gap: 1rem 1.5rem; align-items: flex-start; padding: 1rem; border: 1px solid var(--line); font-size: 1rem; }
.seal > div { flex: 1 1 18rem; min-width: 0; }
.seal p { margin: 0 0 0.5rem; }
.qr { width: 9rem; height: 9rem; flex: none; }
.address span { overflow-wrap: anywhere; }
.digest { display: flex; flex-wrap: wrap; gap: 0 0.75rem; font-family: ui-monospace, Consolas, "Noto Sans Mono CJK SC", monospace; }
.versions ol { margin: 0; padding: 0; list-style: none; font-size: 1rem; }
.versions li { padding: 0.375rem 0; border-bottom: 1px solid var(--line); }
.versions li > span { margin-left: 1rem; color: var(--soft); }
.versions li p { margin: 0; }

@media screen and (max-width: 62rem) {
  .report-body { grid-template-columns: minmax(0, 42rem); grid-template-rows: auto; }
  .contents { grid-row: auto; position: static; max-height: none; margin-bottom: 1rem; padding: 0 0 0.75rem; border-bottom: 1px solid var(--line); }
  .report-head h1 { text-align: left; }
  .facts { justify-content: flex-start; }
}
@media screen and (max-width: 40rem) {
  .report-body { margin-top: 0.75rem; }
  .report-head h1 { font-size: 1.4375rem; }
  .tools .where { flex-basis: 100%; }
  .contents h2 { float: left; margin: 0 0.75rem 0 0; font-size: 1rem; line-height: 1.8; }
  .contents ol { display: flex; flex-wrap: wrap; gap: 0 1rem; }
  .contents li { margin: 0; }
  .contents a { padding: 0.125rem 0; border: 0; color: var(--blue); }
  .contents .deeper { display: none; }
  .qr { width: 8rem; height: 8rem; }
}
@page {
  size: A4; margin: 25mm 22mm 22mm;
  @bottom-center { content: "— " counter(page) " —"; font-family: "Songti SC", SimSun, "Noto Serif CJK SC", serif; font-size: 11pt; }
}
@media print {
  .tools, .contents, .files, .feedback, .versions, .notice a { display: none; }
  .report h2, .report h3, .report h4, .report h5, .report .issue-title { margin: 1.25em 0 0.5em; }
  .report-body { display: block; margin: 0; }
  .report, .report p { font-family: "FangSong", "FangSong_GB2312", "STFangsong", "Songti SC", SimSun, "Noto Serif CJK SC", serif; }
  .report-head { padding-top: 0; }
  .report-head h1 { font-size: 20pt; text-align: center; }
  .facts { justify-content: center; font-size: 10.5pt; }
  .totals, .hidden-issues { background: none; }
  .figure { padding: 0; border: 0; color: inherit; font-weight: inherit; }
  .paragraph { orphans: 2; widows: 2; text-align: justify; }
  .report .issue-title, .state { break-after: avoid; }
  /* A break is avoided after blocks alone. */
  .state { display: table; }
  /* What a figure counts cannot be opened on paper: it stands at the end. */
  .note[popover] { display: block; position: static; width: auto; max-width: none; height: auto; max-height: none; margin: 0 0 8pt; padding: 0; border: 0; overflow: visible; font-size: 10.5pt; }
  .note li { display: inline; padding: 0; border: 0; }
  .note li:not(:last-child)::after { content: "；"; }
  .afterword { margin-top: 18pt; break-inside: avoid; }
  .afterword h2 { font-size: 12pt; }
  .seal { padding: 8pt; font-size: 10pt; }
  .seal p:last-child { display: none; }
  .qr { width: 28mm; height: 28mm; }
  .units { font-size: 10.5pt; }
  .scroll { overflow: visible; }
}
`;
