import { Button } from 'antd';
import { useState } from 'react';
import { ActionButton } from './action-button.tsx';
import { find, may, type IssueDetail } from './issue-types.ts';
import { MeasureForm } from './measure-form.tsx';
import { MeasureItem } from './measure-item.tsx';
import { PasteMeasures } from './paste-modal.tsx';
import './measures.css';

/** The measures of an issue in their order, and a way to add one or paste many. */
export function MeasureList({ issue, isReadOnly = false }: { issue: IssueDetail; isReadOnly?: boolean }) {
  const [adding, setAdding] = useState<'one' | 'many' | null>(null);
  const { measures, allowedActions } = issue;
  const add = isReadOnly ? undefined : find(allowedActions, 'addMeasure');
  const done = measures.filter(({ status }) => status === 'done').length;
  return (
    <section className="issue-block" id="measures" aria-labelledby="measures-title" tabIndex={-1}>
      <div className="block-head">
        <h2 id="measures-title">
          整改措施
          {measures.length > 0 && (
            <span className="hint">
              {' '}
              {measures.length} 条，已完成 {done} 条
            </span>
          )}
        </h2>
        {add && (
          <span className="button-row no-print">
            <ActionButton size="small" action={add} onClick={() => setAdding('one')} />
            {may(allowedActions, 'addMeasure') && (
              <Button size="small" onClick={() => setAdding('many')}>
                从表格粘贴
              </Button>
            )}
          </span>
        )}
      </div>
      {measures.length === 0 && adding !== 'one' && (
        <p className="hint">
          还没有整改措施。
          {may(allowedActions, 'addMeasure') && !isReadOnly ? '可以逐条新增，也可以从 Excel 表格整批粘贴。' : ''}
        </p>
      )}
      <ol className="measures">
        {measures.map((measure, index) => (
          <MeasureItem key={measure.id} issue={issue} measure={measure} place={index + 1} isReadOnly={isReadOnly} />
        ))}
        {adding === 'one' && (
          <li className="measure">
            <h3>新措施</h3>
            <MeasureForm issue={issue} onDone={() => setAdding(null)} />
          </li>
        )}
      </ol>
      {adding === 'many' && <PasteMeasures issue={issue} onClose={() => setAdding(null)} />}
    </section>
  );
}
