import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { call, toProblem, type CallReply } from '../../lib/call.ts';
import { formatInstant } from '../../lib/format.ts';
import { invalidate, queryOf } from '../../lib/query.ts';
import { AsyncState } from '../../ui/async-state.tsx';

type Session = CallReply<'listSessions'>['items'][number];

function SessionRow({ session, isBusy, onEnd }: { session: Session; isBusy: boolean; onEnd: () => void }) {
  const { device, isCurrent, ip, startedAt, lastSeenAt, method } = session;
  return (
    <li className="session-row">
      <span>
        {device}
        {isCurrent && '（本机，正在使用）'}
        <span className="hint">
          {formatInstant(startedAt)} 以{method}登录，最近使用 {formatInstant(lastSeenAt)}
          {ip && `，地址 ${ip}`}
        </span>
      </span>
      {!isCurrent && (
        <Button size="small" disabled={isBusy} onClick={onEnd} aria-label={`退出 ${device} 上的登录`}>
          退出
        </Button>
      )}
    </li>
  );
}

/** 登录的设备: where one is signed in, each of which can be ended. */
export function SessionsSection() {
  const client = useQueryClient();
  const { message } = App.useApp();
  const sessions = useQuery(queryOf('listSessions'));
  const end = useMutation({
    mutationFn: ({ id }: Session) => call('endSession', { params: { id } }),
    onSuccess: () => message.success('那处登录已退出'),
    onError: (error) => message.warning(toProblem(error).detail),
    onSettled: () => invalidate(client, 'listSessions'),
  });

  return (
    <section aria-labelledby="sessions-title">
      <h2 id="sessions-title" className="form-section">
        登录的设备
      </h2>
      <p className="hint">不认识的设备请退出，并马上修改密码。</p>
      <AsyncState query={sessions} rows={3}>
        {({ items }) => (
          <ul className="session-list">
            {items.map((session) => (
              <SessionRow key={session.id} session={session} isBusy={end.isPending} onEnd={() => end.mutate(session)} />
            ))}
          </ul>
        )}
      </AsyncState>
    </section>
  );
}
