import { useEffect, useRef } from 'react';
import { useBlocker } from 'react-router-dom';
import { useConfirm } from './use-confirm.tsx';

/** Asks before leaving unsaved work, by link or by closing the window. A lost session passes: the draft is kept for the return. */
export function useUnsavedGuard(
  isDirty: boolean,
  consequence = '现在离开，这一页上没有保存的改动不会提交。',
): { allowLeaving: () => void } {
  const confirm = useConfirm();
  const isFree = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isDirty &&
      !isFree.current &&
      currentLocation.pathname !== nextLocation.pathname &&
      nextLocation.pathname !== '/app/sign-in',
  );

  useEffect(() => {
    if (!isDirty) isFree.current = false;
  }, [isDirty]);

  const asked = useRef(false);
  useEffect(() => {
    if (blocker.state !== 'blocked' || asked.current) return;
    asked.current = true;
    void confirm({
      title: '还有内容没有保存',
      consequences: [consequence],
      okText: '离开',
      cancelText: '留在这一页',
    }).then((isLeaving) => {
      asked.current = false;
      if (isLeaving) blocker.proceed();
      else blocker.reset();
    });
  }, [blocker, confirm, consequence]);

  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => {
      if (!isFree.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isDirty]);

  return {
    /** Call right before navigating after a successful save. */
    allowLeaving: () => {
      isFree.current = true;
    },
  };
}
