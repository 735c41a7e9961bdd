import { useQuery } from '@tanstack/react-query';
import type { CallReply } from '../../lib/call.ts';
import { formatInstant } from '../../lib/format.ts';
import { queryOf } from '../../lib/query.ts';
import { AsyncState } from '../../ui/async-state.tsx';

type News = CallReply<'getAccountNews'>;
type Place = News['changes'][number]['place'];

const placeWords = (place: Place) => (place ? `${place.device}${place.ip ? `，地址 ${place.ip}` : ''}` : '');

/** What was changed, when and where. */
export function AccountChanges({ changes }: Pick<News, 'changes'>) {
  return (
    <ul className="session-list">
      {changes.map(({ id, at, what, place }) => (
        <li key={id} className="session-row">
          <span>
            {what}
            <span className="hint">{[formatInstant(at), placeWords(place)].filter(Boolean).join('，')}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function LastSignIn({ lastSignIn, failedSignIns }: News) {
  if (!lastSignIn) return <p>这是您第一次登录。</p>;
  return (
    <p>
      上次登录：{formatInstant(lastSignIn.at)}，{placeWords(lastSignIn.place)}。
      {failedSignIns > 0 && `从那时到这次登录，有 ${failedSignIns} 次用您的用户名登录失败。`}
    </p>
  );
}

/** 账号动态: the last sign-in, and what was changed of how one signs in. */
export function AccountNewsSection() {
  const news = useQuery(queryOf('getAccountNews'));
  return (
    <section aria-labelledby="news-title">
      <h2 id="news-title" className="form-section">
        账号动态
      </h2>
      <AsyncState query={news} rows={3}>
        {(data) => (
          <>
            <LastSignIn {...data} />
            <p className="hint">密码、两步登录和账号资料最近的变动。不是您办的，请马上修改密码，并告诉系统管理员。</p>
            {data.changes.length > 0 ? <AccountChanges changes={data.changes} /> : <p>还没有变动。</p>}
          </>
        )}
      </AsyncState>
    </section>
  );
}
