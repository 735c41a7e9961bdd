import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { invalidate, queryOf } from '../../../lib/query.ts';
import { useUrlState } from '../../../lib/url-state.ts';
import { useIsPhone } from '../../../ui/use-is-phone.ts';
import type { CheckFinding, ReportDetail } from '../report-types.ts';
import { CheckPane, useCheck } from './check-pane.tsx';
import type { DraftStore } from './draft-store.ts';
import { indexFigures, replaceShown, shownText } from './figure-text.ts';
import { marksOf, outlineOf } from './outline.ts';
import { OutlinePane } from './outline-pane.tsx';
import { PreviewPane, type PreviewView } from './preview-pane.tsx';
import { placeOf } from './show-in-frame.ts';
import { Splitter } from './splitter.tsx';
import { TextPane } from './text-pane.tsx';
import { useDraft, useDraftLater } from './use-draft.ts';
import { usePanes } from './use-panes.ts';
import type { useSelection } from './use-selection.ts';

const TABS = [
  { value: 'outline', label: '大纲' },
  { value: 'text', label: '正文' },
  { value: 'preview', label: '预览' },
  { value: 'check', label: '体检' },
] as const;
type Tab = (typeof TABS)[number]['value'];

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
  const [panes, changePanes] = usePanes();
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

  const tab: Tab = TABS.find(({ value }) => value === values.view)?.value ?? 'text';
  const goTo = useCallback(
    (id: string, quote?: string) => {
      if (isPhone) set({ view: null }, { replace: true });
      jump(id, quote);
    },
    // `set` is new with every address and writes into whatever that is.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [isPhone, jump],
  );
  const jumpTo = ({ paragraphId, quote }: CheckFinding) => paragraphId && goTo(paragraphId, quote);
  const repair = (finding: CheckFinding) => {
    const paragraph = store.getState().draft.byId.get(finding.paragraphId ?? '');
    if (!paragraph || !finding.repair) return;
    const at = shownText(paragraph.text, figures).indexOf(finding.quote);
    if (at < 0) return;
    const from = at + finding.repair.from - finding.from;
    const to = at + finding.repair.to - finding.from;
    store.write(paragraph.id, replaceShown(paragraph.text, figures, { ...finding.repair, from, to }));
    goTo(paragraph.id, finding.repair.replacement);
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
    <CheckPane reportId={report.id} audience={audience} onJump={jumpTo} onRepair={canEdit ? repair : undefined} />
  );

  if (isPhone) {
    return (
      <>
        <Segmented
          block
          className="work-tabs"
          aria-label="看哪一部分"
          value={tab}
          onChange={(value: Tab) => set({ view: value === 'text' ? null : value }, { replace: true })}
          options={[...TABS]}
        />
        <div className="work-pane">{{ outline, text, preview, check: findings }[tab]}</div>
      </>
    );
  }
  return (
    <div className="workbench">
      {panes.isOutlineShut ? (
        <ShutPane label="展开大纲" onOpen={() => changePanes({ isOutlineShut: false })} />
      ) : (
        <>
          <section className="work-pane" aria-label="大纲" style={{ flexBasis: panes.outline }}>
            <div className="work-head">
              <h2>大纲</h2>
              <Button size="small" type="text" onClick={() => changePanes({ isOutlineShut: true })}>
                收起
              </Button>
            </div>
            <div className="work-scroll">{outline}</div>
          </section>
          <Splitter
            label="大纲的宽度"
            direction="vertical"
            value={panes.outline}
            min={140}
            max={420}
            sign={1}
            onChange={(next) => changePanes({ outline: next })}
          />
        </>
      )}
      <section className="work-pane work-text" aria-label="正文">
        {text}
      </section>
      {panes.isSideShut ? (
        <ShutPane label="展开预览和体检" onOpen={() => changePanes({ isSideShut: false })} />
      ) : (
        <>
          <Splitter
            label="预览的宽度"
            direction="vertical"
            value={panes.side}
            min={280}
            max={900}
            sign={-1}
            onChange={(side) => changePanes({ side })}
          />
          <div className="work-side" style={{ flexBasis: panes.side }}>
            <section className="work-pane work-preview" aria-label="预览">
              {preview}
            </section>
            <Splitter
              label="体检的高度"
              direction="horizontal"
              value={panes.check}
              min={120}
              max={640}
              sign={-1}
              onChange={(height) => changePanes({ check: height })}
            />
            <section className="work-pane" aria-label="通报体检" style={{ flexBasis: panes.check }}>
              {findings}
            </section>
          </div>
        </>
      )}
    </div>
  );
}

function ShutPane({ label, onOpen }: { label: string; onOpen: () => void }) {
  return (
    <button type="button" className="shut-pane" onClick={onOpen}>
      {label}
    </button>
  );
}
