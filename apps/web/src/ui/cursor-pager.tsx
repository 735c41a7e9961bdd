import { Link } from 'react-router-dom';

interface CursorPagerProps {
  page: { prevCursor: string | null; nextCursor: string | null };
  /** The address of the page at a cursor. */
  searchWith: (patch: { cursor: string }) => string;
  children?: React.ReactNode;
}

function Step({
  cursor,
  label,
  searchWith,
}: {
  cursor: string | null;
  label: string;
  searchWith: CursorPagerProps['searchWith'];
}) {
  if (!cursor) {
    return (
      <span className="pager-step" aria-disabled="true">
        {label}
      </span>
    );
  }
  return (
    <Link className="pager-step" to={searchWith({ cursor })}>
      {label}
    </Link>
  );
}

/** 上一页 / 下一页; the page lives in the address. Absent when everything fits. */
export function CursorPager({ page, searchWith, children }: CursorPagerProps) {
  if (!page.prevCursor && !page.nextCursor && !children) return null;
  return (
    <nav className="pager" aria-label="翻页">
      <span className="hint">{children}</span>
      {(page.prevCursor || page.nextCursor) && (
        <span className="pager-steps">
          <Step cursor={page.prevCursor} label="上一页" searchWith={searchWith} />
          <Step cursor={page.nextCursor} label="下一页" searchWith={searchWith} />
        </span>
      )}
    </nav>
  );
}
