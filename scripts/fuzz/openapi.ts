// What the fuzzer reads in the description that the server itself serves.

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: Schema;
}

interface Content {
  content?: Record<string, { schema?: Schema }>;
}

interface Described {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: Content;
  responses: Record<string, Content & { $ref?: string }>;
}

export interface OpenApi {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema>; responses: Record<string, Content> };
}

export interface Operation {
  name: string;
  method: string;
  /** With {names} in it. */
  path: string;
  parameters: Parameter[];
  body: { kind: 'json' | 'file'; schema: Schema } | null;
  /** The schema of the answer of each status; null where an answer has no body of JSON. */
  answers: ReadonlyMap<number, { type: string; schema: Schema } | null>;
}

function answerOf(api: OpenApi, given: Content & { $ref?: string }) {
  const content = (given.$ref ? api.components.responses[given.$ref.split('/').at(-1) ?? ''] : given)?.content ?? {};
  const [type = '', { schema } = {}] = Object.entries(content).find(([name]) => /json/.test(name)) ?? [];
  const named = schema?.$ref?.startsWith('#/components/schemas/') ? schema.$ref.split('/').at(-1) : undefined;
  const meant = named ? api.components.schemas[named] : schema;
  return meant ? { type, schema: meant } : null;
}

function bodyOf({ requestBody }: Described): Operation['body'] {
  const [type = '', { schema = {} } = {}] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  if (!requestBody) return null;
  return { kind: type === 'application/json' ? 'json' : 'file', schema };
}

/** Every operation that the description names. */
export function operationsOf(api: OpenApi): Operation[] {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      ...{ name: described.operationId, method: method.toUpperCase(), path },
      parameters: described.parameters ?? [],
      body: bodyOf(described),
      answers: new Map(
        Object.entries(described.responses).map(([status, given]) => [Number(status), answerOf(api, given)]),
      ),
    })),
  );
}
