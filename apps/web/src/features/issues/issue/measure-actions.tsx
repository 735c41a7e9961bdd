import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../../lib/call.ts';
import { useConfirm } from '../../../ui/use-confirm.tsx';
import { ActionButton } from './action-button.tsx';
import { CompleteModal } from './complete-modal.tsx';
import { ExtensionModal } from './extension-modal.tsx';
import { find, may, type IssueDetail, type Measure } from './issue-types.ts';
import { ReasonModal } from './reason-modal.tsx';
import { useIssueWrite } from './use-issue-write.ts';

export type MeasureTask = 'progress' | 'edit';

interface MeasureActionsProps {
  issue: IssueDetail;
  measure: Measure;
  place: number;
  onTask: (task: MeasureTask) => void;
}

/** What the signed-in person may do to one measure, as the server says. */
export function MeasureActions({ issue, measure, place, onTask }: MeasureActionsProps) {
  // On a finished measure, what cannot be done any more is no news.
  const actions = measure.allowedActions.filter(({ reason }) => measure.status !== 'done' || reason === null);
  const [dialog, setDialog] = useState<'complete' | 'reopen' | 'extend' | null>(null);
  const confirm = useConfirm();
  const write = useIssueWrite(issue.id);
  const close = () => setDialog(null);

  const remove = async () => {
    const isSure = await confirm({
      title: `删除措施${place}？`,
      consequences: ['这条措施及其责任、时限一并删除。', '删除记入经过。'],
      okText: '删除',
    });
    if (isSure)
      await write.runAndTell(
        () => call('removeMeasure', { params: { id: measure.id }, query: { version: issue.version } }),
        `已删除措施${place}。`,
      );
  };
  const canEdit = may(actions, 'editMeasure') || may(actions, 'assignMeasure');
  if (actions.length === 0) return null;
  return (
    <div className="measure-actions button-row no-print">
      <ActionButton
        size="small"
        action={find(actions, 'fileProgress')}
        label="添加进展"
        onClick={() => onTask('progress')}
      />
      <ActionButton size="small" action={find(actions, 'completeMeasure')} onClick={() => setDialog('complete')} />
      {canEdit && (
        <Button size="small" onClick={() => onTask('edit')}>
          {may(actions, 'editMeasure') ? '修改' : '改责任人'}
        </Button>
      )}
      <ActionButton size="small" action={find(actions, 'requestExtension')} onClick={() => setDialog('extend')} />
      <ActionButton size="small" action={find(actions, 'reopenMeasure')} onClick={() => setDialog('reopen')} />
      {may(actions, 'removeMeasure') && (
        <Button size="small" onClick={() => void remove()}>
          删除
        </Button>
      )}
      {dialog === 'complete' && <CompleteModal issue={issue} measure={measure} place={place} onClose={close} />}
      {dialog === 'extend' && <ExtensionModal issue={issue} measure={measure} place={place} onClose={close} />}
      {dialog === 'reopen' && (
        <ReasonModal
          issue={issue}
          title={`恢复措施${place}的整改`}
          okText="恢复整改"
          label="恢复整改的理由"
          min={1}
          consequences={[
            '这条措施回到“进行中”，须重新标记完成。',
            ...(issue.status === 'closing' ? ['正在审核的销号申请随之撤回。'] : []),
          ]}
          draft={`reopen-measure:${measure.id}`}
          send={(reason) =>
            call('reopenMeasure', { params: { id: measure.id }, body: { version: issue.version, reason } })
          }
          said={`措施${place}已恢复整改。`}
          onClose={close}
        />
      )}
    </div>
  );
}
