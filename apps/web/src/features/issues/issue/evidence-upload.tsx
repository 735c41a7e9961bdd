import { EVIDENCE_SIZE_LIMIT } from '@rectify/contract';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Progress, Select, Upload } from 'antd';
import { useRef, useState } from 'react';
import { toProblem, upload } from '../../../lib/call.ts';
import { invalidate, queryOf, useIssueChanged } from '../../../lib/query.ts';
import { DayInput } from '../../../ui/day-input.tsx';
import { EvidenceRoom } from './evidence-room.tsx';
import type { Evidence, IssueDetail } from './issue-types.ts';

const LIMIT = `${EVIDENCE_SIZE_LIMIT / 1024 / 1024} MB`;

interface Sending {
  key: number;
  name: string;
  share: number;
  fault: string | null;
  stop: AbortController;
}

interface EvidenceUploadProps {
  issue: IssueDetail;
  label: string;
  /** The rejected file that this one answers. */
  replaces?: Evidence;
  onDone?: () => void;
}

function faultOf(file: File): string | null {
  if (file.size === 0) return '文件是空的';
  return file.size > EVIDENCE_SIZE_LIMIT ? `超过 ${LIMIT}，请压缩或拆分后再传` : null;
}

/** Sends files one after another, each with its progress; several can be chosen or dropped at once. */
export function EvidenceUpload({ issue, label, replaces, onDone }: EvidenceUploadProps) {
  const client = useQueryClient();
  const changed = useIssueChanged();
  const { message } = App.useApp();
  const [sending, setSending] = useState<Sending[]>([]);
  const [measureIds, setMeasureIds] = useState<string[]>(replaces?.measureIds ?? []);
  const [datedOn, setDatedOn] = useState<string | null>(null);
  const nextKey = useRef(0);
  const sent = useRef(0);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const patch = (key: number, change: Partial<Sending>) =>
    setSending((all) => all.map((each) => (each.key === key ? { ...each, ...change } : each)));
  const drop = (key: number) => setSending((all) => all.filter((each) => each.key !== key));

  const send = async (file: File, key: number, stop: AbortController) => {
    if (stop.signal.aborted) return;
    try {
      const query = {
        ...(measureIds.length > 0 && { measureIds: measureIds.join(',') }),
        ...(datedOn && { datedOn }),
        ...(replaces && { replacesId: replaces.id }),
      };
      await upload('uploadEvidence', { params: { id: issue.id }, query }, file, {
        signal: stop.signal,
        onProgress: (share) => patch(key, { share }),
      });
      drop(key);
      sent.current += 1;
      // One message that counts, not a pile of them.
      void message.success({
        key: `upload:${issue.id}`,
        content: sent.current === 1 ? `已上传“${file.name}”。` : `已上传 ${sent.current} 份材料。`,
      });
      await client.invalidateQueries({ queryKey: queryOf('getIssue', { params: { id: issue.id } }).queryKey });
      await changed([issue.id]);
      await invalidate(client, 'getEvidenceRoom');
      onDone?.();
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code === 'aborted') drop(key);
      else patch(key, { fault: problem.detail });
    }
  };

  const take = (file: File) => {
    const key = nextKey.current++;
    const stop = new AbortController();
    const fault = faultOf(file);
    setSending((all) => [...all, { key, name: file.name, share: 0, fault, stop }]);
    // One after another: the issue's version moves with every file.
    if (!fault) queue.current = queue.current.then(() => send(file, key, stop));
    return false;
  };

  return (
    <div className="upload no-print">
      <div className="upload-fields">
        {issue.measures.length > 0 && (
          <label>
            <span>证明哪些措施（可不选）</span>
            <Select
              mode="multiple"
              className="full-width"
              value={measureIds}
              onChange={setMeasureIds}
              placeholder="整个问题"
              maxTagCount="responsive"
              options={issue.measures.map(({ id, text }, index) => ({
                value: id,
                label: `措施${index + 1} ${text.slice(0, 20)}`,
              }))}
            />
          </label>
        )}
        <label>
          <span>材料日期（可不填）</span>
          <DayInput value={datedOn} onChange={setDatedOn} />
        </label>
      </div>
      <div className="button-row">
        <Upload multiple={!replaces} showUploadList={false} beforeUpload={take}>
          <Button>{label}</Button>
        </Upload>
        {onDone && <Button onClick={onDone}>取消</Button>}
        <span className="hint">
          每份不超过 {LIMIT}
          {replaces ? '' : '，可一次选多份'}。不得上传涉密材料。
        </span>
      </div>
      <EvidenceRoom issueId={issue.id} />
      {sending.length > 0 && (
        <ul className="sending" aria-live="polite">
          {sending.map(({ key, name, share, fault, stop }) => (
            <li key={key}>
              <span className="sending-name">{name}</span>
              {fault ? (
                <span className="sending-fault">没有上传：{fault}</span>
              ) : (
                <Progress percent={Math.round(share * 100)} size="small" aria-label={`${name} 上传进度`} />
              )}
              <button
                type="button"
                className="text-button"
                onClick={() => {
                  stop.abort();
                  drop(key);
                }}
              >
                {fault ? '知道了' : '取消'}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
