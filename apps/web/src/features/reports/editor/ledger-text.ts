import { call } from '../../../lib/call.ts';

/** A paragraph as the ledger last gave it: from the newest revision that was composed, where nobody had rewritten it yet. */
export async function ledgerText(reportId: string, paragraphId: string): Promise<string | null> {
  const { items } = await call('listRevisions', { params: { id: reportId }, query: { limit: 100 } });
  const composed = items
    .filter(({ origin }) => origin === 'composed' || origin === 'recomposed')
    .map(({ number }) => number);
  for (const number of new Set([...composed, 1])) {
    const { paragraphs } = await call('getRevision', { params: { id: reportId, number } });
    const found = paragraphs.find(({ id }) => id === paragraphId);
    if (found && !found.isEdited) return found.text;
  }
  return null;
}
