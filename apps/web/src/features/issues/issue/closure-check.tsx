import { useQuery } from '@tanstack/react-query';
import { queryOf } from '../../../lib/query.ts';
import { AsyncState } from '../../../ui/async-state.tsx';

/** 销号质检: what the system noticed; it advises, people decide. */
export function ClosureCheck({ issueId }: { issueId: string }) {
  const check = useQuery(queryOf('getClosureCheck', { params: { id: issueId } }));
  return (
    <section className="closure-check" aria-labelledby="closure-check-title">
      <h3 id="closure-check-title">
        销号质检 <span className="hint">供参考，由审核人判断</span>
      </h3>
      <AsyncState query={check} rows={2}>
        {({ findings }) =>
          findings.length === 0 ? (
            <p className="hint">没有发现需要特别留意之处。</p>
          ) : (
            <ul className="check-findings">
              {findings.map((finding, index) => (
                <li key={index} className={`check-${finding.severity}`}>
                  <strong>{finding.severity === 'warning' ? '留意' : '提示'}</strong>
                  <span>
                    {finding.message}
                    {finding.quote && <q>{finding.quote}</q>}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </AsyncState>
    </section>
  );
}
