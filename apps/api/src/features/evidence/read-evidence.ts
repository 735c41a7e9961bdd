import { pipeline } from 'node:stream/promises';
import type { Evidence } from '@rectify/db';
import type { Ctx } from '../../context.ts';
import type { Operation } from '../../http/route.ts';
import { Fault, notFound } from '../../http/errors.ts';
import type { Wire } from '../../http/meeting.ts';
import { issueScope } from '../access/scope.ts';
import { record } from '../audit/record.ts';
import { changeIssue } from '../issues/change.ts';
import { canPreview } from '../issues/present.ts';
import { isDrawable } from './check-image.ts';
import { drawPreview } from './draw-preview.ts';
import { nameFor } from './file-name.ts';
import { markPdf } from './mark-pdf.ts';
import type { Reader } from './watermark.ts';

async function findFile(ctx: Ctx, id: string): Promise<Evidence> {
  const file = await ctx.db.evidence.findFirst({ where: { id, issue: issueScope(ctx.actor) } });
  if (!file) throw notFound();
  if (!(await ctx.files.has(file.sha256)))
    throw new Fault('unavailable', '文件暂时取不到，请稍后重试；仍不行请联系系统管理员。');
  return file;
}

const header = (kind: 'attachment' | 'inline', name: string) =>
  `${kind}; filename="file"; filename*=UTF-8''${encodeURIComponent(name)}`;

type Kind = 'attachment' | 'inline';

async function recordReading(ctx: Ctx, file: Evidence, kind: Kind): Promise<void> {
  const action = kind === 'inline' ? 'previewEvidence' : 'downloadEvidence';
  const { id: objectId, issueId, fileName } = file;
  await ctx.db.$transaction((tx) =>
    record(tx, ctx, { action, objectKind: 'evidence', objectId, issueId, after: { 文件: fileName } }),
  );
}

function setHeaders({ response }: Wire, kind: Kind, body: { type: string; size: number; name: string }): void {
  response.set({
    'Content-Type': body.type,
    'Content-Length': String(body.size),
    'Content-Disposition': header(kind, body.name),
    'Cache-Control': 'private, no-store',
  });
}

/** The file as it is, byte by byte, to be saved; every download is in the audit trail. */
export async function downloadEvidence(ctx: Ctx, id: string, wire: Wire): Promise<void> {
  const file = await findFile(ctx, id);
  await recordReading(ctx, file, 'attachment');
  setHeaders(wire, 'attachment', { type: 'application/octet-stream', size: file.size, name: file.fileName });
  // A reader who leaves in the middle is no fault of ours.
  await pipeline(ctx.files.open(file.sha256), wire.response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

interface Shown {
  type: string;
  name: string;
  bytes: Uint8Array;
}

/** What is shown of a file: a picture drawn anew, a PDF marked on every page. */
async function shownTo(reader: Reader, { fileName, mediaType }: Evidence, path: string): Promise<Shown> {
  if (!isDrawable(mediaType)) return { type: mediaType, name: fileName, bytes: await markPdf(path, fileName, reader) };
  const bytes = await drawPreview(path, mediaType, reader);
  return { type: 'image/jpeg', name: nameFor(fileName, ['jpg']), bytes };
}

/** Sends an image or PDF to be shown, with the reader's name and the time across it; every look is in the audit trail. */
export async function previewEvidence(ctx: Ctx, id: string, wire: Wire): Promise<void> {
  const file = await findFile(ctx, id);
  if (!canPreview(file.mediaType)) throw new Fault('unsupported', '这种文件不能预览，请下载后查看。');
  const { name, username } = ctx.actor;
  const shown = await ctx.files.at(file.sha256, (path) => shownTo({ name, username, at: ctx.at }, file, path));
  await recordReading(ctx, file, 'inline');
  setHeaders(wire, 'inline', { type: shown.type, size: shown.bytes.length, name: shown.name });
  wire.response.end(shown.bytes);
}

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
