import { z } from 'zod';
import { countCharacters } from '@rectify/domain';

// In a browser zod must not try whether it may compile code: the policy of the page forbids it and would tell of it.
// Here, for every other file of the contract begins with this one.
z.config({ jitless: 'document' in globalThis });

/** An enum of a vocabulary table's codes. */
export function codes<T extends Record<string, unknown>>(table: T) {
  return z.enum(Object.keys(table) as [Extract<keyof T, string>, ...Extract<keyof T, string>[]]);
}

export const id = z.uuid({ error: '编号格式不对' });
/** What a reader saw; the largest is that of a PostgreSQL integer. */
export const version = z.number().int().positive().max(2_147_483_647);

const EARLIEST = '1900-01-01';
const LATEST = '2199-12-31';

function isRealDay(value: string): boolean {
  if (value < EARLIEST || value > LATEST) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/** A calendar day in Asia/Shanghai, YYYY-MM-DD. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: '日期请写成 2024-03-05 的样子' })
  .refine(isRealDay, { error: '没有这一天，请检查日期' })
  .meta({ format: 'date', example: '2024-03-05' });

/** An instant, ISO 8601 with zone. */
export const instant = z.iso.datetime({
  offset: true,
  error: '时间请写成 2026-03-05T09:00:00+08:00 的样子，带时区',
});

// Marks without a width of their own. They turn what is read around or hide something in it; no Chinese text needs one.
// The joiner U+200D, of which emoji are made, stays.
const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g;

/** As it is kept: trimmed, with nothing that is not seen, without NUL and lone surrogates (PostgreSQL cannot hold them). */
const kept = (value: string) => value.toWellFormed().replaceAll('\u0000', '').replaceAll(INVISIBLE, '').trim();

/** Text of one line or more, as it is kept; `min` counts what a person would count. */
export function words(label: string, { min = 1, max = 2000 }: { min?: number; max?: number } = {}) {
  const tooShort = min === 1 ? `请填写${label}` : `${label}至少 ${min} 个字`;
  return z
    .string({ error: `请填写${label}` })
    .transform(kept)
    .pipe(
      z
        .string()
        .min(min, { error: tooShort, abort: true })
        .refine((value) => countCharacters(value) >= min, { error: tooShort, abort: true })
        .max(max, { error: `${label}最多 ${max} 个字，请精简` }),
    );
}

/** An optional text: absent leaves the value alone, null or an empty text clears it. */
export function maybeWords(label: string, max = 500) {
  return z
    .union([z.null(), z.string()])
    .transform((value) => (value && countCharacters(value) > 0 ? kept(value) : null))
    .refine((value) => value === null || value.length <= max, { error: `${label}最多 ${max} 个字，请精简` })
    .optional();
}

export const maybeDay = day.nullable().optional();

/** Query parameters of every paged list. */
export const paging = {
  cursor: z.string().max(300).optional().meta({ description: '上一页返回的 nextCursor 或 prevCursor' }),
  limit: z.coerce.number({ error: '每页条数应为数字' }).int().min(1).max(100, { error: '每页最多 100 条' }).default(50),
};

/** One page of a list; a null cursor means that there is nothing further that way. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), prevCursor: z.string().nullable() });
}

export const byId = z.object({ id });
export const ref = z.object({ id, name: z.string() });
export const message = z.object({ message: z.string() });

/** The wire form of every failure (RFC 9457). */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  unmet: z.array(z.object({ code: z.string(), message: z.string(), measureId: z.string().nullable() })).optional(),
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;
