import busboy from 'busboy';
import { fileTypeFromBuffer } from 'file-type';
import type { Request } from 'express';
import { pipeline, Transform, type Readable } from 'node:stream';
import { EVIDENCE_SIZE_LIMIT, type Endpoints, type Input } from '@rectify/contract';
import { refuse } from '@rectify/domain';
import type { Ctx } from '../../context.ts';
import { dateOf } from '../../days.ts';
import type { StoredFile } from '../../file-store.ts';
import { Fault, faultOf, notFound } from '../../http/errors.ts';
import type { Wire } from '../../http/route.ts';
import { holdIssue } from '../issues/change.ts';
import { getIssueCase, type IssueCase } from '../issues/load.ts';
import { namesOf } from '../issues/people.ts';
import { presentEvidence } from '../issues/present.ts';

// Office formats that file-type sees as zip or cfb; everything else must be recognised by its first bytes.
const BY_EXTENSION: Record<string, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  wps: 'application/vnd.ms-works',
  et: 'application/vnd.ms-excel',
  zip: 'application/zip',
};
const CONTAINERS = new Set(['application/zip', 'application/x-cfb']);
const ACCEPTED = new Set([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'image/bmp',
  'image/tiff',
  'image/heic',
  'video/mp4',
  'audio/mpeg',
  'application/ofd',
  ...Object.values(BY_EXTENSION),
]);
const NAME_MAX = 150;
// Characters that change the order or the place of a name when shown or saved.
const UNSAFE = /[\p{Cc}\p{Cf}\\/:*?"<>|]/gu;

/** The name as people may see and save it: no path, no control or direction marks. */
export function neutralName(name: string): string {
  const base = name.toWellFormed().split(/[\\/]/).at(-1) ?? '';
  const clean = base.replaceAll(UNSAFE, '_').replace(/^\.+/, '').trim();
  const dot = clean.lastIndexOf('.');
  const extension = dot > 0 ? clean.slice(dot) : '';
  return clean.length <= NAME_MAX
    ? clean || '未命名文件'
    : `${clean.slice(0, NAME_MAX - extension.length)}${extension}`;
}

/** The media type by content; null when it is none that evidence may have. */
export async function evidenceTypeOf(head: Buffer, fileName: string): Promise<string | null> {
  const extension = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
  const detected = await fileTypeFromBuffer(head);
  if (detected && CONTAINERS.has(detected.mime)) return BY_EXTENSION[extension] ?? null;
  if (detected) return ACCEPTED.has(detected.mime) ? detected.mime : null;
  const isText = extension === 'txt' && !head.includes(0);
  return isText ? 'text/plain' : null;
}

interface Received extends StoredFile {
  fileName: string;
  head: Buffer;
}

const HEAD_BYTES = 8192;

/** Lets the content through and keeps its first bytes. */
function keepHead(stream: Readable): { content: Readable; head: () => Buffer } {
  const chunks: Buffer[] = [];
  let length = 0;
  const content = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (length < HEAD_BYTES) chunks.push(chunk);
      length += chunk.length;
      done(null, chunk);
    },
  });
  pipeline(stream, content, () => undefined);
  return { content, head: () => Buffer.concat(chunks).subarray(0, HEAD_BYTES) };
}

const TOO_LARGE = () =>
  new Fault('too_large', `文件超过 ${EVIDENCE_SIZE_LIMIT / 1024 / 1024} MB，请压缩或拆分后再传。`);
const BROKEN = () => new Fault('invalid', '上传没有完成，文件未保存。请检查网络后重新上传。');

/** Streams the one file of a multipart request into the store. */
async function receive(ctx: Ctx, request: Request): Promise<Received> {
  let parser: busboy.Busboy;
  try {
    parser = busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 0, fileSize: EVIDENCE_SIZE_LIMIT },
    });
  } catch {
    throw new Fault('unsupported', '上传的格式不对，请从页面上选择文件上传。');
  }
  let stored: Promise<Received> | null = null;
  const done = new Promise<void>((resolve, reject) => {
    parser.on('file', (_field, stream, info) => {
      const { content, head } = keepHead(stream);
      stored = ctx.files.put(content).then((file) => {
        if (stream.truncated) throw TOO_LARGE();
        return { ...file, fileName: neutralName(info.filename ?? ''), head: head() };
      });
      stored.catch(() => undefined);
    });
    parser.on('filesLimit', () => reject(new Fault('invalid', '一次请求只能上传一个文件，请逐个上传。')));
    parser.on('close', resolve);
    parser.on('error', () => reject(BROKEN()));
    request.on('aborted', () => reject(BROKEN()));
  });
  request.pipe(parser);
  await done;
  const file = await (stored as Promise<Received> | null);
  if (!file) throw new Fault('invalid', '没有收到文件，请选择文件后再上传。');
  if (file.size === 0) throw new Fault('invalid', '这是空文件，请检查后重新选择。');
  return file;
}

function demandTargets(issue: IssueCase, query: Input<Endpoints['uploadEvidence']>['query']): void {
  const measures = new Set(issue.row.measures.map((measure) => measure.id));
  if (query.measureIds?.some((id) => !measures.has(id))) throw new Fault('invalid', '没有这条措施，请刷新页面后重选。');
  const replaced = query.replacesId && issue.row.evidence.find((file) => file.id === query.replacesId);
  if (query.replacesId && (!replaced || replaced.status !== 'rejected')) {
    throw new Fault('invalid', '只能替换未被采信的材料，请刷新页面后重选。');
  }
}

/** Takes a file of evidence and attaches it to measures. */
export async function uploadEvidence(ctx: Ctx, { params, query }: Input<Endpoints['uploadEvidence']>, wire: Wire) {
  // Judged before a byte is read, and again when it is written.
  const before = await getIssueCase(ctx.db, ctx.actor, params.id);
  const refusal = refuse(ctx.actor, 'uploadEvidence', before.facts);
  if (refusal) throw faultOf(refusal);
  const file = await receive(ctx, wire.request);
  const mediaType = await evidenceTypeOf(file.head, file.fileName);
  if (!mediaType)
    throw new Fault('unsupported', '这种文件不能作为佐证材料。请上传 PDF、图片、Word、Excel、WPS、TXT 或 ZIP 文件。');
  let evidenceId = '';
  await ctx.db.$transaction(async (tx) => {
    await holdIssue(tx, ctx, { issueId: params.id }, undefined, async ({ issue, act, audit }) => {
      await act('uploadEvidence', {});
      demandTargets(issue, query);
      const { fileName, size, sha256 } = file;
      const created = await tx.evidence.create({
        data: {
          ...{ issueId: params.id, fileName, mediaType, size, sha256 },
          datedOn: dateOf(query.datedOn ?? null),
          replacesId: query.replacesId ?? null,
          uploadedBy: ctx.actor.id,
          uploadedAt: ctx.at,
          measures: { create: (query.measureIds ?? []).map((measureId) => ({ measureId })) },
        },
      });
      evidenceId = created.id;
      await audit({
        action: 'uploadEvidence',
        objectKind: 'evidence',
        objectId: created.id,
        after: { 文件: fileName, 大小: `${size} 字节`, 校验值: sha256 },
      });
    });
  });
  const { row } = await getIssueCase(ctx.db, ctx.actor, params.id);
  const created = row.evidence.find((each) => each.id === evidenceId);
  if (!created) throw notFound();
  return presentEvidence(created, await namesOf(ctx.db, [created.uploadedBy]));
}
