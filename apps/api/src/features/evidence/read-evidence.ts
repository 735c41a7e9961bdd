import { pipeline } from 'node:stream/promises';
import type { Ctx } from '../../context.ts';
import type { Operation } from '../../http/route.ts';
import { Fault, notFound } from '../../http/errors.ts';
import type { Wire } from '../../http/route.ts';
import { issueScope } from '../access/scope.ts';
import { record } from '../audit/record.ts';
import { changeIssue } from '../issues/change.ts';
import { canPreview } from '../issues/present.ts';

async function findFile(ctx: Ctx, id: string) {
  const file = await ctx.db.evidence.findFirst({ where: { id, issue: issueScope(ctx.actor) } });
  if (!file) throw notFound();
  if (!(await ctx.files.has(file.sha256)))
    throw new Fault('unavailable', '文件暂时取不到，请稍后重试；仍不行请联系系统管理员。');
  return file;
}

const header = (kind: 'attachment' | 'inline', name: string) =>
  `${kind}; filename="file"; filename*=UTF-8''${encodeURIComponent(name)}`;

async function send(ctx: Ctx, { response }: Wire, id: string, kind: 'attachment' | 'inline'): Promise<void> {
  const file = await findFile(ctx, id);
  if (kind === 'inline' && !canPreview(file.mediaType))
    throw new Fault('unsupported', '这种文件不能预览，请下载后查看。');
  const action = kind === 'inline' ? 'previewEvidence' : 'downloadEvidence';
  await ctx.db.$transaction((tx) =>
    record(tx, ctx, {
      action,
      objectKind: 'evidence',
      objectId: id,
      issueId: file.issueId,
      after: { 文件: file.fileName },
    }),
  );
  response.set({
    'Content-Type': kind === 'inline' ? file.mediaType : 'application/octet-stream',
    'Content-Length': String(file.size),
    'Content-Disposition': header(kind, file.fileName),
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'SAMEORIGIN',
    'Cache-Control': 'private, no-store',
    ETag: `"${file.sha256}"`,
  });
  // A reader who leaves in the middle is no fault of ours.
  await pipeline(ctx.files.open(file.sha256), response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

/** Sends a file of evidence to be saved; every download is in the audit trail. */
export const downloadEvidence = (ctx: Ctx, id: string, wire: Wire) => send(ctx, wire, id, 'attachment');

/** Sends an image or PDF to be shown; every look is in the audit trail. */
export const previewEvidence = (ctx: Ctx, id: string, wire: Wire) => send(ctx, wire, id, 'inline');

/** A reviewer accepts a file or sends it back with the reason. */
export const decideEvidence: Operation<'decideEvidence'> = async (ctx, { params, body }) =>
  changeIssue(ctx, { evidenceId: params.id }, body.version, async ({ tx, issue, act, audit }) => {
    const { decision, reason } = body;
    await act('decideEvidence', { evidenceId: params.id, evidenceDecision: decision, ...(reason && { note: reason }) });
    await tx.evidence.update({
      where: { id: params.id },
      data: { status: decision, rejectReason: decision === 'rejected' ? (reason ?? null) : null },
    });
    const file = issue.row.evidence.find((each) => each.id === params.id);
    const after = { 文件: file?.fileName, 结果: decision === 'accepted' ? '采信' : '不采信' };
    await audit({ action: 'decideEvidence', objectKind: 'evidence', objectId: params.id, note: reason ?? null, after });
  });
