import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router-dom';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Searches the ledger from anywhere; Ctrl+K (⌘K) comes here. */
export function GlobalSearch() {
  const input = useRef<HTMLInputElement>(null);
  const [isTooShort, setTooShort] = useState(false);
  const navigate = useNavigate();

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('keydown', focus);
    return () => window.removeEventListener('keydown', focus);
  }, []);

  const search = (event: FormEvent) => {
    event.preventDefault();
    const words = input.current?.value.trim() ?? '';
    if (words.length === 1) {
      setTooShort(true);
      return;
    }
    if (input.current) input.current.value = '';
    void navigate(words ? `/app/issues?q=${encodeURIComponent(words)}` : '/app/issues');
  };

  return (
    <form role="search" className="global-search" onSubmit={search}>
      <input
        ref={input}
        type="search"
        aria-label="搜索台账，至少两个字，按回车"
        aria-invalid={isTooShort}
        placeholder={`搜索台账（${isMac ? '⌘K' : 'Ctrl+K'}）`}
        maxLength={60}
        onChange={() => setTooShort(false)}
      />
      {isTooShort && (
        <span role="alert" className="global-search-hint">
          请至少输入两个字
        </span>
      )}
    </form>
  );
}
