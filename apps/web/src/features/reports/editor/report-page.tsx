import { REPORT_KINDS } from '@rectify/domain';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router-dom';
import { queryOf } from '../../../lib/query.ts';
import { AsyncState, EmptyState } from '../../../ui/async-state.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { useUnsavedGuard } from '../../../ui/use-unsaved-guard.ts';
import { ReportState } from '../report-state.tsx';
import type { ReportDetail } from '../report-types.ts';
import '../reports.css';
import { FlowBar, HeldUp } from './flow-bar.tsx';
import { flowSteps, nextSentence } from './flow-words.ts';
import { HistoryDrawer } from './history-drawer.tsx';
import { Notices } from './notices.tsx';
import { RecordDrawer } from './record-drawer.tsx';
import './report-editor.css';
import './report-text.css';
import { ReportWorkbench } from './report-workbench.tsx';
import { useDraft, useDraftStore } from './use-draft.ts';
import { useReportChanged } from './use-flow.ts';
import { useSelection } from './use-selection.ts';

function FlowLine({ report, canEdit }: { report: ReportDetail; canEdit: boolean }) {
  if (report.state === 'withdrawn') return <ReportState report={{ ...report, isMyTurn: false }} />;
  return (
    <div className="flow-line">
      <ol className="flow-steps" aria-label="办理进程">
        {flowSteps(report).map(({ label, place }) => (
          <li key={label} className={`is-${place}`} aria-current={place === 'now' ? 'step' : undefined}>
            {label}
            {place === 'past' && <span className="visually-hidden">（已过）</span>}
          </li>
        ))}
      </ol>
      <span className="flow-next">{nextSentence(report, canEdit)}</span>
    </div>
  );
}

/** Words of the writer survive a closed window; the page asks only where they would be lost from sight. */
function useSaveBeforeLeaving(store: ReturnType<typeof useDraftStore>) {
  const isAtRisk = useDraft(store, ({ status, conflicts }) => status.kind === 'failed' || conflicts.length > 0);
  const guard = useUnsavedGuard(isAtRisk, '还有改动没有保存到服务器；文字留在这台电脑上，下次打开这份文稿时接着保存。');
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      void store.flush();
    };
    const warn = (event: BeforeUnloadEvent) => {
      if (store.isClean()) return;
      void store.flush();
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('keydown', press);
      window.removeEventListener('beforeunload', warn);
    };
  }, [store]);
  return guard;
}

function ReportRoom({ report }: { report: ReportDetail }) {
  const store = useDraftStore(report);
  const { allowLeaving } = useSaveBeforeLeaving(store);
  const selecting = useSelection();
  const changed = useReportChanged();
  const [opened, setOpened] = useState<'history' | 'record' | null>(null);
  const revision = useDraft(store, (state) => state.revision);
  const canEdit = report.allowedActions.some(({ action, reason }) => action === 'editReport' && reason === undefined);
  const close = () => setOpened(null);
  return (
    <>
      <PageHead
        title={report.title}
        back={{ to: '/app/reports', label: '公开' }}
        note={
          <>
            {REPORT_KINDS[report.kind]} ·{' '}
            {report.inspectionId ? (
              <Link to={`/app/inspections/${report.inspectionId}?tab=publication`}>{report.unitName}</Link>
            ) : (
              report.unitName
            )}{' '}
            · {report.programmeName}
            {report.slug && (
              <>
                {' '}
                · <a href={`/reports/${report.slug}`}>公开页（第 {report.currentVersion} 版）</a>
              </>
            )}
          </>
        }
        actions={<FlowBar report={report} store={store} onLeave={allowLeaving} />}
      />
      <div className="report-status">
        <FlowLine report={report} canEdit={canEdit} />
        <span className="button-row">
          <Button size="small" onClick={() => setOpened('history')}>
            修订历史
          </Button>
          <Button size="small" onClick={() => setOpened('record')}>
            过程与版本
          </Button>
        </span>
      </div>
      <HeldUp report={report} />
      <Notices report={report} store={store} canEdit={canEdit} onJump={selecting.jump} />
      {report.revision === 0 ? (
        <EmptyState title="这份通报还没有文稿">它发布于有文稿之前。点“更正”，系统会按台账起草一份。</EmptyState>
      ) : (
        <ReportWorkbench report={report} store={store} canEdit={canEdit} selecting={selecting} />
      )}
      {opened === 'history' && (
        <HistoryDrawer
          report={report}
          revision={revision}
          canEdit={canEdit}
          onBeforeRestore={async () =>
            (await store.flush()) ? Math.max(report.version, store.getState().version) : null
          }
          onRestored={(restored) => {
            void changed(restored);
            store.adopt(restored);
            close();
          }}
          onClose={close}
        />
      )}
      {opened === 'record' && <RecordDrawer report={report} onClose={close} />}
    </>
  );
}

/** 公开: one report, written at the left, seen as its readers will see it at the right, checked below. */
export function ReportPage() {
  const { id = '' } = useParams();
  const client = useQueryClient();
  const query = useQuery(queryOf('getReport', { params: { id } }));
  // A copy from an earlier visit would be a stale ground to write on.
  const [isFresh, setFresh] = useState(false);
  useEffect(() => {
    const options = queryOf('getReport', { params: { id } });
    void client
      .fetchQuery({ ...options, staleTime: 0 })
      .catch(() => undefined)
      .finally(() => setFresh(true));
  }, [client, id]);
  return (
    <section className="page report-page">
      <AsyncState query={{ ...query, data: isFresh ? query.data : undefined }} rows={12}>
        {(report) => <ReportRoom key={report.id} report={report} />}
      </AsyncState>
    </section>
  );
}
