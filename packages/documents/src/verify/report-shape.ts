import { REPORT_KINDS } from '@rectify/domain/report-vocabulary';
import { PARAGRAPH_KINDS } from '@rectify/report-text/report-document';
import type { ReportContent } from '@rectify/report-text/report-document';

// The shape of a report, checked by hand: this runs in a single file in the browser, and every part of it is known.

type Check = (value: unknown) => boolean;
type Shape = Record<string, Check>;

const text: Check = (value) => typeof value === 'string';
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const oneOf =
  (values: Readonly<Record<string, unknown>>): Check =>
  (value) =>
    typeof value === 'string' && Object.hasOwn(values, value);
const shaped =
  (shape: Shape): Check =>
  (value) =>
    isObject(value) && Object.entries(shape).every(([name, check]) => check(value[name]));

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const run: Shape = { figure: text, text };
const paragraph: Shape = {
  id: text,
  kind: oneOf(PARAGRAPH_KINDS),
  level: number,
  runs: list((value) => text(value) || shaped(run)(value)),
  number: orNull(number),
  state: orNull(text),
};
const item: Shape = { paragraphId: orNull(text), name: text, share: orNull(text) };
const figure: Shape = { key: text, label: text, text, items: list(shaped(item)), hidden: orNull(text) };
const hidden: Shape = { ground: text, count: number };
const contact: Shape = { phone: orNull(text), address: orNull(text), postcode: orNull(text), email: orNull(text) };
const totals: Shape = { total: number, shown: number, completed: number, staged: number, unfinished: number };
const unit: Shape = { name: text, total: number, completed: number, staged: number, unfinished: number };

const report: Shape = {
  format: (value) => value === 2,
  kind: oneOf(REPORT_KINDS),
  audience: oneOf({ public: true, party: true }),
  title: text,
  unitName: text,
  regionName: text,
  programmeName: text,
  groupName: orNull(text),
  feedbackOn: orNull(text),
  totals: shaped(totals),
  hiddenIssues: list(shaped(hidden)),
  hiddenTexts: list(shaped(hidden)),
  paragraphs: list(shaped(paragraph)),
  figures: list(shaped(figure)),
  contact: shaped(contact),
  units: list(shaped(unit)),
};

/** Whether a value has every part of a report in its form. */
export function isReportContent(value: unknown): value is ReportContent {
  return shaped(report)(value);
}

const extra = (value: object, shape: Shape) => Object.keys(value).filter((name) => !Object.hasOwn(shape, name));

/** Names of parts that no report has. */
export function unknownFields(content: ReportContent): string[] {
  const { paragraphs, figures, units, hiddenIssues, hiddenTexts } = content;
  return [
    ...extra(content, report),
    ...extra(content.totals, totals),
    ...extra(content.contact, contact),
    ...paragraphs.flatMap((each) => [
      ...extra(each, paragraph),
      ...each.runs.flatMap((part) => (typeof part === 'string' ? [] : extra(part, run))),
    ]),
    ...figures.flatMap((each) => [...extra(each, figure), ...each.items.flatMap((part) => extra(part, item))]),
    ...units.flatMap((each) => extra(each, unit)),
    ...[...hiddenIssues, ...hiddenTexts].flatMap((each) => extra(each, hidden)),
  ];
}
