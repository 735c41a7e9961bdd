import { Extension, type Editor } from '@tiptap/core';
import type { Slice } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { selectedFigure } from './figure-node.ts';
import { fromEditorDoc } from './figure-text.ts';
import type { EditorActs } from './paragraph-editor.tsx';

/** The stored text before and after the selection. */
function aroundSelection(view: EditorView): { before: string; after: string } {
  const { doc, selection } = view.state;
  return {
    before: fromEditorDoc(doc.cut(0, selection.from).toJSON()),
    after: fromEditorDoc(doc.cut(selection.to).toJSON()),
  };
}

function pastedParagraphs(slice: Slice): string[] {
  const texts: string[] = [];
  slice.content.forEach((node) => texts.push(fromEditorDoc(node.toJSON()).trim()));
  return texts.filter((text) => text !== '');
}

/** A sign of a date, a fraction or an address, not the beginning of a figure. */
function isPlainSlash(view: EditorView, from: number): boolean {
  return /[\w./:]$/.test(view.state.doc.textBetween(Math.max(0, from - 1), from));
}

function atEdge(editor: Editor, side: 'up' | 'down'): boolean {
  return editor.state.selection.empty && editor.view.endOfTextblock(side);
}

/** Keys and pasting that reach beyond the one paragraph. */
export function editorKeys(acts: () => EditorActs): Extension {
  return Extension.create({
    name: 'paragraphKeys',
    addKeyboardShortcuts() {
      const { editor } = this;
      const split = () => {
        const figure = selectedFigure(editor);
        if (figure) acts().onOpenFigure(figure.key, figure.dom);
        else {
          const { before, after } = aroundSelection(editor.view);
          acts().onSplit(before, after);
        }
        return true;
      };
      const leave = (to: -1 | 1) => () => {
        if (!atEdge(editor, to < 0 ? 'up' : 'down')) return false;
        acts().onLeave(to);
        return true;
      };
      return {
        Enter: split,
        'Shift-Enter': split,
        Backspace: () => {
          const { empty, from } = editor.state.selection;
          if (!empty || from > 1) return false;
          acts().onJoinBack();
          return true;
        },
        ArrowUp: leave(-1),
        ArrowDown: leave(1),
        Escape: () => {
          acts().onLeave(0);
          return true;
        },
        'Mod-/': () => {
          acts().onAskFigure(editor);
          return true;
        },
      };
    },
    addProseMirrorPlugins() {
      const { editor } = this;
      return [
        new Plugin({
          props: {
            handleTextInput: (view, from, _to, text) => {
              if (text !== '/' || view.composing || isPlainSlash(view, from)) return false;
              acts().onAskFigure(editor);
              return true;
            },
            handlePaste: (view, _event, slice) => {
              const pasted = pastedParagraphs(slice);
              if (pasted.length < 2) return false;
              const { before, after } = aroundSelection(view);
              acts().onPasteMany(before, pasted, after);
              return true;
            },
          },
        }),
      ];
    },
  });
}
