import { z } from 'zod';

interface Schema {
  type?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minItems?: number;
  maxItems?: number;
  default?: unknown;
  description?: string;
}

/** One field as the readable description shows it. */
export interface Field {
  name: string;
  type: string;
  isRequired: boolean;
  note: string;
}

const FORMATS: Readonly<Record<string, string>> = { uuid: '编号', date: '日期', 'date-time': '时刻', binary: '文件' };
const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  integer: '整数',
  number: '数',
  boolean: '是否',
  array: '列表',
  object: '对象',
  null: '空',
};

/** The schema without its null, and whether null is allowed. */
function unwrap(schema: Schema): { schema: Schema; isNullable: boolean } {
  const choices = schema.anyOf?.filter((choice) => choice.type !== 'null');
  if (!choices || choices.length !== 1 || !choices[0]) return { schema, isNullable: false };
  const { anyOf: _, ...rest } = schema;
  return { schema: { ...choices[0], ...rest }, isNullable: true };
}

function typeWords(schema: Schema): string {
  const inner = unwrap(schema);
  if (inner.isNullable) return `${typeWords(inner.schema)}，可为空`;
  if (schema.enum) return schema.enum.map(String).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.anyOf) return schema.anyOf.map(typeWords).join(' 或 ');
  if (schema.type === 'array' && schema.items) return `列表：${typeWords(schema.items)}`;
  return FORMATS[schema.format ?? ''] ?? TYPES[schema.type ?? ''] ?? '任意';
}

// zod states the range of safe integers where a schema has no limit of its own.
const bound = (value: number | undefined) =>
  value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;

function rangeWords(least: number | undefined, most: number | undefined, unit: string): string | null {
  if (least !== undefined && most !== undefined) return `${least}–${most}${unit}`;
  if (most !== undefined) return `最多 ${most}${unit}`;
  return least === undefined ? null : `至少 ${least}${unit}`;
}

function limitsOf(given: Schema): string[] {
  const { schema } = unwrap(given);
  const above = schema.exclusiveMinimum === undefined ? undefined : schema.exclusiveMinimum + 1;
  return [
    rangeWords(schema.minLength, schema.maxLength, ' 字'),
    rangeWords(bound(schema.minimum) ?? bound(above), bound(schema.maximum), ''),
    rangeWords(schema.minItems, schema.maxItems, ' 项'),
  ].filter((words) => words !== null);
}

/** Where a text is trimmed first, only the parsed side of the schema knows its limits. */
function noteOf(schema: Schema, parsed: Schema | undefined): string {
  const own = limitsOf(schema);
  const limits = own.length === 0 && parsed ? limitsOf(parsed) : own;
  const standard = schema.default === undefined ? null : `默认 ${JSON.stringify(schema.default)}`;
  return [...limits, standard, schema.description].filter(Boolean).join('；');
}

function collect(schema: Schema, parsed: Schema | undefined, prefix: string, fields: Field[]): void {
  const inner = unwrap(schema).schema;
  const innerParsed = parsed && unwrap(parsed).schema;
  if (inner.type === 'array' && inner.items) return collect(inner.items, innerParsed?.items, `${prefix}[]`, fields);
  for (const [name, property] of Object.entries(inner.properties ?? {})) {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const parsedProperty = innerParsed?.properties?.[name];
    fields.push({
      name: path,
      type: typeWords(property),
      isRequired: inner.required?.includes(name) ?? false,
      note: noteOf(property, parsedProperty),
    });
    collect(property, parsedProperty, path, fields);
  }
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema;

/** The fields of a schema, nested ones by their path: what one sends (`input`) or what one gets (`output`). */
export function fieldsOf(schema: z.ZodType, io: 'input' | 'output'): Field[] {
  const fields: Field[] = [];
  collect(schemaOf(schema, io), schemaOf(schema, 'output'), '', fields);
  return fields;
}
