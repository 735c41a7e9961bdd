import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { clearDraft, takeDrafts, writeDraft } from '../../../lib/drafts.ts';
import { queryOf } from '../../../lib/query.ts';
import { useSession } from '../../../lib/session.tsx';
import type { ReportDetail } from '../report-types.ts';
import type { DraftState } from './draft-state.ts';
import { DraftStore } from './draft-store.ts';
import { newParagraphId } from './paragraph-id.ts';
import type { Unsaved } from './unsaved.ts';

/** The writer's store for a report: begins with what was typed and never saved, follows what the server tells. */
export function useDraftStore(report: ReportDetail): DraftStore {
  const { user } = useSession();
  const client = useQueryClient();
  const { id } = report;
  const [store] = useState(() => {
    // Each window of the account keeps its own words: one that saves must not wipe out another's.
    const own = `report:${id}:${newParagraphId()}`;
    const keep = (unsaved: Unsaved | null) => (unsaved ? writeDraft(user.id, own, unsaved) : clearDraft(user.id, own));
    const loadLatest = () => client.fetchQuery({ ...queryOf('getReport', { params: { id } }), staleTime: 0 });
    return new DraftStore({ report, keep, loadLatest }, takeDrafts<Unsaved>(user.id, `report:${id}`));
  });

  useEffect(() => store.adopt(report), [store, report]);
  useEffect(() => {
    store.open();
    const save = () => void store.flush();
    const saveWhenHidden = () => document.visibilityState === 'hidden' && save();
    window.addEventListener('online', save);
    document.addEventListener('visibilitychange', saveWhenHidden);
    return () => {
      window.removeEventListener('online', save);
      document.removeEventListener('visibilitychange', saveWhenHidden);
      store.close();
    };
  }, [store]);
  return store;
}

/** A part of the draft's state; the component is shown anew only when that part changes. */
export function useDraft<T>(store: DraftStore, select: (state: DraftState) => T): T {
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}

/** The draft a moment later: for what need not follow every key. An added or removed paragraph shows at once. */
export function useDraftLater(store: DraftStore, pause = 500): DraftState {
  const [state, setState] = useState(store.getState);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let { order } = store.getState().draft;
    const update = () => {
      ({ order } = store.getState().draft);
      setState(store.getState());
    };
    update();
    const unsubscribe = store.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(update, store.getState().draft.order.length === order.length ? pause : 0);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [store, pause]);
  return state;
}
