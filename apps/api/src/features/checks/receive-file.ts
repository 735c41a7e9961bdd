import busboy from 'busboy';
import type { Request } from 'express';
import { CHECK_FILE_LIMIT } from '@rectify/contract';
import { Fault } from '../../http/errors.ts';

export interface ReceivedFile {
  fileName: string;
  bytes: Buffer;
}

const TOO_LARGE = () =>
  new Fault('too_large', `文件超过 ${CHECK_FILE_LIMIT / 1024 / 1024} MB，没有检查。请拆分后再传，或粘贴文字检查。`);
const BROKEN = () => new Fault('invalid', '上传没有完成。请检查网络后重新上传。');

function parserFor(request: Request): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 0, fileSize: CHECK_FILE_LIMIT },
    });
  } catch {
    throw new Fault('unsupported', '上传的格式不对，请从页面上选择文件上传。');
  }
}

/** The one file of a multipart request, in memory: it is read once and never kept. */
export async function receiveFile(request: Request): Promise<ReceivedFile> {
  const parser = parserFor(request);
  let received: ReceivedFile | null = null;
  await new Promise<void>((resolve, reject) => {
    parser.on('file', (_field, stream, { filename }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => reject(TOO_LARGE()));
      stream.on('error', () => reject(BROKEN()));
      stream.on('end', () => {
        received = { fileName: (filename ?? '').toWellFormed().slice(-200), bytes: Buffer.concat(chunks) };
      });
    });
    parser.on('filesLimit', () => reject(new Fault('invalid', '一次只能检查一个文件，请逐个上传。')));
    parser.on('close', resolve);
    parser.on('error', () => reject(BROKEN()));
    request.on('aborted', () => reject(BROKEN()));
    request.pipe(parser);
  }).finally(() => {
    request.unpipe(parser);
    request.resume();
  });
  const file = received as ReceivedFile | null;
  if (!file) throw new Fault('invalid', '没有收到文件，请选择文件后再上传。');
  return file;
}
