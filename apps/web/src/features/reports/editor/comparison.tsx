import { useQuery } from '@tanstack/react-query';
import type { CallReply } from '../../../lib/call.ts';
import { formatNumber } from '../../../lib/format.ts';
import { queryOf } from '../../../lib/query.ts';
import { AsyncState } from '../../../ui/async-state.tsx';
import { DiffText } from './diff-view.tsx';
import { diffText } from './revision-diff.ts';

type Row = CallReply<'compareAudiences'>['rows'][number];

function Side({
  label,
  text,
  other,
  kind,
}: {
  label: string;
  text: string | null;
  other: string | null;
  kind: 'added' | 'removed';
}) {
  return (
    <div className="compare-side">
      <h4>{label}</h4>
      {text === null ? (
        <p className="hint">没有这一段</p>
      ) : (
        <p>
          {other === null ? (
            text
          ) : (
            <DiffText
              pieces={(kind === 'added' ? diffText(other, text) : diffText(text, other)).filter(
                (piece) => piece.kind === 'same' || piece.kind === kind,
              )}
            />
          )}
        </p>
      )}
    </div>
  );
}

function Difference({ row, onJump }: { row: Row; onJump: (paragraphId: string) => void }) {
  return (
    <li className="compare-row">
      <p className="compare-reason">
        <span>{row.reason}</span>
        <button type="button" className="text-button" onClick={() => onJump(row.paragraphId)}>
          在文稿中查看
        </button>
      </p>
      <div className="compare-sides">
        <Side label="社会" text={row.public} other={row.party} kind="removed" />
        <Side label="党内" text={row.party} other={row.public} kind="added" />
      </div>
    </li>
  );
}

/** 党内与社会对照: only what differs, with why, and counts that add up. */
export function Comparison({ reportId, onJump }: { reportId: string; onJump: (paragraphId: string) => void }) {
  const query = useQuery(queryOf('compareAudiences', { params: { id: reportId } }));
  return (
    <div className="work-scroll compare" tabIndex={0} role="region" aria-label="党内与社会对照">
      <AsyncState query={query}>
        {({ publicIssues, partyIssues, withheldIssues, rows }) => (
          <>
            <p className="compare-sum">
              社会公开 <b>{formatNumber(publicIssues)}</b> 项，只在党内{' '}
              <b>{formatNumber(partyIssues - publicIssues)}</b> 项，合计党内 <b>{formatNumber(partyIssues)}</b>{' '}
              项；依规不公开 <b>{formatNumber(withheldIssues)}</b> 项；全部{' '}
              <b>{formatNumber(partyIssues + withheldIssues)}</b> 项。
            </p>
            {rows.length === 0 ? (
              <p>两种文稿一字不差。</p>
            ) : (
              <ul className="compare-rows">
                {rows.map((row) => (
                  <Difference key={row.paragraphId} row={row} onJump={onJump} />
                ))}
              </ul>
            )}
          </>
        )}
      </AsyncState>
    </div>
  );
}
