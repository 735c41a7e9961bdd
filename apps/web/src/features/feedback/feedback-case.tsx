import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { formatInstant } from '../../lib/format.ts';
import { AdoptDialog, AnswerDialog, DismissDialog } from './feedback-dialogs.tsx';
import type { Feedback } from './feedback-types.ts';

function Answered({ feedback }: { feedback: Feedback }) {
  const { state, stateLabel, answer, answeredBy, answeredAt, issueId } = feedback;
  if (state === 'received') return null;
  return (
    <section className="feedback-answer">
      <h3>{state === 'dismissed' ? '不予受理的理由' : '答复'}</h3>
      <p className="reading pre-line">{answer}</p>
      <p className="hint">
        {stateLabel}
        {answeredBy && ` · ${answeredBy}`}
        {answeredAt && ` · ${formatInstant(answeredAt)}`}
      </p>
      {issueId && (
        <p>
          <Link to={`/app/issues/${issueId}`}>查看转成的问题</Link>
        </p>
      )}
    </section>
  );
}

/** One opinion, what it is about, and what can be done with it. */
export function FeedbackCase({ feedback, onDone }: { feedback: Feedback; onDone: () => void }) {
  const [asked, setAsked] = useState<'answer' | 'dismiss' | 'adopt' | null>(null);
  const { receipt, about, text, name, contact, receivedAt, reportTitle, slug, stateLabel, canAnswer } = feedback;
  const dialog = { feedback, onClose: () => setAsked(null), onDone };
  return (
    <article className="feedback-case">
      <h2>
        意见 {receipt}
        <span className="status">{stateLabel}</span>
      </h2>
      <p className="reading pre-line feedback-text">{text}</p>
      <dl className="facts feedback-facts">
        <dt>所说的通报</dt>
        <dd>
          <a href={`/reports/${slug}`}>{reportTitle}</a>{' '}
          <Link className="no-wrap" to={`/app/reports/${feedback.reportId}`}>
            办理情况
          </Link>
        </dd>
        {about && (
          <>
            <dt>所说的内容</dt>
            <dd>{about}</dd>
          </>
        )}
        <dt>收到</dt>
        <dd>{formatInstant(receivedAt)}</dd>
        <dt>署名</dt>
        <dd>{name ?? '未署名'}</dd>
        <dt>联系方式</dt>
        <dd>{contact ?? '未留'}</dd>
      </dl>
      <Answered feedback={feedback} />
      {canAnswer && (
        <div className="button-row feedback-acts">
          <Button type="primary" onClick={() => setAsked('answer')}>
            答复
          </Button>
          <Button onClick={() => setAsked('adopt')}>转为问题</Button>
          <Button onClick={() => setAsked('dismiss')}>不予受理</Button>
        </div>
      )}
      {asked === 'answer' && <AnswerDialog {...dialog} />}
      {asked === 'dismiss' && <DismissDialog {...dialog} />}
      {asked === 'adopt' && <AdoptDialog {...dialog} />}
    </article>
  );
}
