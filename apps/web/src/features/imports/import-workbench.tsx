import { Button, Segmented } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useUrlState } from '../../lib/url-state.ts';
import { useConfirm } from '../../ui/use-confirm.tsx';
import { useIsPhone } from '../../ui/use-is-phone.ts';
import { countFindings, FindingsList } from './findings-list.tsx';
import { linesOf, outlineOf, rowAtLine } from './import-outline.ts';
import './import-panes.css';
import { OutlineTree } from './outline-tree.tsx';
import { TextPane } from './text-pane.tsx';
import type { ImportState } from './use-import.ts';

interface WorkbenchProps {
  state: ImportState;
  understood: NonNullable<ImportState['understood']>;
  /** The line that a fact or finding outside the panes points at. */
  target: { line: number } | null;
  onRetype: () => void;
}

function useUndoKeys(undo: () => void, redo: () => void) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea');
      if (isTyping || !(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      if (key === 'y' || event.shiftKey) redo();
      else undo();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [undo, redo]);
}

function showRow(key: string) {
  document.querySelector(`[data-row="${key}"]`)?.scrollIntoView({ block: 'nearest' });
}

/** The tree at the left and the text at the right, each leading to the other; two tabs on a phone. */
export function ImportWorkbench({ state, understood, target, onRetype }: WorkbenchProps) {
  const { values, set } = useUrlState(['view', 'list']);
  const isPhone = useIsPhone();
  const confirm = useConfirm();
  const [selected, setSelected] = useState<string | null>(null);
  const [line, setLine] = useState<number | null>(null);
  const { parse, history, text } = understood;
  const lines = useMemo(() => linesOf(text), [text]);
  const rows = useMemo(() => outlineOf(history.present), [history.present]);
  useUndoKeys(state.undo, state.redo);

  const chooseRow = useCallback(
    (key: string) => {
      setSelected((before) => (before === key ? null : key));
      const at = rows.find((row) => row.key === key)?.line ?? null;
      if (at !== null) setLine(at);
    },
    [rows],
  );
  const chooseLine = useCallback(
    (at: number) => {
      setLine(at);
      const row = rowAtLine(rows, at);
      if (!row) return;
      setSelected(row.key);
      requestAnimationFrame(() => showRow(row.key));
    },
    [rows],
  );
  useEffect(() => {
    if (!target) return;
    chooseLine(target.line);
    // Only when something new is pointed at, not when an edit has changed the rows.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [target]);

  const openLine = (at: number) => {
    chooseLine(at);
    if (isPhone) set({ view: 'text' });
  };

  const retype = async () => {
    const isSure =
      state.stepCount === 0 ||
      (await confirm({
        title: '修改文字？',
        consequences: [`修改文字会重新识别，已做的 ${state.stepCount} 处校正将作废。`],
        okText: '修改文字',
      }));
    if (isSure) onRetype();
  };

  const isListOfFindings = values.list === 'findings';
  const summary = countFindings(parse.findings);
  const left = (
    <section className="pane" aria-label="识别结果">
      <div className="pane-head">
        <Segmented
          value={isListOfFindings ? 'findings' : 'tree'}
          onChange={(value) => set({ list: value === 'findings' ? 'findings' : null }, { replace: true })}
          options={[
            { value: 'tree', label: '结构' },
            { value: 'findings', label: summary || '存疑 0' },
          ]}
        />
        <span className="button-row">
          <Button size="small" disabled={state.stepCount === 0} onClick={state.undo} title="Ctrl+Z">
            撤销
          </Button>
          <Button size="small" disabled={!state.canRedo} onClick={state.redo} title="Ctrl+Y">
            重做
          </Button>
        </span>
      </div>
      <div className="pane-body">
        {isListOfFindings ? (
          <FindingsList findings={parse.findings} onLine={openLine} />
        ) : (
          <OutlineTree
            rows={rows}
            draft={history.present}
            findings={parse.findings}
            selected={selected}
            onSelect={chooseRow}
            onEdit={state.edit}
          />
        )}
      </div>
    </section>
  );
  const right = (
    <section className="pane" aria-label="原文">
      <div className="pane-head">
        <span className="hint">原文 {lines.length} 行；点一行，左边找到对应的问题或措施</span>
        <Button size="small" onClick={() => void retype()}>
          修改文字
        </Button>
      </div>
      <TextPane lines={lines} rows={rows} line={line} onChoose={chooseLine} />
    </section>
  );

  if (!isPhone) {
    return (
      <div className="import-panes">
        {left}
        {right}
      </div>
    );
  }
  return (
    <>
      <Segmented
        block
        className="pane-tabs"
        value={values.view === 'text' ? 'text' : 'tree'}
        onChange={(value) => set({ view: value === 'text' ? 'text' : null }, { replace: true })}
        options={[
          { value: 'tree', label: '识别结果' },
          { value: 'text', label: '原文' },
        ]}
      />
      {values.view === 'text' ? right : left}
    </>
  );
}
