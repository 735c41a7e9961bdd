import fc from 'fast-check';
import { BROKEN_UPLOADS, fileOf, MULTIPART } from './uploads.ts';
import { addPrivileged, ODD_TEXTS, oddValue, PRIVILEGED, spoil } from './odd-values.ts';
import type { Operation, Parameter, Schema } from './openapi.ts';
import { valueOf, type Known } from './values.ts';

export interface Sent {
  operation: Operation;
  /** What was done to the request, for people. */
  trick: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
  /** A field that the operation does not know: to be refused. */
  extra?: string | undefined;
}

type Make = (operation: Operation, known: Known) => fc.Arbitrary<Sent> | null;

const JSON_TYPE = { 'Content-Type': 'application/json' };

const wire = (value: unknown) => encodeURIComponent(String(value).toWellFormed());

function addressOf(operation: Operation, values: Record<string, unknown>): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => wire(values[name]));
  const query = operation.parameters
    .filter((parameter) => parameter.in === 'query' && values[parameter.name] !== undefined)
    .map(({ name }) => `${name}=${wire(values[name])}`);
  return query.length > 0 ? `${path}?${query.join('&')}` : path;
}

/** Values of the parameters; those that may be left out sometimes are. */
function parametersOf({ parameters }: Operation, known: Known): fc.Arbitrary<Record<string, unknown>> {
  const asked = parameters.filter((parameter) => parameter.in !== 'header');
  const model = Object.fromEntries(asked.map(({ name, schema }) => [name, valueOf(schema, known, name)]));
  const required = asked.filter(({ required: isRequired }) => isRequired).map(({ name }) => name);
  return fc.record(model, { requiredKeys: required, noNullPrototype: true });
}

type Plain = Sent & { value?: unknown };

/** The request as it should be. */
function plain(operation: Operation, known: Known): fc.Arbitrary<Plain> {
  const base = { operation, trick: 'as it should be', method: operation.method };
  return parametersOf(operation, known).chain((values): fc.Arbitrary<Plain> => {
    const path = addressOf(operation, values);
    if (operation.body?.kind === 'file')
      return fc.constant({ ...base, path, headers: { ...MULTIPART }, body: fileOf('核对.txt', '逐项核对，另附清单') });
    if (!operation.body) return fc.constant({ ...base, path, headers: {}, body: null });
    return valueOf(operation.body.schema, known).map((value) => ({
      ...{ ...base, path, value },
      ...{ headers: { ...JSON_TYPE }, body: Buffer.from(JSON.stringify(value)) },
    }));
  });
}

const named = (schema: Schema, names = new Set<string>()): Set<string> => {
  for (const [name, each] of Object.entries(schema.properties ?? {})) named(each, names.add(name));
  for (const each of [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
    if (each) named(each, names);
  return names;
};

const spoiltBody: Make = (operation, known) =>
  operation.body?.kind !== 'json'
    ? null
    : plain(operation, known).chain(({ value, ...sent }) =>
        spoil(value).map((odd) => ({
          ...{ ...sent, trick: 'a body with something odd in it' },
          body: Buffer.from(JSON.stringify(odd) ?? ''),
        })),
      );

const extraField: Make = (operation, known) => {
  if (operation.body?.kind !== 'json') return null;
  const own = named(operation.body.schema);
  return plain(operation, known).chain(({ value, ...sent }) => {
    const added = addPrivileged(value);
    if (!added) return fc.constant(sent);
    return added.map((each) => {
      const body = JSON.stringify(each);
      const extra = PRIVILEGED.find(([name]) => !own.has(name) && body.includes(`"${name}":`))?.[0];
      return { ...sent, trick: 'a field too many', body: Buffer.from(body), extra };
    });
  });
};

const RAW: readonly (string | Buffer)[] = [
  ...['', 'null', '"text"', '0', '[]', '{', '{"a":', '[1,', '{}{}', '\uFEFF{}', '{"version":1,"version":2}', '// {}'],
  ...['{"__proto__":{"role":"sys_admin"}}', '{"constructor":{"prototype":{"role":"sys_admin"}}}', '{"a":NaN}'],
  ...['['.repeat(5_000), `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`, `[${'0,'.repeat(30_000)}0]`, "{'a':1}"],
  ...[`{"text":"${'长'.repeat(400_000)}"}`, '{"version":1e400}', '{"version":-0}', '{"\\u0000":1}', '{"a":"\\ud800"}'],
  ...[Buffer.from([0xff, 0xfe, 0x7b, 0x7d]), Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]), Buffer.alloc(2_000)],
];

