import { MEASURE_STATUSES } from '@rectify/domain';
import { useState } from 'react';
import { formatDay } from '../../../lib/format.ts';
import { useSession } from '../../../lib/session.tsx';
import { ClampText } from '../../../ui/clamp-text.tsx';
import { LightTag } from '../../../ui/light-tag.tsx';
import { EvidenceNames } from './evidence-names.tsx';
import { may, type IssueDetail, type Measure, type ProgressEntry } from './issue-types.ts';
import { MeasureActions, type MeasureTask } from './measure-actions.tsx';
import { MeasureForm } from './measure-form.tsx';
import { ProgressForm } from './progress-form.tsx';
import { ProgressList } from './progress-list.tsx';

interface MeasureItemProps {
  issue: IssueDetail;
  measure: Measure;
  place: number;
  /** The reviewer reads only. */
  isReadOnly?: boolean;
}

const OWNERS = [
  ['责任领导', 'leader'],
  ['责任部门', 'department'],
  ['责任人', 'owner'],
] as const;

function Dates({ measure }: { measure: Measure }) {
  const { today } = useSession();
  const { dueOn, originalDueOn, doneOn, startOn } = measure;
  const isMoved = originalDueOn !== null && originalDueOn !== dueOn;
  return (
    <>
      {startOn && (
        <div>
          <dt>开始</dt>
          <dd>{formatDay(startOn, today)}</dd>
        </div>
      )}
      <div>
        <dt>时限</dt>
        <dd>
          {dueOn ? formatDay(dueOn, today) : <span className="missing">未定</span>}
          {isMoved && `（原定${formatDay(originalDueOn, today)}，延期 ${measure.extensionCount} 次）`}
        </dd>
      </div>
      {doneOn && (
        <div>
          <dt>完成</dt>
          <dd>{formatDay(doneOn, today)}</dd>
        </div>
      )}
    </>
  );
}

/** One measure: its text, who answers for it by when, how far it is, what proves it, and what can be done. */
export function MeasureItem({ issue, measure, place, isReadOnly = false }: MeasureItemProps) {
  const [task, setTask] = useState<MeasureTask | null>(null);
  const [corrects, setCorrects] = useState<ProgressEntry | null>(null);
  const close = () => {
    setTask(null);
    setCorrects(null);
  };
  const isPlanned = measure.status === 'planned';
  const canFile = !isReadOnly && may(measure.allowedActions, 'fileProgress');

  if (task === 'edit') {
    return (
      <li className="measure" id={`measure-${measure.id}`}>
        <h3>措施{place}</h3>
        <MeasureForm
          issue={issue}
          measure={measure}
          isTextFixed={!may(measure.allowedActions, 'editMeasure')}
          isDueFixed={!isPlanned && measure.dueOn !== null}
          onDone={close}
        />
      </li>
    );
  }
  return (
    <li className="measure" id={`measure-${measure.id}`} tabIndex={-1}>
      <div className="measure-head">
        <h3>措施{place}</h3>
        <span className="measure-status">{MEASURE_STATUSES[measure.status]}</span>
        {measure.status !== 'done' && <LightTag light={measure.light} showOriginal />}
      </div>
      <ClampText text={measure.text} lines={5} className="reading measure-text" />
      {measure.target && <p className="measure-target">目标：{measure.target}</p>}
      <dl className="measure-facts">
        {OWNERS.map(([label, field]) => (
          <div key={field}>
            <dt>{label}</dt>
            <dd>{measure[field] ?? <span className="missing">未定</span>}</dd>
          </div>
        ))}
        <Dates measure={measure} />
      </dl>
      {!(isPlanned && measure.progress.length === 0) && (
        <ProgressList
          measure={measure}
          onCorrect={
            canFile
              ? (entry) => {
                  setCorrects(entry);
                  setTask('progress');
                }
              : undefined
          }
        />
      )}
      <EvidenceNames issue={issue} measure={measure} />
      {task === 'progress' ? (
        <ProgressForm key={corrects?.id ?? 'new'} issue={issue} measure={measure} corrects={corrects} onDone={close} />
      ) : (
        !isReadOnly && <MeasureActions issue={issue} measure={measure} place={place} onTask={setTask} />
      )}
    </li>
  );
}
