import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { toProblem } from '../lib/call.ts';

/** Nothing is here, and what to do next. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty-state">
      <p className="empty-title">{title}</p>
      {children && <div className="hint">{children}</div>}
    </div>
  );
}

/** Reading failed: why, and a way to try again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const problem = toProblem(error);
  return (
    <div className="empty-state" role="alert">
      <p className="empty-title">{problem.status === 404 ? '没有找到，或不在您的查看范围内' : '没有取到内容'}</p>
      <p>{problem.detail}</p>
      <p className="empty-acts">
        {onRetry && <Button onClick={onRetry}>重试</Button>}
        {problem.status === 404 && <a href="/app">回到首页</a>}
      </p>
    </div>
  );
}

interface Reading<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** Shows a query: a skeleton while it loads, an explained error, else its content. Old content stays while new loads. */
export function AsyncState<T>({
  query,
  children,
  rows = 6,
}: {
  query: Reading<T>;
  children: (data: T) => ReactNode;
  rows?: number;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div role="status" aria-busy="true" aria-label="正在载入">
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}
