import { ISSUE_STATUSES, type IssueStatus } from '@rectify/domain';

const LINE = [
  'draft',
  'issued',
  'planning',
  'rectifying',
  'closing',
  'closed',
] as const satisfies readonly IssueStatus[];

/** The states of an issue as a line, the present one marked, and who must act next. */
export function StateLine({ status, next }: { status: IssueStatus; next: { text: string } }) {
  if (status === 'withdrawn') {
    return (
      <p className="state-withdrawn">
        <strong>已撤销</strong>：记录保留，不再整改。
      </p>
    );
  }
  const place = LINE.findIndex((code) => code === status);
  return (
    <div className="state">
      <ol className="state-line" aria-label="办理进程">
        {LINE.map((code, index) => (
          <li
            key={code}
            className={index < place ? 'is-past' : index === place ? 'is-now' : ''}
            aria-current={index === place ? 'step' : undefined}
          >
            {ISSUE_STATUSES[code]}
            {index < place && <span className="visually-hidden">（已过）</span>}
          </li>
        ))}
      </ol>
      {status !== 'closed' || next.text !== ISSUE_STATUSES.closed ? (
        <p className="state-next">下一步：{next.text}</p>
      ) : null}
    </div>
  );
}
