import busboy from 'busboy';
import type { Request } from 'express';
import type { Readable } from 'node:stream';
import { EVIDENCE_SIZE_LIMIT } from '@rectify/contract';
import { isStorageFull } from '@rectify/db';
import type { Draft, FileStore } from '../../file-store.ts';
import { Fault } from '../../http/errors.ts';
import { neutralName } from './file-name.ts';

export interface Received {
  draft: Draft;
  fileName: string;
}

/** Around the file in a multipart body: boundaries and headers. */
const ENVELOPE = 64 * 1024;
/** What a sender who was refused may still send before being cut off. */
const DRAINED = 256 * 1024 * 1024;

const tooLarge = () => new Fault('too_large', `文件超过 ${EVIDENCE_SIZE_LIMIT / 1024 / 1024} MB，请压缩或拆分后再传。`);
const broken = () => new Fault('invalid', '上传没有完成，文件未保存。请检查网络后重新上传。');

function parserFor(request: Request): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 0, fileSize: EVIDENCE_SIZE_LIMIT },
    });
  } catch {
    throw new Fault('unsupported', '上传的格式不对，请从页面上选择文件上传。');
  }
}

/** Lets the sender finish, so that the answer is read, but not for ever. */
function drain(request: Request): void {
  let left = DRAINED;
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) request.destroy();
  });
  request.resume();
}

/** Streams the one file of a multipart request to disk; of one that is refused nothing is left. */
export async function receiveUpload(files: FileStore, request: Request): Promise<Received> {
  if (Number(request.headers['content-length'] ?? 0) > EVIDENCE_SIZE_LIMIT + ENVELOPE) {
    drain(request);
    throw tooLarge();
  }
  const parser = parserFor(request);
  const arriving: { draft: Promise<Draft>; stream: Readable; fileName: string }[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      parser.on('file', (_field, stream, { filename }) => {
        const draft = files.receive(stream);
        arriving.push({ draft, stream, fileName: neutralName(filename ?? '') });
        stream.on('limit', () => reject(tooLarge()));
        // Also after the file was given up: an error that nobody listens for would end the process.
        // A disk that is full breaks the stream, too, and is told as what it is.
        stream.on('error', (error) => reject(isStorageFull(error) ? error : broken()));
        draft.catch(reject);
      });
      parser.on('filesLimit', () => reject(new Fault('invalid', '一次请求只能上传一个文件，请逐个上传。')));
      parser.on('close', resolve);
      parser.on('error', () => reject(broken()));
      request.on('close', () => request.readableEnded || reject(broken()));
      request.pipe(parser);
    });
    const [file] = arriving;
    if (!file) throw new Fault('invalid', '没有收到文件，请选择文件后再上传。');
    const draft = await file.draft;
    if (draft.size === 0) throw new Fault('invalid', '这是空文件，请检查后重新选择。');
    return { draft, fileName: file.fileName };
  } catch (error) {
    request.unpipe(parser);
    parser.on('error', () => {});
    drain(request);
    for (const { draft, stream } of arriving) {
      stream.destroy();
      await draft.then((arrived) => arrived.drop()).catch(() => {});
    }
    throw error;
  }
}
