import { useSyncExternalStore } from 'react';

const query = window.matchMedia('(max-width: 767px)');

function subscribe(onChange: () => void) {
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

/** Whether the page is as narrow as a phone (also at high zoom). */
export function useIsPhone(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
