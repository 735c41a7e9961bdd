import { Button, Drawer } from 'antd';
import { hrefOf } from '../../../lib/call.ts';
import type { Evidence } from './issue-types.ts';
import { PdfPreview } from './pdf-preview.tsx';

/** An image or PDF beside the page. */
export function EvidencePreview({ file, onClose }: { file: Evidence | null; onClose: () => void }) {
  const href = file ? hrefOf('previewEvidence', { params: { id: file.id } }) : '';
  return (
    <Drawer
      open={file !== null}
      onClose={onClose}
      title={file?.fileName}
      size="min(960px, 100vw)"
      extra={
        file && (
          <Button size="small" href={hrefOf('downloadEvidence', { params: { id: file.id } })} download={file.fileName}>
            下载
          </Button>
        )
      }
      destroyOnHidden
      styles={{ body: { padding: 0 } }}
    >
      {file?.mediaType.startsWith('image/') && <img className="preview-image" src={href} alt={file.fileName} />}
      {file && !file.mediaType.startsWith('image/') && <PdfPreview file={file} />}
    </Drawer>
  );
}
