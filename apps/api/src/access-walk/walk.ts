import type { RequestListener } from 'node:http';
import supertest from 'supertest';
import type { EndpointSpec } from '@rectify/contract';
import type { Cast } from './cast.ts';
import { ACTORS, type AccessRow, type ActorName, type Home, type Ref } from './matrix-types.ts';
import { MISSING, sampleOf } from './sample.ts';
import { SEEN } from './seen.ts';

type Place = Home | 'missing';
const PLACES: readonly Place[] = ['here', 'elsewhere', 'missing'];

interface Answer {
  status: number;
  text: string;
  /** All that was answered, but for what differs from request to request. */
  whole: string;
}

const VOLATILE = new Set(['date', 'x-request-id', 'content-security-policy', 'etag', 'keep-alive']);

function wholeOf(answer: supertest.Response): string {
  const headers = Object.entries(answer.headers).filter(([name]) => !VOLATILE.has(name));
  const text = answer.text?.replaceAll(/"requestId":"[^"]+"/g, '"requestId":""') ?? '';
  return JSON.stringify([answer.status, headers.toSorted(), text]);
}

function put(target: Record<string, unknown>, path: string, value: unknown): void {
  const [head = '', ...rest] = path.split('.');
  if (rest.length === 0) return void (target[head] = value);
  const next = target[head] ?? (/^\d+$/.test(rest[0] ?? '') ? [] : {});
  target[head] = next;
  put(next as Record<string, unknown>, rest.join('.'), value);
}

/** The request of an operation with each thing named as asked. */
async function requestOf(spec: EndpointSpec, row: AccessRow, idAt: (ref: Ref) => Promise<string>) {
  const request = {
    params: { ...sampleOf(spec.params), ...row.params },
    query: { ...sampleOf(spec.query), ...row.query },
    body: { ...sampleOf(spec.body), ...structuredClone(row.body ?? {}) },
  };
  for (const ref of row.refs ?? []) put(request, ref.at, await idAt(ref));
  return request;
}

async function ask(
  app: RequestListener,
  spec: EndpointSpec,
  row: AccessRow,
  cookie: string,
  idAt: (ref: Ref) => Promise<string>,
) {
  const { params, query, body } = await requestOf(spec, row, idAt);
  const path = spec.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const method = spec.method.toLowerCase() as 'get';
  const call = supertest(app)[method](path).query(query).set('Cookie', cookie);
  const answer = await (row.isFile
    ? call.attach('file', Buffer.from('逐项核对'), { filename: 'note.txt', contentType: 'text/plain' })
    : spec.body
      ? call.send(body)
      : call);
  return { status: answer.status, text: answer.text ?? '', whole: wholeOf(answer) };
}

/** The status that the matrix says, or null where the request is let through. */
function expected(actor: ActorName, row: AccessRow, ref: Ref | undefined, place: Place): number | null {
  const role = ACTORS[actor];
  if (row.open) return null;
  if (role === null) return 401;
  if (row.may && !row.may.includes(role)) return 403;
  const others = (row.refs ?? []).filter((each) => each !== ref);
  const isSeen = (each: Ref, home: Place) => home !== 'missing' && SEEN[each.kind][home].includes(actor);
  const unseen = [...(ref && !isSeen(ref, place) ? [ref] : []), ...others.filter((each) => !isSeen(each, 'here'))];
  const first = (row.refs ?? []).find((each) => unseen.includes(each));
  if (first) return first.unseen ?? 404;
  return row.does && !row.does.includes(role) ? 403 : null;
}

const TURNED_AWAY = new Set([400, 401, 403, 404]);

function faultOf(want: number | null, { ends }: AccessRow, { status }: Answer): string | null {
  if (status >= 500 && status !== ends) return `fails inside with ${status}`;
  if (want !== null) return status === want ? null : `is answered ${status} instead of ${want}`;
  return TURNED_AWAY.has(status) && status !== ends ? `is answered ${status} instead of being let through` : null;
}

/** One operation by everyone on every thing: what differs from its row, in sentences. */
export async function walkOperation(
  app: RequestListener,
  cast: Cast,
  name: string,
  spec: EndpointSpec,
  row: AccessRow | undefined,
): Promise<string[]> {
  if (!row) return [`${name}: has no row in the access matrix`];
  const faults: string[] = [];
  for (const actor of Object.keys(ACTORS) as ActorName[]) {
    for (const ref of row.refs ?? [undefined]) {
      const answers = new Map<Place, Answer>();
      for (const place of ref ? PLACES : (['here'] as const)) {
        const idAt = async (each: Ref) => (await cast.idOf(each.kind, each === ref ? place : 'here', actor)) ?? MISSING;
        const answer = await ask(app, spec, row, await cast.cookieOf(actor), idAt);
        answers.set(place, answer);
        const fault = faultOf(expected(actor, row, ref, place), row, answer);
        if (fault)
          faults.push(
            `${name}: ${actor} on ${ref ? `${ref.at} ${place}` : 'it'} ${fault}: ${answer.text.slice(0, 300)}`,
          );
      }
      const [foreign, missing] = [answers.get('elsewhere'), answers.get('missing')];
      const isForeign = ref !== undefined && !SEEN[ref.kind].elsewhere.includes(actor);
      if (isForeign && foreign?.whole !== missing?.whole)
        faults.push(
          `${name}: ${actor} tells a foreign ${ref.at} from a missing one:\n${foreign?.whole}\n${missing?.whole}`,
        );
    }
  }
  return faults;
}

/** Operations that nobody has decided about, and rows of operations that are gone. */
export function unruled(specs: Readonly<Record<string, EndpointSpec>>, matrix: Readonly<Record<string, AccessRow>>) {
  return {
    withoutRow: Object.keys(specs).filter((name) => !Object.hasOwn(matrix, name)),
    withoutOperation: Object.keys(matrix).filter((name) => !Object.hasOwn(specs, name)),
  };
}
