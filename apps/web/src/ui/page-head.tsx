import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation } from 'react-router-dom';

interface PageHeadProps {
  title: string;
  /** One quiet line under the title. */
  note?: ReactNode;
  /** The primary action and its few companions. */
  actions?: ReactNode;
  back?: { to: string; label: string };
}

let lastPath: string | null = null;

/** The page's one heading; names the document and takes the focus after a change of page, so that it is read aloud. */
export function PageHead({ title, note, actions, back }: PageHeadProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();

  useEffect(() => {
    document.title = `${title} - 整改通`;
  }, [title]);

  useEffect(() => {
    if (lastPath !== null && lastPath !== pathname) heading.current?.focus({ preventScroll: true });
    lastPath = pathname;
  }, [pathname]);

  return (
    <header className="page-head">
      <div className="page-head-text">
        {back && (
          <Link className="page-back" to={back.to}>
            ‹ {back.label}
          </Link>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {note && <p className="hint">{note}</p>}
      </div>
      {actions && <div className="page-actions">{actions}</div>}
    </header>
  );
}
