import type { OperationName } from '@rectify/contract';
import { ApiProblem, fetchFile, type CallInput } from './call.ts';

/** Hands bytes over to the browser as a downloaded file. */
function keep(blob: Blob, name: string): void {
  const href = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
  // The browser takes the bytes by itself, a moment after the press.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/** Fetches a file that the server makes while it sends it, tells how much has come, and saves it; throws ApiProblem. */
export async function saveFile<N extends OperationName>(
  name: N,
  input: Omit<CallInput<N>, 'body'>,
  onProgress: (bytes: number) => void,
): Promise<void> {
  const response = await fetchFile(name, input);
  const [, encoded = ''] = response.headers.get('content-disposition')?.split("filename*=UTF-8''") ?? [];
  let bytes = 0;
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        onProgress(bytes);
        controller.enqueue(chunk);
      },
    }),
  );
  const blob = await new Response(counted).blob().catch(() => {
    throw new ApiProblem({ code: 'network', status: 0, detail: '文件没有收全，没有保存。请检查网络后重新导出。' });
  });
  keep(blob, decodeURIComponent(encoded) || 'export');
}
