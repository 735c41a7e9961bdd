import type { Editor } from '@tiptap/react';
import { useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { DraftStore } from './draft-store.ts';
import { endPosition } from './figure-text.ts';
import { anchorOf, type Anchor } from './floating.tsx';
import type { Selection } from './paragraph-list.tsx';
import type { ListActs } from './paragraph-row.tsx';
import { showParagraph } from './use-selection.ts';

type Open = { kind: 'menu'; anchor: Anchor } | { kind: 'figure'; key: string; anchor: Anchor } | null;

function caretAnchor(editor: Editor): Anchor {
  return editor.view.coordsAtPos(editor.state.selection.from);
}

/** What the paragraphs ask of the list around them: splitting, joining, going on, figures. */
export function useListActs(store: DraftStore, setSelection: (selection: Selection | null) => void) {
  const editor = useRef<Editor | null>(null);
  const [open, setOpen] = useState<Open>(null);

  const acts = useMemo((): ListActs => {
    const edit = (id: string, startAt: Selection['startAt']) => {
      // At once: a quick writer's next key must find the new editor.
      flushSync(() => setSelection({ id, startAt }));
      showParagraph(id, { block: 'nearest' });
    };
    return {
      onReady: (ready) => (editor.current = ready),
      onAskFigure: (asking) => setOpen({ kind: 'menu', anchor: caretAnchor(asking) }),
      onOpenFigure: (key, element) => setOpen({ kind: 'figure', key, anchor: anchorOf(element) }),
      onSplit: (id, before, after) => {
        store.write(id, before);
        const next = store.insert(id, [after]);
        if (next) edit(next, 1);
      },
      onPasteMany: (id, before, pasted, after) => {
        const [first = '', ...rest] = pasted;
        store.write(id, before + first);
        const last = store.insert(
          id,
          rest.map((text, index) => (index === rest.length - 1 ? text + after : text)),
        );
        if (last) edit(last, 'end');
      },
      onJoinBack: (id) => {
        const { draft } = store.getState();
        const at = draft.order.indexOf(id);
        const before = draft.byId.get(draft.order[at - 1] ?? '');
        const joined = draft.byId.get(id);
        // Only what the writer added may melt into another: an issue or a measure stays one.
        if (!before || joined?.kind !== 'text' || (joined.text !== '' && before.kind !== 'text')) return;
        store.join(before.id, id);
        edit(before.id, endPosition(before.text));
      },
      onLeave: (id, to) => {
        const { order } = store.getState().draft;
        const next = order[order.indexOf(id) + to];
        if (to === 0 || next === undefined) {
          setSelection({ id, startAt: null });
          showParagraph(id, { focus: true });
        } else edit(next, to < 0 ? 'end' : 1);
      },
    };
  }, [store, setSelection]);

  return { acts, editor, open, setOpen };
}