const rawBody: Make = (operation, known) =>
  operation.body === null
    ? null
    : fc.tuple(plain(operation, known), fc.constantFrom(...RAW)).map(([{ value: _, ...sent }, raw]) => ({
        ...{ ...sent, trick: 'a body of its own kind' },
        ...{ headers: { ...JSON_TYPE }, body: Buffer.from(raw as string) },
      }));

const TYPES = [
  ...['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data', 'a/b; c', 'json'],
  ...[
    'multipart/form-data; boundary=',
    `multipart/form-data; boundary=${'b'.repeat(300)}`,
    'application/json; charset=gbk',
  ],
  ...[
    'application/json; charset=utf-16le',
    'application/json;charset=utf-8',
    'APPLICATION/JSON',
    '*/*',
    'application/json, text/plain',
  ],
];

const wrongType: Make = (operation, known) =>
  fc.tuple(plain(operation, known), fc.constantFrom(...TYPES)).map(([{ value: _, ...sent }, type]) => ({
    ...{ ...sent, trick: `sent as ${type.slice(0, 60)}`, headers: { 'Content-Type': type } },
    body: sent.body ?? Buffer.from('{}'),
  }));

const ODD_PATHS = [
  ...[
    '%00',
    '%ff',
    '%EF%BF%BE',
    '..%2f..%2fetc',
    '%2e%2e',
    '-1',
    '0',
    'null',
    '__proto__',
    'constructor',
    'a'.repeat(400),
  ],
  ...[
    '%F0%9F%98%80',
    '%',
    '%zz',
    '%0d%0aSet-Cookie:a=b',
    '01900000-0000-7000-8000-00000000DEAD',
    "'",
    '1;--',
    '*',
    '%20',
  ],
];

const oddPath: Make = (operation, known) =>
  !operation.path.includes('{')
    ? null
    : fc.tuple(plain(operation, known), fc.constantFrom(...ODD_PATHS)).map(([{ value: _, ...sent }, odd]) => {
        const [, query] = sent.path.split('?');
        const path = operation.path.replaceAll(/\{\w+\}/g, odd);
        return { ...sent, trick: 'an odd id', path: query ? `${path}?${query}` : path };
      });

const queried = ({ parameters }: Operation): Parameter[] => parameters.filter((parameter) => parameter.in === 'query');
const many = Array.from({ length: 60 }, (_, n) => `p${n}=1`).join('&');

function oddQueryOf(operation: Operation): fc.Arbitrary<string> {
  const names = ['q', 'cursor', 'limit', 'sort', '__proto__', ...queried(operation).map(({ name }) => name)];
  const name = fc.constantFrom(...names);
  const odd = fc
    .oneof(
      fc.constantFrom(...ODD_TEXTS),
      oddValue.map((value) => JSON.stringify(value) ?? ''),
    )
    .map((each) => each.slice(0, 5_000));
  return fc.oneof(
    { weight: 6, arbitrary: fc.tuple(name, odd).map(([each, value]) => `${each}=${wire(value)}`) },
    { weight: 2, arbitrary: fc.tuple(name, odd).map(([each, value]) => `${each}=1&${each}=${wire(value)}`) },
    { weight: 1, arbitrary: name.map((each) => `${each}[]=1`) },
    { weight: 1, arbitrary: name.map((each) => `${each}[a][b]=1`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '%',
        '%ff=%fe',
        '&&&&',
        '=',
        '?',
        many,
        '%00=1',
        'a=%ED%A0%80',
        `q=${'x'.repeat(5_000)}`,
      ),
    },
  );
}

