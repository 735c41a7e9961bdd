import fc from 'fast-check';

// What nobody sends in good faith.

const LONG = '长'.repeat(20_000);

/** Words that reach further than they seem. */
export const ODD_TEXTS: readonly string[] = [
  ...['', ' ', '\0', 'a\0b', '\ud800', 'x\udfff', '\ufffe', '\u202e倒', '\u0000'.repeat(50), '😀'.repeat(300), LONG],
  ...["' OR 1=1 --", "'; DROP TABLE issue; --", '%', '%_%', '\\', '\\u0000', '${7*7}', '{{7*7}}', '$1', '::uuid'],
  ...['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '../../etc/passwd', 'file:///etc/passwd'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'null', 'undefined', 'NaN', 'true', '[]', '{}', '-1', '0'],
  ...['9'.repeat(400), '1e309', '0x10', '2024-02-30', '0000-00-00', '99999-01-01', '2024-03-05T25:00:00Z'],
  ...['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '\r\nSet-Cookie: a=b', 'a,b,c'],
  ...[
    'eyJhIjoxfQ',
    'WyJhZnRlciIsbnVsbF0',
    'WyJhZnRlciIse31d',
    'WyJhZnRlciIsIjEiLCIyIl0',
    'W10',
    '(((((',
    'a&b|c!',
    '*',
  ],
];

const nested = (levels: number, leaf: unknown): unknown => (levels === 0 ? leaf : [nested(levels - 1, leaf)]);

/** Anything of a wrong kind, of a wrong size or with something in it. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ODD_TEXTS) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      ...[null, true, false, 0, -1, 1.5, 1e21, -1e308, 2_147_483_648, Number.MAX_SAFE_INTEGER, 1e-9, {}, [], [[]]],
      ...[
        { length: 3 },
        { $ne: null },
        { contains: '' },
        { toString: 'x' },
        { id: 1 },
        [null],
        nested(6, 1),
        nested(60, 1),
      ],
      ...[Array.from({ length: 3_000 }, () => 1), { constructor: { prototype: { role: 'sys_admin' } } }],
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Fields by which somebody would give themselves more than they have. */
export const PRIVILEGED: readonly [name: string, value: unknown][] = [
  ...([
    ['role', 'sys_admin'],
    ['unitId', '01900000-0000-7000-8000-000000000000'],
    ['createdBy', '01900000-0000-7000-8000-000000000000'],
    ['status', 'closed'],
    ['state', 'published'],
    ['isDisabled', false],
    ['isAdmin', true],
    ['permissions', ['settings.write']],
    ['passwordHash', 'x'],
    ['mustChangePassword', false],
    ['secrecyReviewerId', null],
    ['originalDueOn', '2199-12-31'],
    ['actor', { role: 'office' }],
    ['constructor', { prototype: { isAdmin: true } }],
    ['id', '01900000-0000-7000-8000-000000000000'],
  ] satisfies [string, unknown][]),
];

type Holder = Record<string, unknown> | unknown[];
type Path = (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, each]) =>
    pathsIn(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...inner];
}

function withChange(value: unknown, path: Path, change: (holder: Holder, key: string | number) => void): unknown {
  const root = { value: structuredClone(value) };
  let holder: Holder = root;
  const steps: Path = ['value', ...path];
  for (const step of steps.slice(0, -1)) holder = (holder as Record<string, unknown>)[step] as Holder;
  change(holder, steps.at(-1) ?? 'value');
  return root.value;
}

/** The value with one part of it replaced, taken away, or turned inside a list. */
export function spoil(value: unknown): fc.Arbitrary<unknown> {
  const at = fc.constantFrom(...pathsIn(value));
  const put = (holder: Holder, key: string | number, each: unknown) =>
    ((holder as Record<string, unknown>)[key] = each);
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(at, oddValue)
        .map(([path, odd]) => withChange(value, path, (holder, key) => put(holder, key, odd))),
    },
    {
      weight: 2,
      arbitrary: at.map((path) =>
        withChange(value, path, (holder, key) => delete (holder as Record<string, unknown>)[key]),
      ),
    },
    {
      weight: 1,
      arbitrary: at.map((path) =>
        withChange(value, path, (holder, key) => put(holder, key, [(holder as Record<string, unknown>)[key]])),
      ),
    },
  );
}

/** The value with a field that nobody asked for, somewhere in it; null where there is no place for one. */
export function addPrivileged(value: unknown): fc.Arbitrary<unknown> | null {
  const objects = pathsIn(value).filter((path) => {
    const found = path.reduce<unknown>((each, step) => (each as Record<string, unknown>)[step], value);
    return typeof found === 'object' && found !== null && !Array.isArray(found);
  });
  if (objects.length === 0) return null;
  return fc.tuple(fc.constantFrom(...objects), fc.constantFrom(...PRIVILEGED)).map(([path, [name, given]]) =>
    withChange(value, path, (holder, key) => {
      const target = (holder as Record<string, Record<string, unknown>>)[key] ?? {};
      Object.defineProperty(target, name, { value: given, enumerable: true, configurable: true, writable: true });
    }),
  );
}
