import { REPORT_TEXT_LIMIT } from '@rectify/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { call, type CallReply } from '../../lib/call.ts';
import { invalidate, queryOf } from '../../lib/query.ts';
import { useSession } from '../../lib/session.tsx';
import { AsyncState, EmptyState, ErrorState } from '../../ui/async-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useUnsavedGuard } from '../../ui/use-unsaved-guard.ts';
import { CommitDialog } from './commit-dialog.tsx';
import { FindingsList } from './findings-list.tsx';
import { countDraft, missingNumbers, toImportIssues } from './import-draft.ts';
import './import-page.css';
import { ImportResult } from './import-result.tsx';
import { ImportWorkbench } from './import-workbench.tsx';
import { looksPublished } from './report-facts.ts';
import { ReportSummary } from './report-summary.tsx';
import { TextInput } from './text-input.tsx';
import { textFault, useImport } from './use-import.ts';

type Inspection = CallReply<'getInspection'>;

/** 导入: a pasted report becomes issues and measures of an inspection, checked and corrected before anything is written. */
export function ImportPage() {
  const { id = '' } = useParams();
  const { can } = useSession();
  const inspection = useQuery(queryOf('getInspection', { params: { id } }));
  return (
    <section className="page">
      <AsyncState query={inspection}>
        {(found) =>
          can('import.commit') ? (
            <ImportScreen key={found.id} inspection={found} />
          ) : (
            <>
              <PageHead title="导入" back={{ to: `/app/inspections/${id}`, label: found.unit.name }} />
              <EmptyState title="导入由巡察办和巡察组办理">您可以在本次巡察的问题清单中查看已导入的问题。</EmptyState>
            </>
          )
        }
      </AsyncState>
    </section>
  );
}

function useCommit(inspectionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { text: string; disclosure: 'party' | 'public'; issues: ReturnType<typeof toImportIssues> }) =>
      call('commitImport', { params: { id: inspectionId }, body }),
    onSuccess: () =>
      invalidate(client, 'getInspection', 'listInspections', 'listIssues', 'summariseIssues', 'getToday', 'getReport'),
  });
}

function ImportScreen({ inspection }: { inspection: Inspection }) {
  const state = useImport(inspection.id);
  const { understood } = state;
  const [isTyping, setTyping] = useState(false);
  const [tooLong, setTooLong] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [target, setTarget] = useState<{ line: number } | null>(null);
  const commit = useCommit(inspection.id);
  const isDone = commit.data !== undefined;
  useUnsavedGuard(!isDone && state.text.trim() !== '');

  const draft = understood?.history.present ?? [];
  const counts = countDraft(draft);
  const isWorkable = understood !== null && understood.parse.issues.length > 0 && !isTyping;

  const takeText = (text: string, from: 'typing' | 'whole') => {
    // A text far beyond the limit would only freeze the field.
    if (from === 'whole' && text.length > REPORT_TEXT_LIMIT) {
      setTooLong(textFault(text));
      return;
    }
    setTooLong(null);
    setTyping(from === 'typing');
    state.setText(text);
  };
  const startOver = () => {
    commit.reset();
    state.setText('');
    setTyping(false);
  };

  const back = { to: `/app/inspections/${inspection.id}`, label: inspection.unit.name };
  if (commit.data) {
    return (
      <>
        <PageHead title="导入" back={back} />
        <ImportResult
          result={commit.data}
          inspection={inspection}
          missing={missingNumbers(draft)}
          onAgain={startOver}
        />
      </>
    );
  }
  return (
    <>
      <PageHead
        title="导入通报或反馈意见"
        back={back}
        note={
          isWorkable
            ? undefined
            : `导入到“${inspection.programme.name}”对${inspection.unit.name}的巡察。先识别、校正，确认后才写入。`
        }
        actions={
          isWorkable && (
            <>
              <Button onClick={startOver}>换一份文字</Button>
              <Button type="primary" disabled={counts.issues === 0 || state.isReading} onClick={() => setAsking(true)}>
                导入 {counts.issues} 个问题
              </Button>
            </>
          )
        }
      />
      {state.isRestored && <Alert className="draft-notice" type="info" title="已恢复上次没有导入的文字和校正。" />}
      {state.error && <ErrorState error={state.error} onRetry={state.retry} />}
      {isWorkable && understood ? (
        <>
          <ReportSummary
            parse={understood.parse}
            counts={counts}
            inspection={inspection}
            onLine={(line) => setTarget({ line })}
          />
          <ImportWorkbench state={state} understood={understood} target={target} onRetype={() => setTyping(true)} />
        </>
      ) : (
        <TypingArea
          state={state}
          fault={tooLong ?? textFault(state.text)}
          onText={takeText}
          onDone={() => setTyping(false)}
        />
      )}
      <CommitDialog
        isOpen={isAsking}
        counts={counts}
        unitName={inspection.unit.name}
        suggested={understood && looksPublished(understood.parse, understood.text) ? 'public' : 'party'}
        error={commit.error}
        isSending={commit.isPending}
        onCancel={() => {
          commit.reset();
          setAsking(false);
        }}
        onCommit={(disclosure) =>
          commit.mutate(
            { text: understood?.text ?? '', disclosure, issues: toImportIssues(draft) },
            {
              onSuccess: () => {
                setAsking(false);
                state.forget();
              },
            },
          )
        }
      />
    </>
  );
}

interface TypingAreaProps {
  state: ReturnType<typeof useImport>;
  fault: string | null;
  onText: (text: string, from: 'typing' | 'whole') => void;
  onDone: () => void;
}

function TypingArea({ state, fault, onText, onDone }: TypingAreaProps) {
  const { understood, text, isReading, error } = state;
  const hasText = text.trim() !== '';
  const found = understood?.parse.issues.length ?? 0;
  return (
    <div className={hasText ? 'typing-area has-reading' : 'typing-area'}>
      <TextInput text={text} fault={fault} onText={onText} />
      {hasText && !fault && !error && (
        <aside className="reading-so-far" aria-live="polite">
          {!understood && isReading && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
          {understood && found > 0 && (
            <>
              <p>
                识别出 <strong>{found}</strong> 个问题、
                <strong>{countDraft(understood.history.present).measures}</strong> 条措施。
              </p>
              <Button type="primary" disabled={isReading} onClick={onDone}>
                查看识别结果
              </Button>
            </>
          )}
          {understood && found === 0 && (
            <>
              <p>
                <strong>没有识别出问题。</strong>
                请确认粘贴的是整改通报或反馈意见的正文，问题前有“(一)”“1.”“(1)”等序号，或写作“针对‘……’问题”。
              </p>
              {understood.parse.findings.length > 0 && (
                <FindingsList findings={understood.parse.findings} onLine={() => undefined} />
              )}
            </>
          )}
        </aside>
      )}
    </div>
  );
}
