import { z } from 'zod';
import {
  DISCLOSURES,
  FEEDBACK_STATES,
  REPORT_ACTIONS,
  REPORT_KINDS,
  REPORT_STATES,
  ROLES,
  WITHHOLD_GROUNDS,
} from '@rectify/domain';
import { codes, id, instant, ref, version } from './common.ts';

export const PARAGRAPH_TEXT_LIMIT = 5000;
export const REPORT_PARAGRAPH_LIMIT = 3000;

const paragraphKind = z.enum([
  'title',
  'heading',
  'text',
  'issue',
  'measure',
  'outcome',
  'contact',
  'signatory',
  'date',
]);
/** `issue:<uuid>`, `heading:<uuid>`, `overview-1`, or one that the editor made. */
export const paragraphId = z.string().regex(/^[A-Za-z0-9:_-]{1,80}$/, { error: '段落编号不对' });

/** A paragraph of a draft; figures stand in the text as {{code}} or {{code@scope}}. */
export const draftParagraph = z.object({
  id: paragraphId,
  kind: paragraphKind,
  level: z.number().int(),
  text: z.string(),
  issueId: id.nullable(),
  measureId: id.nullable(),
  disclosure: codes(DISCLOSURES),
  ground: codes(WITHHOLD_GROUNDS).nullable(),
  isEdited: z.boolean(),
  version: version.meta({ description: '本段最后一次改动时文稿的版本号，保存时带回' }),
  issueDisclosure: codes(DISCLOSURES).nullable().meta({ description: '所述问题在台账中的公开范围；段落不能超出它' }),
});

const hiddenCount = z.object({
  ground: z.enum(['party', 'unlisted', ...codes(WITHHOLD_GROUNDS).options]),
  count: z.number().int(),
});

/** One composition of a report as it was published: what /reports/{slug}.json answers. */
export const reportContent = z.object({
  format: z.literal(2),
  kind: codes(REPORT_KINDS),
  audience: z.enum(['public', 'party']),
  title: z.string(),
  unitName: z.string(),
  regionName: z.string(),
  programmeName: z.string(),
  groupName: z.string().nullable(),
  feedbackOn: z.string().nullable(),
  totals: z.object({
    total: z.number().int(),
    shown: z.number().int(),
    completed: z.number().int(),
    staged: z.number().int(),
    unfinished: z.number().int(),
  }),
  hiddenIssues: z.array(hiddenCount),
  hiddenTexts: z.array(hiddenCount),
  paragraphs: z.array(
    z.object({
      id: z.string(),
      kind: paragraphKind,
      level: z.number().int(),
      runs: z.array(z.union([z.string(), z.object({ figure: z.string(), text: z.string() })])),
      number: z.number().int().nullable(),
      state: z.string().nullable(),
    }),
  ),
  figures: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      text: z.string(),
      items: z.array(z.object({ paragraphId: z.string().nullable(), name: z.string(), share: z.string().nullable() })),
      hidden: z.string().nullable(),
    }),
  ),
  contact: z.object({
    phone: z.string().nullable(),
    address: z.string().nullable(),
    postcode: z.string().nullable(),
    email: z.string().nullable(),
  }),
  units: z.array(
    z.object({
      name: z.string(),
      total: z.number().int(),
      completed: z.number().int(),
      staged: z.number().int(),
      unfinished: z.number().int(),
    }),
  ),
});

export const reportRow = z.object({
  id,
  kind: codes(REPORT_KINDS),
  state: codes(REPORT_STATES),
  stateLabel: z.string(),
  title: z.string(),
  unitName: z.string(),
  programmeName: z.string(),
  inspectionId: id.nullable(),
  programmeId: id.nullable(),
  slug: z.string().nullable().meta({ description: '公开地址；未发布时为空' }),
  currentVersion: z.number().int().meta({ description: '现行版本，0 为未发布' }),
  publishedAt: instant.nullable(),
  publishAt: instant.nullable().meta({ description: '定时发布的时间' }),
  isMyTurn: z.boolean(),
  updatedAt: instant,
});

/** A figure that may be put into the text, with its value in the ledger now. */
export const figure = z.object({
  key: z.string(),
  label: z.string(),
  text: z.string(),
  unit: z.string(),
  scope: z.string().nullable().meta({ description: '只算某一分类或单位时的名称' }),
});

export const checkFinding = z.object({
  key: z.string().meta({ description: '确认（勾选）时带回；文字一改，编号就变' }),
  code: z.string(),
  label: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  line: z.number().int(),
  from: z.number().int(),
  to: z.number().int(),
  quote: z.string(),
  message: z.string(),
  repair: z
    .object({ from: z.number().int(), to: z.number().int(), replacement: z.string(), label: z.string() })
    .nullable(),
  related: z.array(z.object({ line: z.number().int(), quote: z.string() })),
  paragraphId: z.string().nullable().meta({ description: '文稿中所在的段落' }),
  tick: z.object({ by: z.string(), at: instant }).nullable(),
});

export const reportDetail = reportRow.extend({
  version,
  revision: z.number().int(),
  contact: reportContent.shape.contact,
  paragraphs: z.array(draftParagraph),
  hiddenParagraphs: z.number().int().meta({ description: '文稿中属于您看不到的问题的段落数' }),
  figures: z.array(figure),
  allowedActions: z.array(
    z.object({ action: codes(REPORT_ACTIONS), label: z.string(), reason: z.string().optional() }),
  ),
  authors: z.array(z.string()),
  secrecyReviewer: ref.nullable(),
  returnCount: z.number().int(),
  heldUp: z.string().nullable(),
  withdrawn: z.object({ at: instant, reason: z.string() }).nullable(),
  ledgerChanges: z.number().int().meta({ description: '起草后台账有变化、可以更新的段落数' }),
  seenRevision: z.number().int().nullable().meta({ description: '您上次看过的修订；此后有改动时可以对照' }),
  openComments: z.number().int(),
  steps: z.array(
    z.object({
      id,
      round: z.number().int(),
      label: z.string(),
      note: z.string().nullable(),
      by: z.string(),
      at: instant,
      revision: z.number().int(),
    }),
  ),
  versions: z.array(
    z.object({
      version: z.number().int(),
      title: z.string(),
      digest: z.string().nullable(),
      correction: z.string().nullable(),
      publishedBy: z.string(),
      publishedAt: instant,
      isInForce: z.boolean(),
    }),
  ),
});

export const reportComment = z.object({
  id,
  paragraphId: z.string(),
  text: z.string(),
  by: z.string(),
  role: codes(ROLES).nullable(),
  at: instant,
  resolvedBy: z.string().nullable(),
  resolvedAt: instant.nullable(),
});

export const feedbackRow = z.object({
  id,
  reportId: id,
  reportTitle: z.string(),
  slug: z.string(),
  unitName: z.string(),
  receipt: z.string(),
  about: z.string().nullable(),
  text: z.string(),
  name: z.string().nullable(),
  contact: z.string().nullable(),
  state: codes(FEEDBACK_STATES),
  stateLabel: z.string(),
  receivedAt: instant,
  waitingDays: z.number().int(),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: instant.nullable(),
  issueId: id.nullable(),
  inspectionId: id.nullable(),
  canAnswer: z.boolean(),
  version,
});
