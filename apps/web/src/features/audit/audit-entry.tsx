import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { CallReply } from '../../lib/call.ts';
import { formatInstant } from '../../lib/format.ts';

export type AuditEntryData = CallReply<'listAudit'>['items'][number];

function Changes({ changes }: { changes: AuditEntryData['changes'] }) {
  if (changes.length === 0) return null;
  return (
    <table className="audit-changes">
      <thead>
        <tr>
          <th scope="col">栏目</th>
          <th scope="col">改前</th>
          <th scope="col">改后</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, before, after }) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            <td>{before ?? '—'}</td>
            <td>{after ?? '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One line of the trail; opens to from where and what changed. */
export function AuditEntry({ entry, searchOf }: { entry: AuditEntryData; searchOf: (objectId: string) => string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li className="audit-entry">
      <time dateTime={entry.at} className="hint">
        {formatInstant(entry.at)}
      </time>
      <div className="audit-words">
        <p>
          {entry.sentence}
          {entry.result === 'refused' && <span className="audit-refused">未获准</span>}
        </p>
        {isOpen && (
          <div className="audit-more">
            <dl className="facts">
              <dt>操作人</dt>
              <dd>
                {entry.actor}
                {entry.actorRole && `（${entry.actorRole}）`}
              </dd>
              <dt>动作</dt>
              <dd>{entry.actionLabel}</dd>
              <dt>来自</dt>
              <dd>{entry.ip ?? '本机'}</dd>
              {entry.note && (
                <>
                  <dt>说明</dt>
                  <dd className="pre-line">{entry.note}</dd>
                </>
              )}
              {entry.objectId && (
                <>
                  <dt>对象</dt>
                  <dd>
                    {entry.objectLabel} {entry.objectId} <Link to={searchOf(entry.objectId)}>看它的全部记录</Link>
                  </dd>
                </>
              )}
              <dt>记录编号</dt>
              <dd>{entry.id}</dd>
            </dl>
            <Changes changes={entry.changes} />
          </div>
        )}
      </div>
      <button type="button" className="text-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? '收起' : '详情'}
      </button>
    </li>
  );
}
