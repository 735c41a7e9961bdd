import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { fetchFile } from '../../../lib/call.ts';
import { ErrorState } from '../../../ui/async-state.tsx';
import type { Evidence } from './issue-types.ts';

async function readPdf(id: string): Promise<Blob> {
  const { body } = await fetchFile('previewEvidence', { params: { id } });
  return new Response(body, { headers: { 'content-type': 'application/pdf' } }).blob();
}

/** A PDF in the browser's own viewer, fetched first: a frame could not say why there is nothing to show. */
export function PdfPreview({ file }: { file: Evidence }) {
  const { id } = file;
  // Each look is in the audit trail: nobody is shown what was fetched before.
  const query = useQuery({
    queryKey: ['previewEvidence', id],
    queryFn: () => readPdf(id),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const [href, setHref] = useState<string>();
  const { data } = query;
  useEffect(() => {
    if (!data) return undefined;
    const address = URL.createObjectURL(data);
    setHref(address);
    return () => URL.revokeObjectURL(address);
  }, [data]);

  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!href) {
    return (
      <p className="hint preview-wait" role="status">
        正在打开，大的文件要几秒…
      </p>
    );
  }
  return <iframe className="preview-frame" src={href} title={file.fileName} />;
}
