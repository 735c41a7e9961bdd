import { useMutation } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useEffect, useState } from 'react';
import { call, toProblem } from '../../../lib/call.ts';
import { formatInstant, formatNumber } from '../../../lib/format.ts';
import { useConfirm } from '../../../ui/use-confirm.tsx';
import type { ReportDetail } from '../report-types.ts';
import type { DraftStore } from './draft-store.ts';
import { RevisionDiff } from './revision-changes.tsx';
import { useReportChanged } from './use-flow.ts';

interface NoticesProps {
  report: ReportDetail;
  store: DraftStore;
  canEdit: boolean;
  onJump: (paragraphId: string) => void;
}

/** 台账有更新: what bringing the text up to date would do, then what it did. */
function LedgerNotice({ report, store, canEdit }: Omit<NoticesProps, 'onJump'>) {
  const confirm = useConfirm();
  const { message, modal } = App.useApp();
  const changed = useReportChanged();
  const recompose = useMutation({
    mutationFn: async () => {
      if (!(await store.flush())) return null;
      const version = Math.max(report.version, store.getState().version);
      return call('recomposeReport', { params: { id: report.id }, body: { version } });
    },
    onSuccess: async (reply) => {
      if (!reply) {
        message.warning('文稿还有没有保存的改动，没有更新。');
        return;
      }
      await changed(reply.report);
      store.adopt(reply.report);
      message.success(
        `已按台账更新：补入 ${reply.added} 段，更新 ${reply.changed} 段，移去 ${reply.removed} 段；改写过的 ${reply.kept} 段保留。`,
        8,
      );
    },
    onError: (error) => modal.warning({ title: '没有更新', content: toProblem(error).detail, okText: '知道了' }),
  });
  if (report.ledgerChanges === 0 || !canEdit) return null;
  const ask = async () => {
    const isSure = await confirm({
      title: '按台账现状更新文稿？',
      consequences: [
        `起草后台账有变化，涉及 ${formatNumber(report.ledgerChanges)} 段：没有改写过的段落换成台账现在的文字，新增的补入，台账中已没有的移去。`,
        '您改写过的段落一字不动。',
        '更新前的文字留在修订历史中，可以恢复。',
      ],
      okText: '更新',
    });
    if (isSure) recompose.mutate();
  };
  return (
    <p className="notice">
      台账有更新：{formatNumber(report.ledgerChanges)} 段可以更新。
      <Button size="small" loading={recompose.isPending} onClick={() => void ask()}>
        按台账更新
      </Button>
    </p>
  );
}

/** 自您上次查看以来的改动, for those who only read the draft; looking at it is noted. */
function SeenNotice({ report, canEdit, onJump }: Omit<NoticesProps, 'store'>) {
  // What was seen before this visit; the visit itself counts from now on.
  const [from] = useState(report.seenRevision);
  const [isOpen, setOpen] = useState(false);
  const { id, revision } = report;
  useEffect(() => {
    if (revision === 0 || report.seenRevision === revision) return;
    call('markReportSeen', { params: { id }, body: { revision } }).catch(() => undefined);
    // Once for each revision that was shown.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [id, revision]);
  if (canEdit || from === null || from >= revision) return null;
  return (
    <>
      <p className="notice">
        自您上次查看以来，文稿有改动。
        <Button size="small" onClick={() => setOpen(true)}>
          查看改动
        </Button>
      </p>
      {isOpen && (
        <Drawer open title="自您上次查看以来的改动" size="min(720px, 100vw)" onClose={() => setOpen(false)}>
          <RevisionDiff
            reportId={id}
            from={from}
            to={revision}
            onJump={(paragraphId) => {
              setOpen(false);
              onJump(paragraphId);
            }}
          />
        </Drawer>
      )}
    </>
  );
}

/** What one should know before reading on. */
export function Notices(props: NoticesProps) {
  const { report } = props;
  const returned =
    report.state === 'drafting'
      ? report.steps.findLast(({ note, label }) => note && label.includes('退回'))
      : undefined;
  return (
    <>
      {report.withdrawn && (
        <p className="notice">
          {formatInstant(report.withdrawn.at)}撤回：{report.withdrawn.reason}
        </p>
      )}
      {report.heldUp && <p className="notice">{report.heldUp}</p>}
      {returned && (
        <p className="notice">
          {returned.by}退回：{returned.note}
        </p>
      )}
      <LedgerNotice {...props} />
      <SeenNotice {...props} />
    </>
  );
}
