import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints, type EndpointSpec } from '@rectify/contract';
import { createTestApp, type TestApp } from '../testing.ts';
import { buildCast, type Cast } from './cast.ts';
import { ACCESS_MATRIX } from './matrix.ts';
import type { AccessRow } from './matrix-types.ts';
import { walkOperation } from './walk.ts';

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
