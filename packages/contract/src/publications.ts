import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { byId, day, id, instant, maybeWords, page, paging, version, words } from './common.ts';

const publication = z.object({
  version: z.number().int(),
  title: z.string(),
  publishedBy: z.string(),
  publishedAt: instant,
});

/** What a published version holds: the only source of a public page. */
export const publicContent = z.object({
  title: z.string(),
  unitName: z.string(),
  programmeName: z.string(),
  groupName: z.string(),
  onSiteFrom: day.nullable(),
  onSiteTo: day.nullable(),
  feedbackOn: day.nullable(),
  publishedOn: day,
  contact: z.object({
    phone: z.string().nullable(),
    address: z.string().nullable(),
    postcode: z.string().nullable(),
    email: z.string().nullable(),
  }),
  totals: z.object({
    total: z.number().int(),
    shown: z.number().int(),
    closed: z.number().int(),
    staged: z.number().int(),
  }),
  categories: z.array(
    z.object({
      path: z.array(z.string()),
      issues: z.array(
        z.object({
          number: z.number().int().nullable(),
          title: z.string(),
          text: z.string(),
          state: z.string(),
          measures: z.array(z.object({ ordinal: z.number().int(), text: z.string(), state: z.string() })),
          outcome: z.string().nullable(),
        }),
      ),
    }),
  ),
});
export type PublicContent = z.output<typeof publicContent>;

export const publicationEndpoints = {
  getPublication: endpoint({
    method: 'GET',
    path: '/api/inspections/:id/publication',
    summary: '一次巡察的公开情况：公开、党内、不公开各几项，已发布的版本',
    tag: '公开',
    params: byId,
    response: z.object({
      canPublish: z.boolean(),
      reason: z.string().nullable(),
      publicCount: z.number().int(),
      partyCount: z.number().int(),
      withheldCount: z.number().int(),
      suggestedTitle: z.string(),
      slug: z.string().nullable(),
      versions: z.array(publication),
    }),
  }),
  publishInspection: endpoint({
    method: 'POST',
    path: '/api/inspections/:id/publication',
    summary: '发布公开页：只含公开的问题，一经发布不再改动；再次发布成为新版本',
    tag: '公开',
    params: byId,
    body: z.strictObject({
      version,
      title: words('标题', { max: 120 }),
      phone: maybeWords('联系电话', 60),
      address: maybeWords('通信地址', 200),
      postcode: maybeWords('邮政编码', 10),
      email: maybeWords('电子邮箱', 100),
    }),
    response: z.object({ slug: z.string(), version: z.number().int(), message: z.string() }),
    status: 201,
  }),
  listPublications: endpoint({
    method: 'GET',
    path: '/api/publications',
    summary: '已公开的通报',
    tag: '公开',
    query: z.object(paging),
    response: page(
      z.object({
        id,
        inspectionId: id,
        slug: z.string(),
        title: z.string(),
        unitName: z.string(),
        version: z.number().int(),
        publishedAt: instant,
      }),
    ),
  }),
};
