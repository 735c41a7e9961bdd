import fc from 'fast-check';
import type { Schema } from './openapi.ts';

// Values that a schema takes, made of what is in the database where it asks for an id, so that many requests get far.

export interface Known {
  /** Ids of rows by table. */
  ids: ReadonlyMap<string, readonly string[]>;
  /** Where an id is asked for by that word alone: the collection in the address. */
  collection?: string;
}

const TEXTS = [
  ...['逐项核对整改情况并形成书面记录', '整改', '窗口排队', '1. 值班制度执行不严。\n一是修订制度。', 'office', '甲'],
  ...['2024-03-05', '100', 'a', '审批流程公开', '第八轮巡察', '已完成 3 项，金额 1.5 万元'],
];
const DAYS = ['2024-06-03', '2026-11-22', '1900-01-01', '2199-12-31', '2026-12-31'];
const MOST_ITEMS = 4;

const typeOf = ({ type }: Schema) => (Array.isArray(type) ? type[0] : type);

/** Words by which an id of a table is asked for. */
const TABLES: readonly [RegExp, string][] = [
  [/^issue|^recurs|^reopen/, 'issue'],
  [/measure/, 'measure'],
  [/^evidence|^replaces/, 'evidence'],
  [/^outcome/, 'outcome'],
  [/^inspection/, 'inspection'],
  [/^programme/, 'programme'],
  [/^group/, 'inspection_group'],
  [/unit|^parent/i, 'unit'],
  [/^account|^member|user|reviewer|owner|author/i, 'app_user'],
  [/^session/, 'session'],
  [/^comment/, 'report_comment'],
  [/^report/, 'public_report'],
  [/^feedback/, 'public_feedback'],
  [/^request|^review/, 'review_request'],
  [/^checkpoint/, 'audit_checkpoint'],
  [/^backup/, 'backup_run'],
];

/** An id that is mostly of the right table, and now and then of any. */
function idFor(word: string, { ids, collection = '' }: Known): fc.Arbitrary<string> {
  const asked = word === 'id' || word === '' ? collection : word;
  const table = TABLES.find(([pattern]) => pattern.test(asked))?.[1] ?? '';
  const all = [...ids.values()].flat();
  const fitting = ids.get(table) ?? all;
  return fc.oneof(
    { weight: 16, arbitrary: fc.constantFrom(...fitting) },
    { weight: 2, arbitrary: fc.constantFrom(...all) },
    { weight: 1, arbitrary: fc.uuid() },
  );
}

function text(
  word: string,
  { format, pattern, minLength = 0, maxLength = 2_000 }: Schema,
  known: Known,
): fc.Arbitrary<string> {
  if (format === 'uuid') return idFor(word, known);
  if (format === 'date') return fc.constantFrom(...DAYS);
  if (format === 'date-time') return fc.constantFrom('2026-12-05T09:00:00+08:00', '2024-01-01T00:00:00Z');
  if (pattern && !pattern.includes('\\p')) return fc.stringMatching(new RegExp(pattern));
  const words = fc.oneof(
    fc.constantFrom(...TEXTS),
    fc.string({ unit: 'grapheme', maxLength: Math.min(maxLength, 40) }),
  );
  return words.map((each) => each.padEnd(minLength, '。').slice(0, maxLength));
}

function object({ properties = {}, required = [] }: Schema, known: Known): fc.Arbitrary<Record<string, unknown>> {
  const model = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      // What a reader saw is mostly one of the first states.
      name === 'version' || name === 'revision' ? fc.integer({ min: 1, max: 3 }) : valueOf(schema, known, name),
    ]),
  );
  return fc.record(model, { requiredKeys: required, noNullPrototype: true });
}

/** Values that the schema takes, or nearly: what only the server knows it judges. */
export function valueOf(schema: Schema, known: Known, word = ''): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((each) => valueOf(each, known, word)));
  if (schema.allOf) return valueOf(Object.assign({}, ...schema.allOf) as Schema, known, word);
  const { minimum = 0, maximum = 100_000, minItems = 0, maxItems = MOST_ITEMS } = schema;
  switch (typeOf(schema)) {
    case 'object':
      return object(schema, known);
    case 'array': {
      const maxLength = Math.max(minItems, Math.min(maxItems, MOST_ITEMS));
      return fc.array(valueOf(schema.items ?? {}, known, word), { minLength: minItems, maxLength });
    }
    case 'integer':
    case 'number':
      return fc.integer({ min: Math.max(minimum, -2e9), max: Math.max(minimum, Math.min(maximum, minimum + 100)) });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return text(word, schema, known);
  }
}
