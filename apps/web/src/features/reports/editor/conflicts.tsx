import { Button } from 'antd';
import { DiffText } from './diff-view.tsx';
import type { Conflict } from './draft-conflicts.ts';
import type { DraftStore } from './draft-store.ts';
import { diffText } from './revision-diff.ts';
import { useDraft } from './use-draft.ts';

function One({ conflict, onSettle }: { conflict: Conflict; onSettle: (choice: 'mine' | 'theirs') => void }) {
  const { mine, theirs, change } = conflict;
  const isText = change.op === 'write' && theirs !== null;
  return (
    <li>
      <div className="compare-sides">
        <div className="compare-side">
          <h4>别人已保存的</h4>
          <p>
            {theirs === null ? (
              <span className="hint">这一段已被删除</span>
            ) : isText ? (
              <DiffText pieces={diffText(theirs, mine).filter(({ kind }) => kind !== 'added')} />
            ) : (
              theirs
            )}
          </p>
          <Button onClick={() => onSettle('theirs')}>用别人的，放弃我的</Button>
        </div>
        <div className="compare-side">
          <h4>我写的，还没有保存</h4>
          <p>{isText ? <DiffText pieces={diffText(theirs, mine).filter(({ kind }) => kind !== 'removed')} /> : mine}</p>
          <Button onClick={() => onSettle('mine')}>{theirs === null ? '把我的加到文末' : '用我的，替换别人的'}</Button>
        </div>
      </div>
    </li>
  );
}

/** Paragraphs that someone else saved first: both texts side by side, and the writer chooses. */
export function Conflicts({ store }: { store: DraftStore }) {
  const conflicts = useDraft(store, (state) => state.conflicts);
  if (conflicts.length === 0) return null;
  return (
    <section className="conflicts" role="alert" aria-label="改动冲突">
      <h3>您修改时，别人先保存了同一段（{conflicts.length} 处），请选择</h3>
      <p className="hint">选之前什么都不会被覆盖。两种都要的，可先选一种，再把另一种的文字补进去。</p>
      <ul>
        {conflicts.map((conflict, index) => (
          <One key={index} conflict={conflict} onSettle={(choice) => store.settle(conflict, choice)} />
        ))}
      </ul>
    </section>
  );
}
