import { memo, useMemo, type ReactNode } from 'react';
import type { Editor } from '@tiptap/react';
import type { DraftStore } from './draft-store.ts';
import type { FigureIndex } from './figure-text.ts';
import type { Mark } from './finding-place.ts';
import { ParagraphEditor, type EditorActs } from './paragraph-editor.tsx';
import { isAdded } from './paragraph-id.ts';
import { ParagraphText } from './paragraph-text.tsx';
import { disclosureWords, KIND_WORDS } from './paragraph-words.ts';
import { useDraft } from './use-draft.ts';

export interface Marks {
  errors: number;
  warnings: number;
  notes: number;
  comments: number;
}

export interface ListActs extends Omit<
  EditorActs,
  'onWrite' | 'onRest' | 'onSplit' | 'onPasteMany' | 'onJoinBack' | 'onLeave'
> {
  onSplit: (id: string, before: string, after: string) => void;
  onPasteMany: (id: string, before: string, pasted: readonly string[], after: string) => void;
  onJoinBack: (id: string) => void;
  onLeave: (id: string, to: -1 | 0 | 1) => void;
  onReady: (editor: Editor | null) => void;
}

interface ParagraphRowProps {
  store: DraftStore;
  id: string;
  figures: FigureIndex;
  marks: Marks | undefined;
  isCurrent: boolean;
  isTabStop: boolean;
  /** Where writing begins; null while it is only read. */
  startAt: number | 'end' | null;
  mark: Mark | undefined;
  acts: ListActs;
  children?: ReactNode;
}

function Badges({
  marks,
  disclosure,
  isEdited,
}: {
  marks: Marks | undefined;
  disclosure: string | null;
  isEdited: boolean;
}) {
  const words = [
    ['audience', disclosure],
    ['edited', isEdited && '已改写'],
    ['error', marks && marks.errors > 0 && `错误 ${marks.errors}`],
    ['warning', marks && marks.warnings > 0 && `警告 ${marks.warnings}`],
    ['comment', marks && marks.comments > 0 && `批注 ${marks.comments}`],
  ].filter(([, text]) => Boolean(text));
  if (words.length === 0) return null;
  return (
    <span className="paragraph-badges">
      {words.map(([key, text]) => (
        <span key={String(key)} className={`badge badge-${String(key)}`}>
          {text}
        </span>
      ))}
    </span>
  );
}

/** One paragraph: read, or written in place while it is the active one. */
export const ParagraphRow = memo(function ParagraphRow(props: ParagraphRowProps) {
  const { store, id, figures, marks, isCurrent, isTabStop, startAt, mark, acts, children } = props;
  const paragraph = useDraft(store, ({ draft }) => draft.byId.get(id));
  const editorActs = useMemo(
    (): EditorActs => ({
      ...acts,
      onWrite: (text) => store.write(id, text),
      onRest: () => void store.save(),
      onSplit: (before, after) => acts.onSplit(id, before, after),
      onPasteMany: (before, pasted, after) => acts.onPasteMany(id, before, pasted, after),
      onJoinBack: () => acts.onJoinBack(id),
      onLeave: (to) => acts.onLeave(id, to),
    }),
    [acts, id, store],
  );
  if (!paragraph) return null;
  const { kind, level, text, isEdited } = paragraph;
  return (
    <li
      data-paragraph={id}
      tabIndex={isTabStop ? 0 : -1}
      aria-current={isCurrent ? 'true' : undefined}
      className={`paragraph paragraph-${kind} level-${level}${isCurrent ? ' is-current' : ''}`}
    >
      <div className="paragraph-body">
        {startAt === null ? (
          <div className="paragraph-read">
            <ParagraphText text={text} figures={figures} mark={mark} />
          </div>
        ) : (
          <ParagraphEditor
            text={text}
            label={`${KIND_WORDS[kind]}，正在修改`}
            figures={figures}
            startAt={startAt}
            acts={editorActs}
            onReady={acts.onReady}
          />
        )}
        <Badges marks={marks} disclosure={disclosureWords(paragraph)} isEdited={isEdited && !isAdded(id)} />
      </div>
      {children}
    </li>
  );
});
