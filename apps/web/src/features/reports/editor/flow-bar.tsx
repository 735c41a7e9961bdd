import type { ReportAction } from '@rectify/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { call, hrefOf, toProblem } from '../../../lib/call.ts';
import { invalidate } from '../../../lib/query.ts';
import { useConfirm } from '../../../ui/use-confirm.tsx';
import type { ReportDetail } from '../report-types.ts';
import type { DraftStore } from './draft-store.ts';
import { ApproveDialog, PassDialog, ReasonDialog, SubmitDialog } from './flow-dialogs.tsx';
import { useFlow, type FlowOperation } from './use-flow.ts';

interface FlowBarProps {
  report: ReportDetail;
  store: DraftStore;
  onLeave: () => void;
}

/** Steps of the way: what is done is told in these words. */
const DONE: Partial<Record<ReportAction, string>> = {
  submitReport: '已送审',
  signReport: '已签发，送保密审查',
  passSecrecy: '已通过，送巡察办审定',
  returnReport: '已退回起草人修改',
  recallReport: '已撤回送审，可以继续修改',
  cancelSchedule: '已取消，文稿回到起草',
  startCorrection: '文稿已重新打开，现行版本照常公开',
  discardCorrection: '已放弃更正，现行版本不变',
  withdrawReport: '通报已撤回',
};

const CONSEQUENCES: Partial<Record<ReportAction, string[]>> = {
  recallReport: ['文稿回到起草，可以继续修改。', '已有的签发和审查作废，改好后重新送审。'],
  cancelSchedule: ['不再自动发布，文稿回到起草。', '要发布须重新送审。'],
  startCorrection: ['文稿重新打开修改；现行版本照常公开，直到新版发布。', '新版同样要经过签发、保密审查和审定。'],
  discardCorrection: ['更正中的改动不再发布，文稿回到现行版本。'],
  deleteReport: ['文稿、批注和修订历史一并删除，不能恢复。', '台账不受影响，可以重新起草。'],
};

/** The one step that the state is there for; the others stand beside it or in the menu. */
const FORWARD: readonly ReportAction[] = ['submitReport', 'signReport', 'passSecrecy', 'approveReport'];
const RARE: readonly ReportAction[] = ['discardCorrection', 'withdrawReport', 'deleteReport'];
const WITH_DIALOG: readonly ReportAction[] = [...FORWARD, 'returnReport', 'withdrawReport'];

function useDelete(report: ReportDetail, store: DraftStore, onLeave: () => void) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message, modal } = App.useApp();
  return useMutation({
    mutationFn: () => {
      const version = Math.max(report.version, store.getState().version);
      return call('deleteReport', { params: { id: report.id }, query: { version } });
    },
    onSuccess: async (reply) => {
      message.success(reply.message);
      store.abandon();
      onLeave();
      await navigate('/app/reports');
      await invalidate(client, 'listReports');
    },
    onError: (error) => modal.warning({ title: '没有删除', content: toProblem(error).detail, okText: '知道了' }),
  });
}

/** What can be done with the report now: from the server's list alone, reasons beside what is held up. */
export function FlowBar({ report, store, onLeave }: FlowBarProps) {
  const [asked, setAsked] = useState<ReportAction | null>(null);
  const confirm = useConfirm();
  const { message, modal } = App.useApp();
  const flow = useFlow(report, store, (done) => {
    const words =
      asked === 'approveReport' ? (done.state === 'scheduled' ? '已定时发布' : '已发布') : asked && DONE[asked];
    if (words) message.success(words);
    setAsked(null);
  });
  const removal = useDelete(report, store, onLeave);
  const actions = report.allowedActions.filter(({ action }) => action !== 'editReport');

  const begin = async (action: ReportAction, label: string) => {
    flow.reset();
    setAsked(action);
    if (WITH_DIALOG.includes(action)) return;
    const isSure = await confirm({ title: `${label}？`, consequences: CONSEQUENCES[action] ?? [], okText: label });
    if (!isSure) setAsked(null);
    else if (action === 'deleteReport') removal.mutate();
    else {
      flow.mutate(
        { operation: action as FlowOperation },
        {
          onError: (error) =>
            void modal.warning({ title: '没有办成', content: toProblem(error).detail, okText: '知道了' }),
        },
      );
    }
  };

  const dialog = { report, flow, onClose: () => setAsked(null) };
  const shown = actions.filter(({ action }) => !RARE.includes(action));
  const rare = actions.filter(({ action }) => RARE.includes(action));
  return (
    <>
      <div className="flow-actions">
        {rare.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: rare.map(({ action, label, reason }) => ({
                key: action,
                label: reason ? `${label}（${reason}）` : label,
                disabled: reason !== undefined,
                onClick: () => void begin(action, label),
              })),
            }}
          >
            <Button>更多</Button>
          </Dropdown>
        )}
        <Downloads report={report} />
        {shown.map(({ action, label, reason }) => (
          <Button
            key={action}
            type={FORWARD.includes(action) ? 'primary' : 'default'}
            disabled={reason !== undefined}
            loading={flow.isPending && flow.variables.operation === action}
            aria-describedby={reason === undefined ? undefined : `held-${action}`}
            onClick={() => void begin(action, label)}
          >
            {label}
          </Button>
        ))}
      </div>
      {asked === 'submitReport' && <SubmitDialog {...dialog} />}
      {(asked === 'signReport' || asked === 'passSecrecy') && (
        <PassDialog {...dialog} operation={asked} label={actions.find(({ action }) => action === asked)?.label ?? ''} />
      )}
      {asked === 'approveReport' && <ApproveDialog {...dialog} />}
      {(asked === 'returnReport' || asked === 'withdrawReport') && <ReasonDialog {...dialog} operation={asked} />}
    </>
  );
}

function Downloads({ report }: { report: ReportDetail }) {
  const address = (audience: 'public' | 'party') =>
    hrefOf('downloadReport', { params: { id: report.id }, query: { audience } });
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'public', label: <a href={address('public')}>社会文稿（docx）</a> },
          { key: 'party', label: <a href={address('party')}>党内文稿（docx）</a> },
        ],
      }}
    >
      <Button>下载</Button>
    </Dropdown>
  );
}

/** Why a step that one would expect cannot be taken yet. */
export function HeldUp({ report }: { report: ReportDetail }) {
  const held = report.allowedActions.filter(({ action, reason }) => reason !== undefined && !RARE.includes(action));
  return (
    <>
      {held.map(({ action, label, reason }) => (
        <p key={action} id={`held-${action}`} className="hint flow-held">
          还不能{label}：{reason}
        </p>
      ))}
    </>
  );
}
