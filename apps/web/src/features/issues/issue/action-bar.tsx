import { DownOutlined } from '@ant-design/icons';
import { REASON_MIN, type IssueAction } from '@rectify/domain';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { call } from '../../../lib/call.ts';
import { useConfirm } from '../../../ui/use-confirm.tsx';
import { DisclosureModal } from '../disclosure-modal.tsx';
import { ActionButton } from './action-button.tsx';
import { ClosureModal } from './closure-modal.tsx';
import { CommentModal } from './comment-modal.tsx';
import { goTo } from './gap-list.tsx';
import { find, may, openRequest, type IssueDetail } from './issue-types.ts';
import { NatureModal } from './nature-modal.tsx';
import { ReasonModal } from './reason-modal.tsx';
import { StageReviewModal } from './stage-review-modal.tsx';
import { useIssueWrite } from './use-issue-write.ts';

type Dialog =
  | 'requestClosure'
  | 'reviewStage'
  | 'reopenIssue'
  | 'withdrawIssue'
  | 'comment'
  | 'setNature'
  | 'setDisclosure';

const IN_MENU = ['setNature', 'setDisclosure', 'withdrawIssue'] as const satisfies readonly (IssueAction & Dialog)[];
const RECALLS = ['recallPlan', 'recallClosure', 'recallExtension'] as const;

/** The actions of the issue, always in sight; which there are is the server's word. */
export function ActionBar({ issue, onEdit }: { issue: IssueDetail; onEdit: () => void }) {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { allowedActions: actions } = issue;
  const confirm = useConfirm();
  const write = useIssueWrite(issue.id);
  const close = () => setDialog(null);

  const submitPlan = async () => {
    const isSure = await confirm({
      title: '提交整改方案？',
      consequences: [
        `共 ${issue.measures.length} 条措施，提交后送审，审核期间不能改动，可以撤回。`,
        '方案批准后措施和时限随之确定，改时限须申请延期。',
      ],
      okText: '提交方案',
    });
    if (isSure) {
      await write.runAndTell(
        () => call('requestReview', { params: { id: issue.id }, body: { version: issue.version, kind: 'plan' } }),
        (detail) => `已提交整改方案，${detail.next.text}。`,
      );
    }
  };
  const recall = async (label: string) => {
    const request = openRequest(issue);
    if (!request) return;
    const isSure = await confirm({
      title: `${label}？`,
      consequences: ['已有的审核意见保留在经过里；改好后可以重新提交。'],
      okText: label,
    });
    if (isSure)
      await write.runAndTell(
        () => call('recallRequest', { params: { id: request.id }, body: { version: issue.version } }),
        (detail) => `已撤回，${detail.next.text}。`,
      );
  };

  const menu = IN_MENU.flatMap((code) => {
    const action = find(actions, code);
    return action?.reason === null ? [{ key: code, label: action.label, onClick: () => setDialog(code) }] : [];
  });
  const gapCount = issue.closureGaps.length;
  const closure = find(actions, 'requestClosure');

  return (
    <>
      <div className="action-bar no-print" role="toolbar" aria-label="可办理的事项">
        <ActionButton
          type="primary"
          action={find(actions, 'submitPlan')}
          onClick={() => void submitPlan()}
          onBlocked={() => goTo('measures')}
        />
        <ActionButton
          type="primary"
          action={closure}
          onClick={() => setDialog('requestClosure')}
          onBlocked={() => goTo('closure')}
        />
        {closure?.reason && gapCount > 0 && (
          <button type="button" className="text-button" onClick={() => goTo('closure')}>
            还差 {gapCount} 项
          </button>
        )}
        {RECALLS.map((code) => {
          const action = find(actions, code);
          return action && <ActionButton key={code} action={action} onClick={() => void recall(action.label)} />;
        })}
        {may(actions, 'editIssue') && <Button onClick={onEdit}>修改问题</Button>}
        {may(actions, 'issueToUnit') && (
          <Link to={`/app/inspections/${issue.inspection.id}`}>
            <Button>到本次巡察统一下发</Button>
          </Link>
        )}
        <ActionButton action={find(actions, 'reviewStage')} onClick={() => setDialog('reviewStage')} />
        <ActionButton action={find(actions, 'reopenIssue')} onClick={() => setDialog('reopenIssue')} />
        <ActionButton action={find(actions, 'comment')} onClick={() => setDialog('comment')} />
        {menu.length > 0 && (
          <Dropdown trigger={['click']} menu={{ items: menu }}>
            <Button icon={<DownOutlined aria-hidden />} iconPlacement="end">
              更多
            </Button>
          </Dropdown>
        )}
        <Button className="print-button" onClick={() => window.print()}>
          打印
        </Button>
      </div>
      {dialog === 'requestClosure' && <ClosureModal issue={issue} onClose={close} />}
      {dialog === 'reviewStage' && <StageReviewModal issue={issue} onClose={close} />}
      {dialog === 'comment' && <CommentModal issue={issue} onClose={close} />}
      {dialog === 'setNature' && <NatureModal issue={issue} onClose={close} />}
      {dialog === 'setDisclosure' && (
        <DisclosureModal rows={[issue]} onDone={close} onClose={close} onReload={() => void write.loadLatest()} />
      )}
      {dialog === 'reopenIssue' && (
        <ReasonModal
          issue={issue}
          title="重新整改"
          okText="发起重新整改"
          label="重新整改的理由"
          min={REASON_MIN}
          basisLabel="依据（如抽查记录、信访件编号）"
          consequences={[
            '问题回到“整改中”，由被巡察单位继续整改，须重新申请销号。',
            '已有的销号记录全部保留，重新整改次数加一。',
          ]}
          draft={`reopen:${issue.id}`}
          send={(reason, evidence) =>
            call('reopenIssue', { params: { id: issue.id }, body: { version: issue.version, reason, evidence } })
          }
          said="已发起重新整改，被巡察单位会看到理由。"
          onClose={close}
        />
      )}
      {dialog === 'withdrawIssue' && (
        <ReasonModal
          issue={issue}
          title="撤销这个问题"
          okText="撤销问题"
          label="撤销的理由"
          min={REASON_MIN}
          consequences={['问题退出台账统计，不能再办理，也不能恢复。', '全部记录保留，仍可查看。']}
          draft={`withdraw:${issue.id}`}
          send={(reason) =>
            call('withdrawIssue', { params: { id: issue.id }, body: { version: issue.version, reason } })
          }
          said="问题已撤销，记录保留。"
          onClose={close}
        />
      )}
    </>
  );
}
