import { Button } from 'antd';
import type { ApiProblem } from '../../../lib/call.ts';
import type { DraftStore } from './draft-store.ts';
import { useDraft } from './use-draft.ts';

const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function Failed({ store, problem }: { store: DraftStore; problem: ApiProblem }) {
  const isOffline = problem.code === 'network';
  return (
    <span className="save-failed">
      未保存——{isOffline ? '连接不上服务器，接通后自动保存。' : problem.detail}文字已留在这台电脑上。{' '}
      <Button size="small" onClick={() => void store.flush()}>
        再试一次
      </Button>{' '}
      {!isOffline && (
        <Button size="small" type="text" onClick={() => void store.discard()}>
          放弃未保存的改动
        </Button>
      )}
    </span>
  );
}

/** Whether what was typed is safe. */
export function SaveState({ store }: { store: DraftStore }) {
  const status = useDraft(store, (state) => state.status);
  const hasConflict = useDraft(store, (state) => state.conflicts.length > 0);
  return (
    <span className="save-state" role="status">
      {hasConflict ? (
        '有改动等您选择'
      ) : status.kind === 'failed' ? (
        <Failed store={store} problem={status.problem} />
      ) : status.kind === 'saved' ? (
        status.at ? (
          `已保存 ${clock.format(new Date(status.at))}`
        ) : (
          '改动自动保存'
        )
      ) : status.kind === 'saving' ? (
        '正在保存…'
      ) : (
        '有改动，马上保存'
      )}
    </span>
  );
}

/** A removed paragraph, while it can be put back. */
export function UndoRemoval({ store }: { store: DraftStore }) {
  const removed = useDraft(store, (state) => state.removed);
  if (!removed) return null;
  const words = removed.paragraph.text.slice(0, 16);
  return (
    <div className="undo-removal" role="status">
      已删除“{words}
      {removed.paragraph.text.length > 16 ? '…' : ''}”
      <Button size="small" onClick={() => store.undoRemove()}>
        撤销
      </Button>
    </div>
  );
}
