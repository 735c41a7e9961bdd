import { Document } from '@tiptap/extension-document';
import { Paragraph as ParagraphNode } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { UndoRedo } from '@tiptap/extensions';
import { EditorContent, useEditor, type Editor } from '@tiptap/react';
import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { editorKeys } from './editor-keys.ts';
import { FigureNode } from './figure-node.ts';
import { fromEditorDoc, toEditorDoc, type FigureIndex } from './figure-text.ts';
import { createLatest } from './latest.ts';

export interface EditorActs {
  onWrite: (text: string) => void;
  /** The writer turned to something else. */
  onRest: () => void;
  /** Enter: what stands after the caret begins a paragraph of its own. */
  onSplit: (before: string, after: string) => void;
  /** Several paragraphs were pasted; the first belongs here. */
  onPasteMany: (before: string, pasted: readonly string[], after: string) => void;
  /** Backspace at the very beginning. */
  onJoinBack: () => void;
  /** Out of the paragraph: up, down, or to the list itself. */
  onLeave: (to: -1 | 0 | 1) => void;
  onAskFigure: (editor: Editor) => void;
  onOpenFigure: (key: string, anchor: HTMLElement) => void;
}

interface ParagraphEditorProps {
  text: string;
  label: string;
  figures: FigureIndex;
  /** Position of the caret at the beginning. */
  startAt: number | 'end';
  acts: EditorActs;
  onReady: (editor: Editor | null) => void;
}

// One paragraph, its words kept as they are: an issue's text may have lines of its own.
const OneParagraph = Document.extend({ content: 'paragraph' });
const Words = ParagraphNode.extend({ whitespace: 'pre' });

/** The one paragraph that is being written: plain words and figures, nothing else. */
export function ParagraphEditor({ text, label, figures, startAt, acts, onReady }: ParagraphEditorProps) {
  const [latest] = useState(() => createLatest({ acts, figures }));
  useLayoutEffect(() => latest.set({ acts, figures }), [latest, acts, figures]);
  const extensions = useMemo(
    () => [
      OneParagraph,
      Words,
      Text,
      UndoRedo,
      FigureNode.configure({
        figures: () => latest.get().figures,
        onOpen: (key, anchor) => latest.get().acts.onOpenFigure(key, anchor),
      }),
      editorKeys(() => latest.get().acts),
    ],
    [latest],
  );
  const editor = useEditor({
    extensions,
    content: toEditorDoc(text),
    injectCSS: false,
    editorProps: {
      attributes: { class: 'paragraph-input', role: 'textbox', 'aria-multiline': 'true', 'aria-label': label },
    },
    onBlur: () => latest.get().acts.onRest(),
    onUpdate: ({ editor: changed }) => latest.get().acts.onWrite(fromEditorDoc(changed.getJSON())),
  });

  // Not by the library's autofocus, which comes a frame later: the first keys would be lost.
  useLayoutEffect(() => {
    const { doc } = editor.state;
    editor.commands.setTextSelection(startAt === 'end' ? doc.content.size - 1 : startAt);
    editor.view.focus();
    // Only when writing begins.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [editor]);

  // Words that came from elsewhere: a repair, an undo, another writer.
  useEffect(() => {
    if (fromEditorDoc(editor.getJSON()) === text) return;
    editor.commands.setContent(toEditorDoc(text), { emitUpdate: false });
  }, [editor, text]);

  useEffect(() => {
    onReady(editor);
    return () => onReady(null);
  }, [editor, onReady]);

  return <EditorContent editor={editor} className="paragraph-editor" />;
}
