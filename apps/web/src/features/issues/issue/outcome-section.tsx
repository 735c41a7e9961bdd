import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../../lib/call.ts';
import { formatDay } from '../../../lib/format.ts';
import { useConfirm } from '../../../ui/use-confirm.tsx';
import { find, may, measureName, type IssueDetail, type Outcome } from './issue-types.ts';
import { OutcomeForm } from './outcome-form.tsx';
import { describeOutcome } from './outcome-words.ts';
import { StatementForm } from './statement-form.tsx';
import { useIssueWrite } from './use-issue-write.ts';

function OutcomeList({ issue, canRemove }: { issue: IssueDetail; canRemove: boolean }) {
  const confirm = useConfirm();
  const write = useIssueWrite(issue.id);
  const remove = async (outcome: Outcome) => {
    const isSure = await confirm({
      title: '删除这条成效？',
      consequences: [`${describeOutcome(outcome)}：${outcome.note}`, '汇总数字随之减少，删除记入经过。'],
      okText: '删除',
    });
    if (isSure)
      await write.runAndTell(
        () => call('removeOutcome', { params: { id: outcome.id }, query: { version: issue.version } }),
        '已删除一条成效。',
      );
  };
  return (
    <ul className="outcomes">
      {issue.outcomes.map((outcome) => (
        <li key={outcome.id}>
          <strong>{describeOutcome(outcome)}</strong>
          <span>{outcome.note}</span>
          {outcome.measureId && <span className="hint">{measureName(issue, outcome.measureId)}</span>}
          {canRemove && (
            <button type="button" className="text-button no-print" onClick={() => void remove(outcome)}>
              删除
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What the work brought: the statement in words, and counted results that all totals come from. */
export function OutcomeSection({ issue, isReadOnly = false }: { issue: IssueDetail; isReadOnly?: boolean }) {
  const [task, setTask] = useState<'statement' | 'outcome' | null>(null);
  const { allowedActions, nature, outcomeStatement, stageGoal, reviewOn } = issue;
  const isLongTerm = nature === 'long_term';
  const canWrite = !isReadOnly && may(allowedActions, 'writeOutcomeStatement');
  const canSetGoal = !isReadOnly && isLongTerm && may(allowedActions, 'setStageGoal');
  const canRecord = !isReadOnly && find(allowedActions, 'recordOutcome')?.reason === null;
  const isEmpty = !outcomeStatement && issue.outcomes.length === 0;
  if (isEmpty && !canWrite && !canRecord && !canSetGoal && !(isLongTerm && stageGoal)) return null;
  const close = () => setTask(null);
  return (
    <section className="issue-block" id="outcome" aria-labelledby="outcome-title" tabIndex={-1}>
      <div className="block-head">
        <h2 id="outcome-title">整改成效</h2>
        {task === null && (
          <span className="button-row no-print">
            {(canWrite || canSetGoal) && (
              <Button size="small" onClick={() => setTask('statement')}>
                {!canWrite ? '填写阶段目标' : outcomeStatement ? '修改成效说明' : '填写成效说明'}
              </Button>
            )}
            {canRecord && (
              <Button size="small" onClick={() => setTask('outcome')}>
                登记成效数字
              </Button>
            )}
          </span>
        )}
      </div>
      {task === 'statement' ? (
        <StatementForm issue={issue} canWrite={canWrite} canSetGoal={canSetGoal} onDone={close} />
      ) : (
        <>
          {outcomeStatement ? (
            <p className="reading pre-line">{outcomeStatement}</p>
          ) : (
            <p className="hint">还没有填写成效说明。</p>
          )}
          {isLongTerm && (
            <dl className="measure-facts">
              <div>
                <dt>阶段目标</dt>
                <dd>{stageGoal ?? <span className="missing">未填</span>}</dd>
              </div>
              <div>
                <dt>下次复核</dt>
                <dd>{reviewOn ? formatDay(reviewOn) : <span className="missing">未定</span>}</dd>
              </div>
            </dl>
          )}
        </>
      )}
      {issue.outcomes.length > 0 && <OutcomeList issue={issue} canRemove={canRecord} />}
      {task === 'outcome' && <OutcomeForm issue={issue} onDone={close} />}
    </section>
  );
}
