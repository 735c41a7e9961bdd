import { Alert, App, Input, Modal } from 'antd';
import { useMemo, useState } from 'react';
import { call, toProblem } from '../../../lib/call.ts';
import { formatDay } from '../../../lib/format.ts';
import { useIssueChanged } from '../../../lib/query.ts';
import { useSession } from '../../../lib/session.tsx';
import type { IssueDetail } from './issue-types.ts';
import { pasteMeasures, type PastedMeasure } from './paste-measures.ts';

const bodyOf = (version: number, measure: PastedMeasure) => ({ version, ...measure });

/** Many measures at once from a copied table; shows what was understood before anything is added. */
export function PasteMeasures({ issue, onClose }: { issue: IssueDetail; onClose: () => void }) {
  const { today } = useSession();
  const changed = useIssueChanged();
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const found = useMemo(() => pasteMeasures(text, today), [text, today]);

  const add = async () => {
    setBusy(true);
    setError(null);
    let latest = issue;
    let count = 0;
    try {
      for (const measure of found) {
        latest = await call('addMeasure', { params: { id: issue.id }, body: bodyOf(latest.version, measure) });
        count += 1;
      }
      void message.success(`已增加 ${count} 条措施。`);
      onClose();
    } catch (failure) {
      const rest = count > 0 ? `前 ${count} 条已经增加，请从第 ${count + 1} 条起重新粘贴。` : '';
      setError(`第 ${count + 1} 条没有增加：${toProblem(failure).detail}${rest}`);
    } finally {
      setBusy(false);
      if (latest !== issue) await changed([issue.id], latest);
    }
  };

  return (
    <Modal
      open
      title="从表格粘贴措施"
      okText={found.length > 0 ? `增加 ${found.length} 条措施` : '增加'}
      cancelText="取消"
      okButtonProps={{ disabled: found.length === 0 }}
      confirmLoading={isBusy}
      mask={{ closable: false }}
      width={760}
      onOk={() => void add()}
      onCancel={onClose}
    >
      <p className="hint">
        在 Excel 或 WPS
        中选中措施所在的行，复制后粘贴到这里。一行一条；有表头时按表头对应，没有表头时依次为：措施、责任领导、责任部门、责任人、完成时限。
      </p>
      {error && <Alert type="warning" showIcon role="alert" title={error} />}
      <Input.TextArea
        aria-label="粘贴的表格内容"
        value={text}
        autoSize={{ minRows: 4, maxRows: 8 }}
        onChange={(event) => setText(event.target.value)}
        autoFocus
      />
      {found.length > 0 && (
        <ol className="pasted">
          {found.map((measure, index) => (
            <li key={index}>
              <span>{measure.text}</span>
              <span className="hint">
                {[
                  measure.leader && `责任领导 ${measure.leader}`,
                  measure.department && `责任部门 ${measure.department}`,
                  measure.owner && `责任人 ${measure.owner}`,
                  measure.dueOn && `时限 ${formatDay(measure.dueOn)}`,
                ]
                  .filter(Boolean)
                  .join('，')}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Modal>
  );
}
