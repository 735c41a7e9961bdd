import { z } from 'zod';
import type { EndpointSpec } from './endpoint.ts';
import { problem } from './common.ts';

type Json = Record<string, unknown>;

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  }) as Json;
  return rest;
}

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}

/** So that a submission whose answer was lost may be sent again. */
const ONCE: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: '本次提交的编号，由客户端随机生成；没有收到答复时原样重发，不会重复写入',
  schema: { type: 'string', minLength: 8, maxLength: 100, pattern: '^[A-Za-z0-9_-]+$' },
};

function bodyOf(spec: EndpointSpec): Json | undefined {
  if (spec.bodyKind === 'file') {
    const schema = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } };
    return { required: true, content: { 'multipart/form-data': { schema } } };
  }
  return spec.body && { required: true, content: { 'application/json': { schema: schemaOf(spec.body, 'input') } } };
}

function answerOf(spec: EndpointSpec): Json {
  if (spec.responseKind === 'none') return { description: '完成，无内容' };
  if (spec.responseKind === 'redirect') return { description: '转到另一个地址' };
  if (spec.responseKind === 'file')
    return { description: '文件', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } };
  const content = spec.response && { 'application/json': { schema: schemaOf(spec.response, 'output') } };
  return { description: '完成', ...(content && { content }) };
}

/** The statuses with which an operation can say that it was not done. */
function refusalsOf(spec: EndpointSpec): number[] {
  const takesBody = spec.body !== undefined || spec.bodyKind === 'file';
  return [
    ...[400, 404, 414, 429, 431, 503],
    // Sign-in itself is refused with the first of these.
    ...(spec.access === 'anyone' && !takesBody ? [] : [401, 403]),
    ...(spec.method === 'GET' ? [] : [403, 409]),
    ...(takesBody ? [408, 413, 415] : []),
    ...(spec.responseKind === 'file' ? [409, 415] : []),
  ];
}

const PROBLEM = { $ref: '#/components/responses/Problem' };

function operationOf(name: string, spec: EndpointSpec): Json {
  const requestBody = bodyOf(spec);
  const parameters = [
    ...parametersOf(spec.params, 'path'),
    ...parametersOf(spec.query, 'query'),
    ...(spec.isOnce ? [ONCE] : []),
  ];
  return {
    operationId: name,
    summary: spec.summary,
    tags: [spec.tag],
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    ...(spec.access === 'anyone' ? { security: [] } : {}),
    responses: {
      [String(spec.status ?? (spec.responseKind === 'redirect' ? 302 : 200))]: answerOf(spec),
      ...Object.fromEntries(refusalsOf(spec).map((status) => [String(status), PROBLEM])),
    },
  };
}

/** The OpenAPI 3.1 description of the given operations. */
export function toOpenApi(endpoints: Record<string, EndpointSpec>, version: string): Json {
  const paths: Record<string, Json> = {};
  for (const [name, spec] of Object.entries(endpoints)) {
    const path = spec.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[spec.method.toLowerCase()] = operationOf(name, spec);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rectify 整改通',
      version,
      description: '巡察整改：反馈、整改、销号、公开。不得存储、处理国家秘密。',
    },
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-rectify-session' } },
      schemas: { Problem: schemaOf(problem, 'output') },
      responses: {
        Problem: {
          description: '没有办成：detail 说明原因和下一步',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}
