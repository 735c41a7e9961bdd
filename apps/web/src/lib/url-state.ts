import { useSearchParams } from 'react-router-dom';

type Values<K extends string> = Partial<Record<K, string>>;
type Patch<K extends string> = Partial<Record<K | 'cursor', string | null | undefined>>;

/** Filters, sort, page and tab live in the address: reads them, and writes some of them. A changed filter returns to the first page. */
export function useUrlState<const K extends string>(names: readonly K[]) {
  const [search, setSearch] = useSearchParams();
  const values: Values<K> = {};
  for (const name of names) {
    const value = search.get(name);
    if (value) values[name] = value;
  }

  const patched = (patch: Patch<K>) => {
    const next = new URLSearchParams(search);
    next.delete('cursor');
    for (const [name, value] of Object.entries(patch) as [string, string | null | undefined][]) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    return next;
  };

  return {
    values,
    cursor: search.get('cursor') ?? undefined,
    /** Writes into the address; `replace` where going back step by step would annoy (typing). */
    set: (patch: Patch<K>, { replace = false } = {}) =>
      setSearch(patched(patch), { replace, preventScrollReset: true }),
    /** The address of this page with some values changed, for links. */
    searchWith: (patch: Patch<K>) => `?${patched(patch)}`,
  };
}
