import { DISCLOSURE_CODES, DISCLOSURES } from '@rectify/domain';
import { useQueries } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { formatNumber } from '../../lib/format.ts';
import { queryOf } from '../../lib/query.ts';

/** How many issues may go to whom; each number leads to its rows in the ledger. */
export function DisclosureCounts({ inspectionId }: { inspectionId: string }) {
  const counts = useQueries({
    queries: DISCLOSURE_CODES.map((disclosure) => queryOf('summariseIssues', { query: { inspectionId, disclosure } })),
  });
  return (
    <ul className="numbers">
      {DISCLOSURE_CODES.map((disclosure, index) => {
        const total = counts[index]?.data?.total;
        return (
          <li key={disclosure}>
            <Link to={`/app/issues?inspectionId=${inspectionId}&disclosure=${disclosure}`}>
              {DISCLOSURES[disclosure]} <b>{total === undefined ? '…' : formatNumber(total)}</b>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
