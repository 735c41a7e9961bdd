import { z } from 'zod';

interface Schema {
  type?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  default?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  minLength?: number;
  minimum?: number;
}

/** An id that no row has. */
export const MISSING = '01900000-0000-7000-8000-00000000dead';
/** The highest version there can be: no row has it, so that a write that is allowed ends as `stale`. */
const NEVER_READ = 2_147_483_647;

const FORMATS: Readonly<Record<string, string>> = {
  uuid: MISSING,
  date: '2024-06-03',
  'date-time': '2024-06-03T12:00:00+08:00',
};

function text({ format, minLength = 1 }: Schema): string {
  return FORMATS[format ?? ''] ?? '逐项核对整改情况并形成书面记录'.padEnd(minLength, '。');
}

function valueOf(name: string, schema: Schema): unknown {
  if (name === 'version') return NEVER_READ;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return valueOf(name, schema.anyOf.find(({ type }) => type !== 'null') ?? {});
  if (schema.type === 'object') return objectOf(schema);
  if (schema.type === 'array')
    return Array.from({ length: schema.minItems ?? 0 }, () => valueOf(name, schema.items ?? {}));
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1);
  return schema.type === 'boolean' ? false : text(schema);
}

function objectOf({ properties = {}, required = [] }: Schema): Record<string, unknown> {
  const asked = required.filter((name) => properties[name]?.default === undefined);
  return Object.fromEntries(asked.map((name) => [name, valueOf(name, properties[name] ?? {})]));
}

/** The least that a schema takes. */
export function sampleOf(schema: z.ZodType | undefined): Record<string, unknown> {
  return schema ? objectOf(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as Schema) : {};
}
