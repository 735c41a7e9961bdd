import { MenuOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link, Outlet, ScrollRestoration, useNavigation } from 'react-router-dom';
import { formatNumber } from '../lib/format.ts';
import { queryOf } from '../lib/query.ts';
import { AccountNotice } from '../features/access/account-notice.tsx';
import { PasswordNotice } from '../features/access/password-notice.tsx';
import { useSession } from '../lib/session.tsx';
import { useIsPhone } from '../ui/use-is-phone.ts';
import { GlobalSearch } from './global-search.tsx';
import { Navigation } from './navigation.tsx';
import { UserMenu } from './user-menu.tsx';
import '../ui/styles/layout.css';

function TodoLink() {
  // Asked again on coming back to the window, not by a clock: that would keep a session alive that nobody uses.
  const { data } = useQuery(queryOf('getToday'));
  const count = data?.groups.reduce((sum, group) => sum + (group.isTask ? group.count : 0), 0) ?? 0;
  return (
    <Link to="/app" className="todo-link">
      待办{data ? ` ${formatNumber(count)}` : ''}
    </Link>
  );
}

/** The frame around every page of the staff application. */
export function Layout() {
  const { can, mustChangePassword, mustEnrolSecondFactor } = useSession();
  // Nothing else is open before the account is safe.
  const isHeld = mustChangePassword || mustEnrolSecondFactor;
  const isPhone = useIsPhone();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const isTravelling = useNavigation().state !== 'idle';
  const hasLedger = can('ledger.read') && !isHeld;

  return (
    <>
      <a className="skip-link" href="#main">
        跳到正文
      </a>
      <header className="top-bar">
        {isPhone && !isHeld && (
          <Button
            type="text"
            icon={<MenuOutlined aria-hidden />}
            aria-expanded={isMenuOpen}
            onClick={() => setMenuOpen(true)}
          >
            菜单
          </Button>
        )}
        <Link to="/app" className="brand" aria-label="整改通，回到首页">
          <span className="brand-latin">Rectify</span> 整改通
        </Link>
        {hasLedger && <GlobalSearch />}
        <div className="top-end">
          {hasLedger && <TodoLink />}
          <UserMenu />
        </div>
      </header>
      <div className="frame">
        {isHeld ? null : isPhone ? (
          <Drawer open={isMenuOpen} onClose={() => setMenuOpen(false)} placement="left" size={260} title="整改通">
            <Navigation onChoose={() => setMenuOpen(false)} />
          </Drawer>
        ) : (
          <div className="side">
            <Navigation />
          </div>
        )}
        <main id="main" tabIndex={-1} className={isTravelling ? 'main travelling' : 'main'} aria-busy={isTravelling}>
          {!isHeld && <AccountNotice />}
          {!isHeld && <PasswordNotice />}
          <Outlet />
        </main>
      </div>
      <ScrollRestoration />
    </>
  );
}
