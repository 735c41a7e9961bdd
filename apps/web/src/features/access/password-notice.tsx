import { PASSWORD_NOTICE_DAYS } from '@rectify/domain';
import { Link } from 'react-router-dom';
import { useSession } from '../../lib/session.tsx';
import './my-account.css';

/** Tells of a password that must soon be changed. */
export function PasswordNotice() {
  const { passwordDaysLeft, mustChangePassword } = useSession();
  if (mustChangePassword || passwordDaysLeft === null || passwordDaysLeft > PASSWORD_NOTICE_DAYS) return null;
  return (
    <p className="password-notice" role="status">
      您的密码还有 {passwordDaysLeft} 天到期，到期后须先修改才能继续使用。<Link to="/app/password">现在修改</Link>
    </p>
  );
}
