import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Figure } from '../report-types.ts';
import { Floating, type Anchor } from './floating.tsx';

interface FigureMenuProps {
  anchor: Anchor;
  figures: readonly Figure[];
  onChoose: (key: string) => void;
  /** Nothing was chosen; `typed` is what stands in the search field. */
  onClose: (typed: string) => void;
}

function matches({ label, scope, text }: Figure, words: readonly string[]): boolean {
  const all = `${label} ${scope ?? '全部'} ${text}`;
  return words.every((word) => all.includes(word));
}

function Options({
  id,
  found,
  active,
  onChoose,
}: {
  id: string;
  found: readonly Figure[];
  active: number;
  onChoose: (key: string) => void;
}) {
  return (
    <ul id={`${id}-list`} role="listbox" aria-label="可用的数字" className="figure-options">
      {found.map((figure, index) => {
        const isFirstOfScope = figure.scope !== found[index - 1]?.scope || index === 0;
        return (
          <li
            key={figure.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className="figure-option"
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(figure.key)}
          >
            {isFirstOfScope && <span className="figure-scope">{figure.scope ?? '全部问题'}</span>}
            <span className="figure-option-line">
              <span>{figure.label}</span>
              <b>
                {figure.text}
                {figure.unit && ` ${figure.unit}`}
              </b>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** A searchable list of the ledger's figures with what they read now. */
export function FigureMenu({ anchor, figures, onChoose, onClose }: FigureMenuProps) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const found = useMemo(() => {
    const words = typed.split(/\s+/).filter(Boolean);
    return figures.filter((figure) => matches(figure, words));
  }, [figures, typed]);

  const go = (to: number) => {
    const next = (to + found.length) % Math.max(1, found.length);
    setActive(next);
    box.current?.querySelector(`#${CSS.escape(`${id}-${next}`)}`)?.scrollIntoView({ block: 'nearest' });
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') go(active + 1);
    else if (event.key === 'ArrowUp') go(active - 1);
    else if (event.key === 'Escape') onClose('');
    else if (event.key === 'Enter') {
      const figure = found[active];
      if (figure) onChoose(figure.key);
      else onClose(typed);
    } else if (event.key === '/' && typed === '') onClose('/');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <Floating anchor={anchor} label="插入数字" onClose={() => onClose('')}>
      <div ref={box} className="figure-menu">
        <input
          // The menu was opened to search in it.
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={found.length > 0 ? `${id}-${active}` : undefined}
          aria-label="查找数字"
          placeholder="查找数字，如 完成"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(0);
          }}
          onKeyDown={press}
        />
        {found.length > 0 ? (
          <Options id={id} found={found} active={active} onChoose={onChoose} />
        ) : (
          <p className="hint figure-none">没有这样的数字。按回车，当作文字写入。</p>
        )}
      </div>
    </Floating>
  );
}
