import { Button } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { useIsPhone } from './use-is-phone.ts';
import './styles/filter-bar.css';

interface FilterBarProps {
  /** How many filters are set, to be seen while the bar is folded on a phone. */
  count: number;
  onClear: () => void;
  /** A single filter need not be folded. */
  isFolding?: boolean;
  children: ReactNode;
}

/** A row of filters; folded behind one button on a phone. */
export function FilterBar({ count, onClear, isFolding = true, children }: FilterBarProps) {
  const isFolded = useIsPhone() && isFolding;
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="filter-bar" role="group" aria-label="筛选">
      {isFolded && (
        <Button aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
          {isOpen ? '收起筛选' : count > 0 ? `筛选（已设 ${count} 项）` : '筛选'}
        </Button>
      )}
      <div id={id} className="filter-items" hidden={isFolded && !isOpen}>
        {children}
        {count > 0 && (
          <Button type="link" onClick={onClear}>
            清除筛选
          </Button>
        )}
      </div>
    </div>
  );
}

interface FilterItemProps {
  label: string;
  children: ReactNode;
  /** Why it cannot be used now. */
  note?: string | undefined;
}

/** One filter with its name above it. */
export function FilterItem({ label, children, note }: FilterItemProps) {
  return (
    <div className="filter-item" title={note}>
      <span className="filter-label" aria-hidden>
        {label}
      </span>
      {children}
    </div>
  );
}
