import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queryOf } from '../../../lib/query.ts';
import { AsyncState } from '../../../ui/async-state.tsx';
import { DiffView } from './diff-view.tsx';
import { diffRevisions } from './revision-diff.ts';

interface RevisionDiffProps {
  reportId: string;
  from: number;
  to: number;
  onJump?: ((paragraphId: string) => void) | undefined;
}

/** What changed from one revision to another. */
export function RevisionDiff({ reportId, from, to, onJump }: RevisionDiffProps) {
  const [before, after] = useQueries({
    queries: [from, to].map((number) => queryOf('getRevision', { params: { id: reportId, number } })),
  });
  const old = before?.data?.paragraphs;
  const now = after?.data?.paragraphs;
  const rows = useMemo(() => (old && now ? diffRevisions(old, now) : undefined), [old, now]);
  const reading = {
    data: rows,
    error: before?.error ?? after?.error,
    refetch: () => Promise.all([before?.refetch(), after?.refetch()]),
  };
  return <AsyncState query={reading}>{(found) => <DiffView rows={found} onJump={onJump} />}</AsyncState>;
}
