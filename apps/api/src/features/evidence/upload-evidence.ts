import type { Endpoints, Input } from '@rectify/contract';
import type { Tx } from '@rectify/db';
import { refuse } from '@rectify/domain';
import type { Ctx } from '../../context.ts';
import { dateOf } from '../../days.ts';
import type { Draft } from '../../file-store.ts';
import { Fault, faultOf, notFound } from '../../http/errors.ts';
import type { Wire } from '../../http/meeting.ts';
import { createTurns } from '../../turns.ts';
import { once } from '../access/once.ts';
import { recordRefusal } from '../audit/record.ts';
import { holdIssue } from '../issues/change.ts';
import { readIssueCase, type IssueCase } from '../issues/load.ts';
import { namesOf } from '../issues/people.ts';
import { presentEvidence } from '../issues/present.ts';
import { inspectUpload, type Inspected } from './inspect-upload.ts';
import { demandRoom, holdQuota } from './quota.ts';
import { receiveUpload, type Received } from './receive-upload.ts';
import { scanVirus, VirusFault } from './scan-virus.ts';
import { holdFiles } from './sweep-files.ts';

function demandTargets(issue: IssueCase, query: Input<Endpoints['uploadEvidence']>['query']): void {
  const measures = new Set(issue.row.measures.map((measure) => measure.id));
  if (query.measureIds?.some((id) => !measures.has(id))) throw new Fault('invalid', '没有这条措施，请刷新页面后重选。');
  const replaced = query.replacesId && issue.row.evidence.find((file) => file.id === query.replacesId);
  if (query.replacesId && (!replaced || replaced.status !== 'rejected')) {
    throw new Fault('invalid', '只能替换未被采信的材料，请刷新页面后重选。');
  }
}

/** Files are looked into two at a time: an archive keeps a processor busy. */
const LOOKED_INTO = 2;
const looking = createTurns(LOOKED_INTO);

/** What the file is; a virus in it is kept in the audit trail. */
async function inspect(ctx: Ctx, issueId: string, { draft, fileName }: Received): Promise<Inspected> {
  try {
    const inspected = await looking(() => inspectUpload(draft, fileName));
    await scanVirus(ctx.settings, draft.path);
    return inspected;
  } catch (error) {
    if (error instanceof VirusFault) await recordRefusal(ctx.db, ctx, 'uploadEvidence', issueId, error);
    throw error;
  }
}

/** The same submission is one of the same file. */
function withContent(ctx: Ctx, sha256: string): Ctx {
  const { submission } = ctx;
  if (!submission) return ctx;
  return { ...ctx, submission: { ...submission, fingerprint: `${submission.fingerprint} ${sha256}` } };
}

type Query = Input<Endpoints['uploadEvidence']>['query'];

/** Gives the file its row and its name, both or neither. */
async function keep(ctx: Ctx, issueId: string, query: Query, draft: Draft, file: Inspected): Promise<string> {
  const { size, sha256 } = draft;
  const write = async (tx: Tx) => {
    let evidenceId = '';
    await holdIssue(tx, ctx, { issueId }, undefined, async ({ issue, act, audit }) => {
      await act('uploadEvidence', {});
      demandTargets(issue, query);
      await holdQuota(tx, issue.row.leadUnit.id);
      await demandRoom(tx, ctx.settings, issue.row.leadUnit, size);
      const { id } = await tx.evidence.create({
        data: {
          ...{ issueId, ...file, size, sha256, uploadedBy: ctx.actor.id, uploadedAt: ctx.at },
          datedOn: dateOf(query.datedOn ?? null),
          replacesId: query.replacesId ?? null,
          measures: { create: (query.measureIds ?? []).map((measureId) => ({ measureId })) },
        },
        select: { id: true },
      });
      evidenceId = id;
      const after = { 文件: file.fileName, 大小: `${size} 字节`, 校验值: sha256 };
      await audit({ action: 'uploadEvidence', objectKind: 'evidence', objectId: id, after });
      await holdFiles(tx);
      await draft.keep();
    });
    return evidenceId;
  };
  return ctx.db.$transaction((tx) => once(tx, withContent(ctx, sha256), () => write(tx)));
}

/** Takes a file of evidence and attaches it to measures. */
export async function uploadEvidence(ctx: Ctx, { params, query }: Input<Endpoints['uploadEvidence']>, wire: Wire) {
  // Judged before a byte is read, and again when it is written.
  const before = await readIssueCase(ctx.db, ctx.actor, params.id);
  const refusal = refuse(ctx.actor, 'uploadEvidence', before.facts);
  if (refusal) throw faultOf(refusal);
  const received = await receiveUpload(ctx.files, wire.request);
  const { draft } = received;
  let evidenceId: string;
  try {
    await demandRoom(ctx.db, ctx.settings, before.row.leadUnit, draft.size);
    evidenceId = await keep(ctx, params.id, query, draft, await inspect(ctx, params.id, received));
  } finally {
    // Of a file that was kept there is nothing left to drop.
    await draft.drop();
  }
  const { row } = await readIssueCase(ctx.db, ctx.actor, params.id);
  const created = row.evidence.find((each) => each.id === evidenceId);
  if (!created) throw notFound();
  return presentEvidence(created, await namesOf(ctx.db, [created.uploadedBy]));
}
