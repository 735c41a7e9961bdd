import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { toProblem } from '../../../lib/call.ts';
import type { ReportComment, ReportDetail } from '../report-types.ts';
import { CommentThread } from './comment-thread.tsx';
import { Conflicts } from './conflicts.tsx';
import { ContactForm } from './contact-form.tsx';
import { DiscloseModal } from './disclose-modal.tsx';
import type { DraftStore } from './draft-store.ts';
import { FigureMenu } from './figure-menu.tsx';
import { FigurePopover } from './figure-popover.tsx';
import type { FigureIndex } from './figure-text.ts';
import type { Mark } from './finding-place.ts';
import { ledgerText } from './ledger-text.ts';
import { ParagraphList, type Selection } from './paragraph-list.tsx';
import type { Marks } from './paragraph-row.tsx';
import { ParagraphTools } from './paragraph-tools.tsx';
import { SaveState, UndoRemoval } from './save-status.tsx';
import { useDraft } from './use-draft.ts';
import { useListActs } from './use-list-acts.ts';
import { showParagraph } from './use-selection.ts';

interface TextPaneProps {
  report: ReportDetail;
  store: DraftStore;
  figures: FigureIndex;
  marks: ReadonlyMap<string, Marks>;
  comments: readonly ReportComment[];
  canEdit: boolean;
  selection: Selection | null;
  setSelection: (selection: Selection | null) => void;
  mark: (Mark & { id: string }) | null;
}

function useReset(report: ReportDetail, store: DraftStore) {
  const { message } = App.useApp();
  return useMutation({
    mutationFn: (paragraphId: string) => ledgerText(report.id, paragraphId),
    onSuccess: (text, paragraphId) => {
      if (text === null) message.info('起草时没有这一段，没有台账原文可以恢复。');
      else store.write(paragraphId, text);
    },
    onError: (error) => void message.warning(toProblem(error).detail),
  });
}

/** The text in the middle: every paragraph with its tools, and what hangs on it. */
export function TextPane(props: TextPaneProps) {
  const { report, store, figures, marks, comments, canEdit, selection, setSelection, mark } = props;
  const { acts, editor, open, setOpen } = useListActs(store, setSelection);
  const [commentsOn, setCommentsOn] = useState<string | null>(null);
  const [disclosing, setDisclosing] = useState<string | null>(null);
  const hasContact = useDraft(store, ({ contact }) => Object.values(contact).some(Boolean));
  const reset = useReset(report, store);
  const close = () => setOpen(null);

  const move = (id: string, by: -1 | 1) => {
    const { order } = store.getState().draft;
    const at = order.indexOf(id);
    const neighbour = order[at + by];
    if (neighbour === undefined) return;
    store.move(id, by > 0 ? neighbour : (order[at - 2] ?? null));
    showParagraph(id, { focus: selection?.startAt == null });
  };
  const askFigure = () => {
    const row = document.querySelector('.paragraph.is-current .paragraph-body');
    const writing = editor.current;
    if (writing) acts.onAskFigure(writing);
    else if (row && selection) {
      setSelection({ ...selection, startAt: 'end' });
      const { left, top, bottom } = row.getBoundingClientRect();
      setOpen({ kind: 'menu', anchor: { left, top, bottom } });
    }
  };
  const insertFigure = (key: string) => {
    close();
    editor.current?.chain().focus().insertContent({ type: 'figure', attrs: { key } }).run();
  };
  const leaveMenu = (typed: string) => {
    close();
    if (typed === '') editor.current?.commands.focus();
    else
      editor.current
        ?.chain()
        .focus()
        .insertContent({ type: 'text', text: typed === '/' ? '/' : `/${typed}` })
        .run();
  };

  const tools = (id: string) => {
    const { draft } = store.getState();
    const paragraph = draft.byId.get(id);
    if (!paragraph) return null;
    const own = comments.filter(({ paragraphId }) => paragraphId === id);
    const areOpen = commentsOn === id;
    return (
      <>
        <ParagraphTools
          paragraph={paragraph}
          canEdit={canEdit}
          commentCount={own.length}
          areCommentsOpen={areOpen}
          isFirst={draft.order[0] === id}
          isLast={draft.order.at(-1) === id}
          acts={{
            onFigure: askFigure,
            onDisclose: () => setDisclosing(id),
            onComments: () => setCommentsOn(areOpen ? null : id),
            onReset: () => reset.mutate(id),
            onMove: (by) => move(id, by),
            onAdd: (kind, level) => {
              const added = store.insert(id, [''], kind, level);
              if (added) setSelection({ id: added, startAt: 'end' });
            },
            onRemove: () => {
              const at = draft.order.indexOf(id);
              const next = draft.order[at + 1] ?? draft.order[at - 1];
              store.remove(id);
              setSelection(next ? { id: next, startAt: null } : null);
            },
          }}
        />
        {areOpen && <CommentThread reportId={report.id} paragraphId={id} comments={own} />}
      </>
    );
  };

  const disclosed = disclosing ? store.getState().draft.byId.get(disclosing) : undefined;
  return (
    <>
      <div className="work-head">
        <h2>正文</h2>
        {canEdit ? <SaveState store={store} /> : <span className="hint">现在只能看，不能改</span>}
      </div>
      <div className="work-scroll text-scroll" tabIndex={-1}>
        <Conflicts store={store} />
        <ParagraphList
          store={store}
          figures={figures}
          marks={marks}
          canEdit={canEdit}
          selection={selection}
          mark={mark}
          acts={acts}
          onSelect={setSelection}
          onMove={move}
          renderTools={tools}
        />
        {(canEdit || hasContact) && <ContactForm store={store} canEdit={canEdit} />}
        {report.hiddenParagraphs > 0 && (
          <p className="hint">另有 {report.hiddenParagraphs} 段属于您看不到的问题，没有列出。</p>
        )}
      </div>
      <UndoRemoval store={store} />
      {open?.kind === 'menu' && (
        <FigureMenu anchor={open.anchor} figures={report.figures} onChoose={insertFigure} onClose={leaveMenu} />
      )}
      {open?.kind === 'figure' && (
        <FigurePopover reportId={report.id} figureKey={open.key} anchor={open.anchor} onClose={close} />
      )}
      {disclosed && (
        <DiscloseModal
          paragraph={disclosed}
          onClose={() => setDisclosing(null)}
          onDisclose={(values) => {
            store.disclose({ op: 'disclose', paragraphId: disclosed.id, ...values });
            setDisclosing(null);
          }}
        />
      )}
    </>
  );
}
