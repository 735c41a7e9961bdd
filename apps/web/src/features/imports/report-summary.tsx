import type { ReportParse } from '@rectify/contract';
import type { ReactNode } from 'react';
import type { CallReply } from '../../lib/call.ts';
import { formatDay } from '../../lib/format.ts';
import type { DraftCounts } from './import-draft.ts';
import { claimLines, isSameUnit } from './report-facts.ts';

interface ReportSummaryProps {
  parse: ReportParse;
  counts: DraftCounts;
  inspection: CallReply<'getInspection'>;
  onLine: (line: number) => void;
}

function Fact({ label, children, doubt }: { label: string; children: ReactNode; doubt?: string | null | undefined }) {
  return (
    <div className="fact">
      <dt>{label}</dt>
      <dd>
        {children}
        {doubt && <span className="fact-doubt">{doubt}</span>}
      </dd>
    </div>
  );
}

const range = (from: string | null, to: string | null) =>
  [from, to].map((day) => (day ? formatDay(day) : '不详')).join('至');

function differs(read: string | null, known: string | null): string | null {
  return read && known && read !== known ? `与本次巡察登记的${formatDay(known)}不同` : null;
}

/** What the text says of itself: unit, group, dates, contact, signatory, and its own totals beside what was found. */
export function ReportSummary({ parse, counts, inspection, onLine }: ReportSummaryProps) {
  const { unitName, inspection: head, contact, signatory, signedOn } = parse;
  const claims = claimLines(parse.claims, counts);
  const reach = [
    contact.phone && `电话 ${contact.phone}`,
    contact.email,
    contact.address,
    contact.postcode && `邮编 ${contact.postcode}`,
  ]
    .filter(Boolean)
    .join('，');
  return (
    <dl className="facts" aria-label="文中读到的基本情况">
      {unitName && (
        <Fact
          label="单位"
          doubt={
            isSameUnit(unitName, inspection.unit.name) ? null : `与本次巡察的单位“${inspection.unit.name}”不同，请核对`
          }
        >
          {unitName}
        </Fact>
      )}
      {head.groupName && <Fact label="巡察组">{head.groupName}</Fact>}
      {(head.onSiteFrom ?? head.onSiteTo) && <Fact label="进驻">{range(head.onSiteFrom, head.onSiteTo)}</Fact>}
      {head.feedbackOn && (
        <Fact label="反馈" doubt={differs(head.feedbackOn, inspection.feedbackOn)}>
          {formatDay(head.feedbackOn)}
        </Fact>
      )}
      {(signatory ?? signedOn) && (
        <Fact label="落款">{[signatory, signedOn && formatDay(signedOn)].filter(Boolean).join('，')}</Fact>
      )}
      {reach && <Fact label="联系方式">{reach}</Fact>}
      {claims.length > 0 && (
        <Fact label="文中数字">
          {claims.map((claim) => (
            <span key={claim.text} className="claim">
              <button
                type="button"
                className="text-button"
                title={`第 ${claim.line} 行`}
                onClick={() => onLine(claim.line)}
              >
                {claim.text}
              </button>
              {claim.mismatch && <span className="fact-doubt">{claim.mismatch}</span>}
            </span>
          ))}
        </Fact>
      )}
    </dl>
  );
}
