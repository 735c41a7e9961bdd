import { REPORT_TEXT_LIMIT, type ReportParse } from '@rectify/contract';
import { useEffect, useMemo, useRef, useState } from 'react';
import { call, toProblem, type ApiProblem } from '../../lib/call.ts';
import { clearDraft, readDraft, writeDraft } from '../../lib/drafts.ts';
import { useSession } from '../../lib/session.tsx';
import { editDraft, type DraftEdit } from './edit-draft.ts';
import { advance, redo, startHistory, undo, type EditHistory } from './edit-history.ts';
import { draftFrom, type ImportDraft } from './import-draft.ts';
import { linesOf } from './import-outline.ts';

interface Saved {
  text: string;
  /** Only when something was corrected by hand. */
  draft: ImportDraft | null;
}

interface Understood {
  text: string;
  parse: ReportParse;
  history: EditHistory<ImportDraft>;
}

const PAUSE_AFTER_TYPING = 350;
const PAUSE_BEFORE_KEEPING = 600;

/** What is plainly wrong with a text before it is sent, in words; null when it can be read. */
export function textFault(text: string): string | null {
  if (text.length > REPORT_TEXT_LIMIT) {
    return `文字太长：共 ${Math.ceil(text.length / 10_000)} 万字，一次最多 ${REPORT_TEXT_LIMIT / 10_000} 万字。请分成几段分别导入。`;
  }
  return null;
}

/** The pasted text, what was understood of it, and the corrections made by hand; kept as a draft on this computer. */
export function useImport(inspectionId: string) {
  const { user } = useSession();
  const object = `import:${inspectionId}`;
  const [saved] = useState(() => readDraft<Saved>(user.id, object));
  const [text, setText] = useState(saved?.text ?? '');
  const [understood, setUnderstood] = useState<Understood | null>(null);
  const [error, setError] = useState<ApiProblem | null>(null);
  const [isReading, setReading] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const isFirst = useRef(true);

  useEffect(() => {
    setError(null);
    if (text.trim() === '' || textFault(text) !== null) {
      setUnderstood(null);
      setReading(false);
      return;
    }
    setReading(true);
    const stop = new AbortController();
    const read = async () => {
      try {
        const parse = await call('parseReportText', { body: { text } }, { signal: stop.signal });
        const kept = saved?.text === text ? saved.draft : null;
        const history = startHistory(draftFrom(parse, linesOf(text)));
        setUnderstood({ text, parse, history: kept ? advance(history, kept) : history });
        setReading(false);
      } catch (failure) {
        if (stop.signal.aborted) return;
        setError(toProblem(failure));
        setUnderstood(null);
        setReading(false);
      }
    };
    const timer = setTimeout(() => void read(), isFirst.current ? 0 : PAUSE_AFTER_TYPING);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, saved, attempt]);

  const history = understood?.history ?? null;
  const stepCount = history?.past.length ?? 0;
  useEffect(() => {
    if (text === '') clearDraft(user.id, object);
    if (text === '' || textFault(text) !== null) return;
    const timer = setTimeout(
      () =>
        writeDraft(user.id, object, { text, draft: stepCount > 0 ? (history?.present ?? null) : null } satisfies Saved),
      PAUSE_BEFORE_KEEPING,
    );
    return () => clearTimeout(timer);
  }, [text, history, stepCount, user.id, object]);

  const actions = useMemo(() => {
    const change = (step: (before: EditHistory<ImportDraft>) => EditHistory<ImportDraft>) =>
      setUnderstood((before) => (before ? { ...before, history: step(before.history) } : before));
    return {
      setText,
      retry: () => setAttempt((count) => count + 1),
      edit: (edit: DraftEdit) => change((before) => advance(before, editDraft(before.present, edit))),
      undo: () => change(undo),
      redo: () => change(redo),
      forget: () => clearDraft(user.id, object),
    };
  }, [user.id, object]);

  return {
    text,
    isReading,
    error,
    understood,
    stepCount,
    canRedo: (history?.future.length ?? 0) > 0,
    isRestored: saved !== null && saved.text !== '' && text === saved.text,
    ...actions,
  };
}
export type ImportState = ReturnType<typeof useImport>;
