import { Alert, Button, type FormInstance } from 'antd';
import { useEffect, useRef } from 'react';
import { toProblem } from '../lib/call.ts';

interface ProblemAlertProps {
  error: unknown;
  /** For 'stale': loads what the other person saved; what was typed here stays. */
  onLoadLatest?: (() => void) | undefined;
}

/** What went wrong with a write, all of it at once, in the words of the server. */
export function ProblemAlert({ error, onLoadLatest }: ProblemAlertProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) box.current?.focus();
  }, [error]);
  if (!error) return null;

  const problem = toProblem(error);
  const isStale = problem.code === 'stale';
  const points = [...problem.errors.map(({ message }) => message), ...problem.unmet.map(({ message }) => message)];
  const distinct = [...new Set(points)].filter((point) => point !== problem.detail);
  return (
    <div ref={box} tabIndex={-1} className="problem-alert">
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={isStale ? '别人刚刚改过这条内容，您的修改还没有保存。您写的都还在，请先载入最新内容，核对后再保存。' : problem.detail}
        description={
          distinct.length > 0 || isStale ? (
            <>
              {isStale && problem.detail && <p>{problem.detail}</p>}
              {distinct.length > 0 && (
                <ul>
                  {distinct.map((point) => (
                    <li key={point}>{point}</li>
                  ))}
                </ul>
              )}
              {isStale && onLoadLatest && <Button onClick={onLoadLatest}>载入最新内容</Button>}
            </>
          ) : undefined
        }
      />
    </div>
  );
}

/** Puts the server's field errors beside their form items (body.profile.planDays → ['profile', 'planDays']). */
export function showFieldErrors(form: FormInstance, error: unknown): void {
  const { errors } = toProblem(error);
  form.setFields(
    errors.map(({ field, message }) => ({
      name: field
        .replace(/^body\./, '')
        .split('.')
        .map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
      errors: [message],
    })),
  );
}
