import { Alert, Button, type FormInstance } from 'antd';
import { useEffect, useRef } from 'react';
import { toProblem } from '../lib/call.ts';

interface ProblemAlertProps {
  error: unknown;
  /** What the form itself found before sending anything. */
  faults?: readonly string[];
  /** For 'stale': loads what the other person saved; what was typed here stays. */
  onLoadLatest?: (() => void) | undefined;
}

function Points({ points }: { points: readonly string[] }) {
  if (points.length === 0) return null;
  return (
    <ul>
      {points.map((point) => (
        <li key={point}>{point}</li>
      ))}
    </ul>
  );
}

/** What went wrong with a write, all of it at once, in the words of the server. */
export function ProblemAlert({ error, faults = [], onLoadLatest }: ProblemAlertProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) box.current?.focus();
  }, [error]);

  if (!error) {
    if (faults.length < 2) return null;
    return (
      <div className="problem-alert">
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={`有 ${faults.length} 处需要改正：`}
          description={<Points points={[...new Set(faults)]} />}
        />
      </div>
    );
  }

  const problem = toProblem(error);
  const isStale = problem.code === 'stale';
  const all = [...problem.errors, ...problem.unmet].map(({ message }) => message);
  // A single point is what the sentence above already says, and stands beside its field.
  const points = all.length > 1 ? [...new Set(all)] : [];
  const isMore = isStale || points.length > 0;
  return (
    <div ref={box} tabIndex={-1} className="problem-alert">
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={problem.detail}
        description={
          isMore && (
            <>
              <Points points={points} />
              {isStale && onLoadLatest && <Button onClick={onLoadLatest}>载入最新内容</Button>}
            </>
          )
        }
      />
    </div>
  );
}

const pathOf = (field: string) =>
  field
    .replace(/^body\./, '')
    .split('.')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/** Puts the server's field errors beside their form items (body.profile.planDays → ['profile', 'planDays']). */
export function showFieldErrors(form: FormInstance, error: unknown): void {
  const byField = new Map<string, string[]>();
  for (const { field, message } of toProblem(error).errors)
    byField.set(field, [...(byField.get(field) ?? []), message]);
  form.setFields([...byField].map(([field, errors]) => ({ name: pathOf(field), errors })));
}