const oddQuery: Make = (operation, known) =>
  fc.tuple(plain(operation, known), oddQueryOf(operation)).map(([{ value: _, ...sent }, query]) => ({
    ...{ ...sent, trick: 'an odd question' },
    path:
      sent.path.includes('?') && query.length % 2 === 0
        ? `${sent.path}&${query}`
        : `${sent.path.split('?')[0]}?${query}`,
  }));

const HEADERS: readonly Record<string, string>[] = [
  ...[{ 'Idempotency-Key': 'x' }, { 'Idempotency-Key': 'a'.repeat(5_000) }, { 'Idempotency-Key': '0123456789abcdef' }],
  ...[
    { Origin: 'https://elsewhere.example' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { Origin: 'null' },
    { Expect: 'miracles' },
  ],
  ...[{ 'X-Forwarded-For': `${'1'.repeat(500)}, '; DROP TABLE x` }, { 'X-Forwarded-Host': 'elsewhere.example' }],
  ...[{ 'X-HTTP-Method-Override': 'DELETE' }, { Range: 'bytes=5-1,-9999999999999999999' }, { 'If-None-Match': '*' }],
  ...[{ 'Accept-Encoding': 'br;q=x, *;q=9' }, { Accept: 'text/html' }, { 'User-Agent': '\u00ff'.repeat(2_000) }],
  ...[{ 'Content-Encoding': 'gzip' }, { 'Content-Encoding': 'br, gzip' }, { 'Accept-Language': '-'.repeat(3_000) }],
  ...[{ 'If-Modified-Since': 'yesterday' }, { Authorization: 'Basic AAAA' }, { 'X-Request-Id': '<script>' }],
];

const oddHeader: Make = (operation, known) =>
  fc.tuple(plain(operation, known), fc.constantFrom(...HEADERS)).map(([{ value: _, ...sent }, headers]) => ({
    ...{ ...sent, trick: `the header ${Object.keys(headers)[0]}` },
    headers: { ...sent.headers, ...headers },
  }));

const oddFile: Make = (operation, known) =>
  operation.body?.kind !== 'file'
    ? null
    : fc.tuple(plain(operation, known), fc.constantFrom(...BROKEN_UPLOADS)).map(([{ value: _, ...sent }, body]) => ({
        ...{ ...sent, trick: 'a broken upload', headers: { ...MULTIPART }, body: Buffer.from(body as string) },
      }));

const oddMethod: Make = (operation, known) =>
  fc
    .tuple(plain(operation, known), fc.constantFrom('PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'PROPFIND', 'TRACE'))
    .map(([{ value: _, ...sent }, method]) => ({ ...sent, trick: `by ${method}`, method }));

const asItShouldBe: Make = (operation, known) => plain(operation, known).map(({ value: _, ...sent }) => sent);

const TRICKS: readonly [weight: number, make: Make][] = [
  ...([
    [4, asItShouldBe],
    [6, spoiltBody],
    [3, extraField],
    [2, rawBody],
    [1, wrongType],
    [2, oddPath],
    [3, oddQuery],
    [1, oddHeader],
    [6, oddFile],
    [1, oddMethod],
  ] satisfies [number, Make][]),
];

/** Requests of every kind to one operation, with ids that are in the database. */
export function requestsTo(operation: Operation, ids: Known['ids']): fc.Arbitrary<Sent> {
  const known = {
    ids,
    collection: operation.path.split('/').findLast((part, at, parts) => parts[at + 1] === '{id}') ?? '',
  };
  const made = TRICKS.flatMap(([weight, make]) => {
    const arbitrary = make(operation, known);
    return arbitrary ? [{ weight, arbitrary }] : [];
  });
  return fc.oneof(...made);
}
