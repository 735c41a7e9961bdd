import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoint, endpoints, type EndpointSpec } from '@rectify/contract';
import express, { type Router } from 'express';
import { createTestApp, type TestApp } from '../testing.ts';
import { buildCast, type Cast } from './cast.ts';
import { ACCESS_MATRIX } from './matrix.ts';
import type { AccessRow } from './matrix-types.ts';
import { unruled, walkOperation } from './walk.ts';

const specs = endpoints as Record<string, EndpointSpec>;
const matrix = ACCESS_MATRIX as Record<string, AccessRow>;

let test: TestApp;
let cast: Cast;

beforeAll(async () => {
  test = await createTestApp();
  cast = await buildCast(test);
});
afterAll(() => test.close());

const walk = (name: string, spec = specs[name]!, row = matrix[name]) => walkOperation(test.app, cast, name, spec, row);

describe('every operation, by everyone, on what is one’s own, on what is another’s and on nothing', () => {
  it.each(Object.keys(specs))('%s', async (name) => {
    expect(await walk(name)).toEqual([]);
  });
});

it('every operation has a row, and every row an operation', () => {
  expect(unruled(specs, matrix)).toEqual({ withoutRow: [], withoutOperation: [] });
});

/** Every address under /api that the program answers at, written `GET /api/…`. */
function boundAddresses(router: Router): string[] {
  return router.stack.flatMap(({ route, handle }) => {
    if (route) {
      const methods = Object.keys((route as unknown as { methods: Record<string, boolean> }).methods);
      return [route.path].flat().flatMap((path) => methods.map((method) => `${method.toUpperCase()} ${path}`));
    }
    const inner = handle as unknown as Partial<Router>;
    return inner.stack ? boundAddresses(inner as Router) : [];
  });
}

// Pages about the API itself, for anyone.
const BESIDE_THE_CONTRACT = new Set(['GET /api/openapi.json', 'GET /api/docs']);
const strayOf = ({ router }: { router: Router }) => {
  const known = new Set(Object.values(specs).map(({ method, path }) => `${method} ${path}`));
  return boundAddresses(router).filter(
    (address) => / \/api\//.test(address) && !known.has(address) && !BESIDE_THE_CONTRACT.has(address),
  );
};

it('nothing under /api is answered past the contract', () => {
  expect(strayOf(test.app)).toEqual([]);
});

describe('the walk itself finds', () => {
  const secret = endpoint({
    ...{ method: 'GET', path: '/api/issues/:id/secret', summary: '没有规则的接口', tag: '试' },
    params: specs['getIssue']!.params!,
    responseKind: 'none',
  });

  it('an operation without a row', async () => {
    expect(unruled({ ...specs, secret }, matrix).withoutRow).toEqual(['secret']);
    expect(await walkOperation(test.app, cast, 'secret', secret, undefined)).toHaveLength(1);
  });

  it('an operation that asks nobody who they are', async () => {
    const app = express().get('/api/issues/:id/secret', (_request, response) => void response.status(204).end());
    const faults = await walkOperation(app, cast, 'secret', secret, { refs: [{ at: 'params.id', kind: 'issue' }] });
    for (const who of ['anonymous', 'disabled', 'admin', 'auditor', 'otherLiaison', 'otherGroup', 'otherOffice'])
      expect(faults.join('\n'), who).toContain(`secret: ${who} on params.id`);
    expect(strayOf(app)).toEqual(['GET /api/issues/:id/secret']);
  });

  it('a foreign thing that is answered otherwise than a missing one', async () => {
    const app = express().use((request, response) => {
      const isMissing = request.path.includes('dead');
      response.status(404).json({ detail: isMissing ? '没有' : '不给看' });
    });
    const faults = await walkOperation(app, cast, 'secret', secret, { refs: [{ at: 'params.id', kind: 'issue' }] });
    expect(faults.some((fault) => fault.includes('liaison tells a foreign params.id from a missing one'))).toBe(true);
  });

  it.each([
    ['a role that may and is said not to', 'listAudit', { may: ['office'] }],
    ['a role that may not and is said to', 'withdrawIssue', { refs: [{ at: 'params.id', kind: 'issue' }] }],
    ['something seen that is said not to be', 'updateIssue', { refs: [{ at: 'params.id', kind: 'account' }] }],
  ] as const)('%s', async (_what, name, row) => {
    expect((await walk(name, specs[name], row as unknown as AccessRow)).length).toBeGreaterThan(0);
  });
});
