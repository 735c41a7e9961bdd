type Figure = 'open' | 'overdue' | 'closed' | 'staged' | 'draft' | Record<string, never>;

const SETS: Record<Exclude<Figure, object>, Record<string, string>> = {
  open: { status: 'draft,issued,planning,rectifying,closing' },
  overdue: { light: 'red' },
  closed: { result: 'completed' },
  staged: { result: 'staged' },
  draft: { status: 'draft' },
};

/** The ledger's address for the rows behind a number. */
export function ledgerLink(base: Record<string, string>, figure: Figure = {}): string {
  const set = typeof figure === 'string' ? SETS[figure] : {};
  return `/app/issues?${new URLSearchParams({ ...base, ...set })}`;
}
