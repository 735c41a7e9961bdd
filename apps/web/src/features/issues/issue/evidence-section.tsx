import { useState } from 'react';
import { EvidenceItem } from './evidence-item.tsx';
import { EvidencePreview } from './evidence-preview.tsx';
import { EvidenceUpload } from './evidence-upload.tsx';
import { may, type Evidence, type IssueDetail } from './issue-types.ts';
import './evidence.css';

/** The files that prove the work: upload, preview, judgement. */
export function EvidenceSection({ issue, isReadOnly = false }: { issue: IssueDetail; isReadOnly?: boolean }) {
  const [shown, setShown] = useState<Evidence | null>(null);
  const { evidence, allowedActions } = issue;
  const canUpload = !isReadOnly && may(allowedActions, 'uploadEvidence');
  return (
    <section className="issue-block" id="evidence" aria-labelledby="evidence-title" tabIndex={-1}>
      <h2 id="evidence-title">佐证材料{evidence.length > 0 && <span className="hint"> {evidence.length} 份</span>}</h2>
      {evidence.length === 0 && (
        <p className="hint">
          还没有佐证材料。{canUpload ? '会议纪要、制度文件、凭证、照片等，至少一份才能申请销号。' : ''}
        </p>
      )}
      <ul className="files">
        {evidence.map((file) => (
          <EvidenceItem
            key={file.id}
            issue={issue}
            file={file}
            onPreview={() => setShown(file)}
            isReadOnly={isReadOnly}
          />
        ))}
      </ul>
      {canUpload && <EvidenceUpload issue={issue} label="上传佐证材料" />}
      <EvidencePreview file={shown} onClose={() => setShown(null)} />
    </section>
  );
}
