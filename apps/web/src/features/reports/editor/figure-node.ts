import { mergeAttributes, Node, type Editor } from '@tiptap/core';
import { figureLabel, figureWords, type FigureIndex } from './figure-text.ts';

interface FigureOptions {
  /** Asked each time: the ledger's numbers change while one writes. */
  figures: () => FigureIndex;
  onOpen: (key: string, anchor: HTMLElement) => void;
}

/** A figure of the ledger within a paragraph: one sign for the writer, whatever number it shows. */
export const FigureNode = Node.create<FigureOptions>({
  name: 'figure',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,

  addOptions: () => ({ figures: () => new Map(), onOpen: () => undefined }),
  addAttributes: () => ({
    key: {
      default: '',
      parseHTML: (element) => element.getAttribute('data-figure'),
      renderHTML: ({ key }: { key?: string }) => ({ 'data-figure': key ?? '' }),
    },
  }),
  parseHTML: () => [{ tag: '[data-figure]' }],
  renderHTML({ HTMLAttributes, node }) {
    return ['span', mergeAttributes(HTMLAttributes), figureWords(String(node.attrs['key']), this.options.figures())];
  },
  renderText({ node }) {
    return figureWords(String(node.attrs['key']), this.options.figures());
  },
  addNodeView() {
    return ({ node }) => {
      const key = String(node.attrs['key']);
      const figures = this.options.figures();
      const dom = document.createElement('span');
      dom.className = figures.has(key) ? 'figure-chip' : 'figure-chip is-unknown';
      dom.dataset['figure'] = key;
      dom.dataset['label'] = figureLabel(key, figures);
      dom.textContent = figureWords(key, figures);
      dom.addEventListener('click', () => this.options.onOpen(key, dom));
      return {
        dom,
        selectNode: () => dom.classList.add('is-selected'),
        deselectNode: () => dom.classList.remove('is-selected'),
      };
    };
  },
});

/** The figure that is selected as a whole, or null. */
export function selectedFigure(editor: Editor): { key: string; dom: HTMLElement } | null {
  const { selection } = editor.state;
  const node = 'node' in selection ? (selection.node as { type: { name: string }; attrs: { key?: string } }) : null;
  const dom = editor.view.nodeDOM(selection.from);
  if (node?.type.name !== 'figure' || !(dom instanceof HTMLElement)) return null;
  return { key: node.attrs.key ?? '', dom };
}
