import { EVIDENCE_REASON_MIN, EVIDENCE_STATUSES } from '@rectify/domain';
import { App, Button } from 'antd';
import { useState } from 'react';
import { call, hrefOf } from '../../../lib/call.ts';
import { formatBytes, formatDay, formatInstant } from '../../../lib/format.ts';
import { EvidenceUpload } from './evidence-upload.tsx';
import { may, type Evidence, type IssueDetail } from './issue-types.ts';
import { ReasonModal } from './reason-modal.tsx';
import { useIssueWrite } from './use-issue-write.ts';

interface EvidenceItemProps {
  issue: IssueDetail;
  file: Evidence;
  onPreview: () => void;
  isReadOnly: boolean;
}

function Fingerprint({ sha256 }: { sha256: string }) {
  const { message } = App.useApp();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(sha256);
      void message.success('校验码已复制。');
    } catch {
      void message.info(`校验码：${sha256}`, 10);
    }
  };
  return (
    <button
      type="button"
      className="text-button fingerprint"
      title={`SHA-256 校验码 ${sha256}，点击复制`}
      onClick={() => void copy()}
    >
      校验码 {sha256.slice(0, 8)}…
    </button>
  );
}

function provesText(issue: IssueDetail, file: Evidence): string {
  const places = issue.measures.flatMap(({ id }, index) => (file.measureIds.includes(id) ? [index + 1] : []));
  if (places.length === 0) return '证明整个问题';
  return places.length === issue.measures.length && places.length > 1 ? '证明全部措施' : `证明措施${places.join('、')}`;
}

/** One file: what it is, what it proves, whether it was accepted. */
export function EvidenceItem({ issue, file, onPreview, isReadOnly }: EvidenceItemProps) {
  const [dialog, setDialog] = useState<'reject' | 'replace' | null>(null);
  const write = useIssueWrite(issue.id);
  const canDecide = may(issue.allowedActions, 'decideEvidence') && file.status === 'submitted';
  const canReplace =
    !isReadOnly && may(issue.allowedActions, 'uploadEvidence') && file.status === 'rejected' && !file.isAnswered;
  const accept = () =>
    write.runAndTell(
      () => call('decideEvidence', { params: { id: file.id }, body: { version: issue.version, decision: 'accepted' } }),
      `已采信“${file.fileName}”。`,
    );
  const replaced = file.replacesId ? issue.evidence.find(({ id }) => id === file.replacesId) : undefined;

  return (
    <li className="file" id={`evidence-${file.id}`} tabIndex={-1}>
      {file.canPreview && file.mediaType.startsWith('image/') && (
        <button type="button" className="thumb no-print" onClick={onPreview} aria-label={`预览 ${file.fileName}`}>
          <img src={hrefOf('previewEvidence', { params: { id: file.id } })} alt="" loading="lazy" />
        </button>
      )}
      <div className="file-body">
        <p className="file-name">
          {file.fileName}
          <span className={`file-status file-${file.status}`}>
            {file.status === 'rejected' && file.isAnswered ? '未采信，已补正' : EVIDENCE_STATUSES[file.status]}
          </span>
        </p>
        {file.rejectReason && <p className="file-reason">未采信的理由：{file.rejectReason}</p>}
        {replaced && <p className="hint">补正“{replaced.fileName}”</p>}
        <p className="hint file-meta">
          <span>{formatBytes(file.size)}</span>
          {file.datedOn && <span>材料日期{formatDay(file.datedOn)}</span>}
          <span>{provesText(issue, file)}</span>
          <span>
            {file.uploadedBy} {formatInstant(file.uploadedAt)}上传
          </span>
          <Fingerprint sha256={file.sha256} />
        </p>
        <div className="button-row no-print">
          {file.canPreview && (
            <Button size="small" onClick={onPreview}>
              预览
            </Button>
          )}
          <Button size="small" href={hrefOf('downloadEvidence', { params: { id: file.id } })} download={file.fileName}>
            下载
          </Button>
          {canDecide && (
            <>
              <Button size="small" loading={write.isBusy} onClick={() => void accept()}>
                采信
              </Button>
              <Button size="small" onClick={() => setDialog('reject')}>
                不采信
              </Button>
            </>
          )}
          {canReplace && dialog !== 'replace' && (
            <Button size="small" onClick={() => setDialog('replace')}>
              重新上传
            </Button>
          )}
        </div>
        {dialog === 'replace' && (
          <EvidenceUpload issue={issue} label="选择补正的材料" replaces={file} onDone={() => setDialog(null)} />
        )}
      </div>
      {dialog === 'reject' && (
        <ReasonModal
          issue={issue}
          title={`不采信“${file.fileName}”`}
          okText="不采信"
          label="理由"
          min={EVIDENCE_REASON_MIN}
          consequences={['被巡察单位会看到理由，须重新上传补正后才能申请销号。']}
          draft={`reject:${file.id}`}
          send={(reason) =>
            call('decideEvidence', {
              params: { id: file.id },
              body: { version: issue.version, decision: 'rejected', reason },
            })
          }
          said={`“${file.fileName}”未采信，理由已告知被巡察单位。`}
          onClose={() => setDialog(null)}
        />
      )}
    </li>
  );
}
