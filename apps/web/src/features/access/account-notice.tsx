import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { queryOf } from '../../lib/query.ts';
import { AccountChanges } from './account-news-section.tsx';
import './my-account.css';

/** Fewer are one's own slips. */
const MANY_FAILURES = 3;
/** The others are on the page of the account. */
const MOST_SHOWN = 3;

/** Tells at sign-in what was changed of the account since the last time, and of tries to get in. */
export function AccountNotice() {
  const { data } = useQuery(queryOf('getAccountNews'));
  const [seen, setSeen] = useState('');
  const changes = data?.changes.filter(({ isNew }) => isNew) ?? [];
  const failures = data && data.failedSignIns >= MANY_FAILURES ? data.failedSignIns : 0;
  const news = `${changes[0]?.id ?? ''} ${failures}`;
  if ((changes.length === 0 && failures === 0) || news === seen) return null;
  return (
    <div className="password-notice" role="status">
      <p>
        {data?.lastSignIn && '上次登录以来，'}
        {changes.length > 0 && '您的账号有变动'}
        {changes.length > 0 && failures > 0 && '，'}
        {failures > 0 && `有 ${failures} 次用您的用户名登录失败`}
        。不是您本人或您知道的，请马上修改密码，并告诉系统管理员。
      </p>
      {changes.length > 0 && <AccountChanges changes={changes.slice(0, MOST_SHOWN)} />}
      {changes.length > MOST_SHOWN && <p>另有 {changes.length - MOST_SHOWN} 项。</p>}
      <p className="section-acts">
        <Link to="/app/account">查看我的账号</Link>
        <Button size="small" onClick={() => setSeen(news)}>
          关闭提示
        </Button>
      </p>
    </div>
  );
}
