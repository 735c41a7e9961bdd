import { LockOutlined } from '@ant-design/icons';
import { DISCLOSURES, ISSUE_KINDS, ISSUE_NATURES, ISSUE_SOURCES, WITHHOLD_GROUNDS } from '@rectify/domain';
import { formatDay } from '../../../lib/format.ts';
import { useSession } from '../../../lib/session.tsx';
import { LightTag } from '../../../ui/light-tag.tsx';
import type { IssueDetail } from './issue-types.ts';
import { StateLine } from './state-line.tsx';

function countsOf({ returnCount, extensionCount, reopenCount }: IssueDetail): string[] {
  return [
    returnCount > 0 ? `退回 ${returnCount} 次` : '',
    extensionCount > 0 ? `延期 ${extensionCount} 次` : '',
    reopenCount > 0 ? `重新整改 ${reopenCount} 次` : '',
  ].filter(Boolean);
}

/** The issue at a glance: state and who acts next (known to a reviewer already), light, limit, what kind of issue it is. */
export function IssueGlance({ issue, isForReview = false }: { issue: IssueDetail; isForReview?: boolean }) {
  const { today } = useSession();
  const counts = countsOf(issue);
  const facts: [string, string][] = [
    ['牵头单位', issue.leadUnit.name],
    ...(issue.coUnits.length > 0
      ? [['配合单位', issue.coUnits.map(({ name }) => name).join('、')] as [string, string]]
      : []),
    ['类型', `${ISSUE_KINDS[issue.kind]}，${ISSUE_SOURCES[issue.source]}，${ISSUE_NATURES[issue.nature]}`],
    [
      '公开',
      `${DISCLOSURES[issue.disclosure]}${issue.withholdGround ? `（${WITHHOLD_GROUNDS[issue.withholdGround]}）` : ''}`,
    ],
    ...(issue.feedbackOn ? [['反馈日期', formatDay(issue.feedbackOn)] as [string, string]] : []),
  ];
  return (
    <div className="glance">
      {!isForReview && <StateLine status={issue.status} next={issue.next} />}
      <p className="glance-lights">
        {issue.status !== 'withdrawn' && <LightTag light={issue.light} showOriginal />}
        {issue.dueOn && (
          <span>
            时限 {formatDay(issue.dueOn, today)}
            {issue.originalDueOn &&
              issue.originalDueOn !== issue.dueOn &&
              `（原定${formatDay(issue.originalDueOn, today)}）`}
          </span>
        )}
        {counts.map((text) => (
          <span key={text} className="count-mark">
            {text}
          </span>
        ))}
      </p>
      <dl className="glance-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** The feedback as it was written; locked once issued. */
export function FeedbackText({ issue }: { issue: IssueDetail }) {
  return (
    <section className="issue-block" id="feedback" aria-labelledby="feedback-title">
      <div className="block-head">
        <h2 id="feedback-title">反馈原文</h2>
        {issue.isTextLocked && (
          <span className="lock">
            <LockOutlined aria-hidden /> 原文已锁定，任何人不得改动
          </span>
        )}
      </div>
      <p className="reading pre-line">{issue.text}</p>
    </section>
  );
}
