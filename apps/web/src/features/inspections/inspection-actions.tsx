import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useNavigate } from 'react-router-dom';
import { call, toProblem, type CallReply } from '../../lib/call.ts';
import { useIssueChanged } from '../../lib/query.ts';
import { useConfirm } from '../../ui/use-confirm.tsx';

interface InspectionActionsProps {
  inspection: CallReply<'getInspection'>;
  /** False where the open tab has the page's one primary action. */
  isPrimary: boolean;
  onReload: () => void;
}

/** What can be done to the inspection as a whole; 下发 is the primary act while drafts wait for it. */
export function InspectionActions({ inspection, isPrimary, onReload }: InspectionActionsProps) {
  const { id, version, tally, unit, feedbackOn } = inspection;
  const may = (action: string) => inspection.allowedActions.includes(action);
  const navigate = useNavigate();
  const confirm = useConfirm();
  const changed = useIssueChanged();
  const { message, modal } = App.useApp();

  const issuing = useMutation({
    mutationFn: () => call('issueInspection', { params: { id }, body: { version } }),
    onSuccess: async (reply) => {
      await changed([]);
      message.success(reply.message);
    },
    onError: (error) => {
      const problem = toProblem(error);
      modal.warning({ title: '没有下发', content: problem.detail, okText: '知道了', onOk: onReload });
    },
  });

  const issue = async () => {
    const isSure = await confirm({
      title: `下发 ${tally.draft} 个问题给${unit.name}？`,
      consequences: [
        '下发后问题原文锁定，任何人不能再改（原汁原味）。',
        '被巡察单位的联络员随即可以看到，并开始制定整改措施。',
        ...(feedbackOn ? [] : ['这次巡察还没有填反馈日，时限无法算出，建议先补填。']),
      ],
      okText: '下发',
    });
    if (isSure) issuing.mutate();
  };

  return (
    <>
      {may('updateInspection') && <Button onClick={() => void navigate(`/app/inspections/${id}/edit`)}>编辑</Button>}
      {may('createIssue') && (
        <Button onClick={() => void navigate(`/app/inspections/${id}/issues/new`)}>新增问题</Button>
      )}
      {may('commitImport') && (
        <Button
          type={isPrimary && tally.total === 0 ? 'primary' : 'default'}
          onClick={() => void navigate(`/app/inspections/${id}/import`)}
        >
          导入
        </Button>
      )}
      {may('issueInspection') && tally.draft > 0 && (
        <Button type={isPrimary ? 'primary' : 'default'} loading={issuing.isPending} onClick={() => void issue()}>
          下发
        </Button>
      )}
    </>
  );
}
