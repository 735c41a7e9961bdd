import { type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import type { DraftStore } from './draft-store.ts';
import { editorPosition, type FigureIndex } from './figure-text.ts';
import type { Mark } from './finding-place.ts';
import { ParagraphRow, type ListActs, type Marks } from './paragraph-row.tsx';
import { useDraft } from './use-draft.ts';
import { showParagraph } from './use-selection.ts';

export interface Selection {
  id: string;
  /** Where writing began; null while the paragraph is only chosen. */
  startAt: number | 'end' | null;
}

interface ParagraphListProps {
  store: DraftStore;
  figures: FigureIndex;
  marks: ReadonlyMap<string, Marks>;
  canEdit: boolean;
  selection: Selection | null;
  mark: (Mark & { id: string }) | null;
  acts: ListActs;
  onSelect: (selection: Selection | null) => void;
  onMove: (id: string, by: -1 | 1) => void;
  /** What stands under the chosen paragraph: its tools. */
  renderTools: (id: string) => ReactNode;
}

const rowOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-paragraph]') : null;

/** How many shown signs stand before the pressed place of a read paragraph; null beside the words. */
function shownOffset(event: MouseEvent, row: HTMLElement): number | null {
  const words = row.querySelector('.paragraph-read');
  const caret = document.caretRangeFromPoint(event.clientX, event.clientY);
  if (!words || !caret || !words.contains(caret.startContainer)) return null;
  const range = document.createRange();
  range.setStart(words, 0);
  range.setEnd(caret.startContainer, caret.startOffset);
  return range.toString().length;
}

/** The text, paragraph by paragraph; only the chosen one is an editor, so that a long report stays quick. */
export function ParagraphList(props: ParagraphListProps) {
  const { store, figures, marks, canEdit, selection, mark, acts, onSelect, onMove, renderTools } = props;
  const order = useDraft(store, ({ draft }) => draft.order);
  const current = selection && order.includes(selection.id) ? selection : null;

  const press = (event: MouseEvent) => {
    const row = rowOf(event.target);
    const id = row?.dataset['paragraph'];
    if (!row || !id || !(event.target instanceof Element)) return;
    const figure = event.target.closest<HTMLElement>('.paragraph-read [data-figure]');
    if (figure?.dataset['figure']) {
      onSelect({ id, startAt: null });
      acts.onOpenFigure(figure.dataset['figure'], figure);
      return;
    }
    // Words being selected to be copied, or what stands under the paragraph.
    if (!event.target.closest('.paragraph-body') || !(window.getSelection()?.isCollapsed ?? true)) return;
    if (selection?.id === id && selection.startAt !== null) return;
    const shown = canEdit ? shownOffset(event, row) : null;
    const text = store.getState().draft.byId.get(id)?.text ?? '';
    onSelect({ id, startAt: canEdit ? (shown === null ? 'end' : editorPosition(text, figures, shown)) : null });
  };

  const key = (event: KeyboardEvent) => {
    const id = event.target instanceof HTMLElement ? event.target.dataset['paragraph'] : undefined;
    if (!id) return;
    const at = order.indexOf(id);
    const steps: Record<string, number> = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: order.length - 1 };
    const to = order[steps[event.key] ?? -1];
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      if (canEdit) onMove(id, event.key === 'ArrowUp' ? -1 : 1);
    } else if (to !== undefined) {
      onSelect({ id: to, startAt: null });
      showParagraph(to, { focus: true, block: 'nearest' });
    } else if (event.key === 'Enter' && canEdit) onSelect({ id, startAt: 'end' });
    else return;
    event.preventDefault();
  };

  return (
    <ol
      className="paragraphs"
      aria-label={canEdit ? '文稿；上下键选段，回车修改' : '文稿；上下键选段'}
      onClick={press}
      onKeyDown={key}
    >
      {order.map((id) => {
        const isCurrent = current?.id === id;
        return (
          <ParagraphRow
            key={id}
            store={store}
            id={id}
            figures={figures}
            marks={marks.get(id)}
            isCurrent={isCurrent}
            isTabStop={isCurrent || (current === null && id === order[0])}
            startAt={isCurrent && canEdit ? current.startAt : null}
            mark={mark?.id === id ? mark : undefined}
            acts={acts}
          >
            {isCurrent ? renderTools(id) : null}
          </ParagraphRow>
        );
      })}
    </ol>
  );
}
