import type { ReportState } from '@rectify/domain';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { invalidate, queryOf } from '../../../lib/query.ts';
import { useUrlState } from '../../../lib/url-state.ts';
import { useIsPhone } from '../../../ui/use-is-phone.ts';
import type { CheckFinding, ReportDetail } from '../report-types.ts';
import { CheckPane, useCheck } from './check-pane.tsx';
import type { DraftStore } from './draft-store.ts';
import { indexFigures } from './figure-text.ts';
import { repairParagraph, type Mark } from './finding-place.ts';
import { marksOf, outlineOf } from './outline.ts';
import { OutlinePane } from './outline-pane.tsx';
import { PreviewPane, type PreviewView } from './preview-pane.tsx';
import { placeOf } from './show-in-frame.ts';
import { TextPane } from './text-pane.tsx';
import { useDraft, useDraftLater } from './use-draft.ts';
import type { useSelection } from './use-selection.ts';
import { tabOf, type Tab } from './work-tabs.ts';
import { WorkPanes } from './work-panes.tsx';

const UNDER_WAY: readonly ReportState[] = ['drafting', 'signing', 'secrecy_review', 'approving'];

interface WorkbenchProps {
  report: ReportDetail;
  store: DraftStore;
  canEdit: boolean;
  selecting: ReturnType<typeof useSelection>;
}

/** A moment after each save, what follows from the text is asked for again. */
function useFreshAfterSave(store: DraftStore) {
  const client = useQueryClient();
  const version = useDraft(store, (state) => state.version);
  const first = useRef(version);
  useEffect(() => {
    if (first.current === version) return;
    const timer = setTimeout(() => {
      void invalidate(client, 'getReport', 'checkReport', 'compareAudiences', 'getRevision', 'listRevisions');
    }, 800);
    return () => clearTimeout(timer);
  }, [client, version]);
  return version;
}

/** Outline, text, page and check side by side; one at a time on a phone. */
export function ReportWorkbench({ report, store, canEdit, selecting }: WorkbenchProps) {
  const { selection, setSelection, mark, jump } = selecting;
  const { values, set } = useUrlState(['view', 'audience']);
  const isPhone = useIsPhone();
  const { message } = App.useApp();
  const version = useFreshAfterSave(store);
  const audience = values.audience === 'party' ? 'party' : 'public';
  const previewView: PreviewView = values.audience === 'both' ? 'both' : audience;
  const check = useCheck(report.id, audience);
  const comments = useQuery(queryOf('listReportComments', { params: { id: report.id }, query: { limit: 100 } }));
  const later = useDraftLater(store);

  const figures = useMemo(() => indexFigures(report.figures), [report.figures]);
  const marks = useMemo(
    () => marksOf(check.data?.findings ?? [], comments.data?.items ?? []),
    [check.data, comments.data],
  );
  const paragraphs = useMemo(() => later.draft.order.flatMap((id) => later.draft.byId.get(id) ?? []), [later.draft]);
  const rows = useMemo(() => outlineOf(paragraphs, figures, marks), [paragraphs, figures, marks]);
  const currentId = selection?.id ?? null;
  const place = useMemo(
    () => (currentId ? placeOf(paragraphs, currentId) : null),
    // Typing must not make the page jump; choosing another paragraph does.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [currentId],
  );

  const tab = tabOf(values.view);
  const openTab = (next: Tab) => set({ view: next === 'text' ? null : next }, { replace: true });
  const goTo = useCallback(
    (id: string, words?: Mark) => {
      if (isPhone) set({ view: null }, { replace: true });
      jump(id, words);
    },
    // `set` is new with every address and writes into whatever that is.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [isPhone, jump],
  );
  const jumpTo = ({ paragraphId, quote, from }: CheckFinding) => paragraphId && goTo(paragraphId, { quote, at: from });
  const repair = (finding: CheckFinding) => {
    const paragraph = store.getState().draft.byId.get(finding.paragraphId ?? '');
    const mended = paragraph && repairParagraph(paragraph.text, figures, finding);
    if (!paragraph || mended == null || !finding.repair) {
      message.info('这一段刚改过，请等重新体检后再改。');
      return;
    }
    store.write(paragraph.id, mended);
    goTo(paragraph.id, { quote: finding.repair.replacement, at: finding.repair.from });
  };

  const outline = <OutlinePane rows={rows} currentId={currentId} onChoose={goTo} />;
  const text = (
    <TextPane
      report={report}
      store={store}
      figures={figures}
      marks={marks}
      comments={comments.data?.items ?? []}
      canEdit={canEdit}
      selection={selection}
      setSelection={setSelection}
      mark={mark}
    />
  );
  const preview = (
    <PreviewPane
      reportId={report.id}
      view={previewView}
      onView={(view) => set({ audience: view === 'public' ? null : view }, { replace: true })}
      onJump={goTo}
      version={version}
      place={place}
    />
  );
  const findings = (
    <CheckPane
      reportId={report.id}
      audience={audience}
      onAudience={(next) => set({ audience: next === 'public' ? null : next }, { replace: true })}
      canTick={UNDER_WAY.includes(report.state)}
      onJump={jumpTo}
      onRepair={canEdit ? repair : undefined}
    />
  );

  return <WorkPanes outline={outline} text={text} preview={preview} check={findings} tab={tab} onTab={openTab} />;
}
