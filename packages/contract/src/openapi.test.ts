import { describe, expect, it } from 'vitest';
import type { EndpointSpec } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import { toOpenApi } from './openapi.ts';

const all = Object.entries(endpoints as Record<string, EndpointSpec>);

interface Described {
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string;
        summary: string;
        parameters?: { name: string; in: string; required: boolean }[];
        responses: object;
      }
    >
  >;
}

describe('the description of the API', () => {
  const described = toOpenApi(endpoints, '0.0.0') as unknown as Described;
  const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );

  it('names every operation once', () => {
    expect(operations.map((operation) => operation.operationId).toSorted()).toEqual(
      all.map(([name]) => name).toSorted(),
    );
  });

  it('declares every parameter of every path', () => {
    for (const { path, parameters = [] } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(
        parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name),
        path,
      ).toEqual(inPath);
    }
  });

  it('can be sent as JSON and speaks Chinese', () => {
    expect(JSON.parse(JSON.stringify(described))).toEqual(described);
    for (const [name, spec] of all) expect(spec.summary, name).toMatch(/\p{Script=Han}/u);
  });

  it('gives an answer to every operation', () => {
    for (const [name, spec] of all) {
      expect(Boolean(spec.response) || ['none', 'file', 'redirect'].includes(spec.responseKind ?? ''), name).toBe(true);
    }
  });
});
