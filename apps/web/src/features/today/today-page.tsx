import { useQuery } from '@tanstack/react-query';
import { formatDayZh, weekdayOf } from '@rectify/domain';
import type { CallReply } from '../../lib/call.ts';
import { formatNumber } from '../../lib/format.ts';
import { queryOf } from '../../lib/query.ts';
import { useSession } from '../../lib/session.tsx';
import { AppLink } from '../../ui/app-link.tsx';
import { AsyncState, EmptyState } from '../../ui/async-state.tsx';
import { LightTag } from '../../ui/light-tag.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import './today.css';

type Today = CallReply<'getToday'>;
type Group = Today['groups'][number];

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

function TodoGroup({ group }: { group: Group }) {
  return (
    <section className="todo-group" aria-labelledby={`todo-${group.code}`}>
      <div className="block-head">
        <h2 id={`todo-${group.code}`}>
          {group.label} <span className="todo-count">{formatNumber(group.count)}</span>
        </h2>
        {group.link && group.count > group.items.length && (
          <AppLink to={group.link}>查看全部 {formatNumber(group.count)} 项</AppLink>
        )}
      </div>
      <ul className="todo-list">
        {group.items.map((item) => (
          <li key={`${item.issueId}-${item.link}`}>
            <AppLink to={item.link} className="todo-row">
              <span className="todo-number">{item.number ?? '—'}</span>
              <span className="todo-words">
                <span className="todo-title">{item.title}</span>
                <span className="hint">
                  {item.unitName} · {item.text}
                </span>
              </span>
              {item.light && (
                <span className="todo-light">
                  <LightTag light={item.light} />
                </span>
              )}
            </AppLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Standing({ standing }: { standing: Today['standing'] }) {
  if (standing.length === 0) return null;
  return (
    <aside className="standing" aria-labelledby="standing">
      <h2 id="standing">整体情况</h2>
      <dl>
        {standing.map(({ label, count, link }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{link ? <AppLink to={link}>{formatNumber(count)}</AppLink> : formatNumber(count)}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}

/** 今天要办: first what I must do, then how it stands. */
export function TodayPage() {
  const { user, today } = useSession();
  const query = useQuery(queryOf('getToday'));
  return (
    <section className="page">
      <PageHead
        title="今天要办"
        note={`${formatDayZh(today)} 星期${WEEKDAYS[weekdayOf(today) - 1]} · ${user.unit.name}`}
      />
      <AsyncState query={query}>
        {({ groups, standing }) => {
          const waiting = groups.filter(({ count }) => count > 0);
          return (
            <div className="today">
              <div className="today-todo">
                {waiting.map((group) => (
                  <TodoGroup key={group.code} group={group} />
                ))}
                {waiting.length === 0 && (
                  <EmptyState title="今天没有要办的事">
                    <AppLink to="/app/issues">到整改台账看看整体进度</AppLink>
                  </EmptyState>
                )}
              </div>
              <Standing standing={standing} />
            </div>
          );
        }}
      </AsyncState>
    </section>
  );
}
