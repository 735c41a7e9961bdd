import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Drawer, Segmented } from 'antd';
import { useState } from 'react';
import { call, type CallReply } from '../../../lib/call.ts';
import { formatInstant } from '../../../lib/format.ts';
import { queryOf } from '../../../lib/query.ts';
import { AsyncState } from '../../../ui/async-state.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { useConfirm } from '../../../ui/use-confirm.tsx';
import type { ReportDetail } from '../report-types.ts';
import { RevisionDiff } from './revision-changes.tsx';

type Revision = CallReply<'listRevisions'>['items'][number];

const ORIGINS: Readonly<Record<Revision['origin'], string>> = {
  composed: '从台账起草',
  edited: '修改',
  recomposed: '按台账更新',
  restored: '恢复',
};

interface HistoryDrawerProps {
  report: ReportDetail;
  revision: number;
  canEdit: boolean;
  /** Saves what waits; the version to restore upon, or null when something could not be saved. */
  onBeforeRestore: () => Promise<number | null>;
  onRestored: (report: ReportDetail) => void;
  onClose: () => void;
}

function RevisionList({
  items,
  chosen,
  onChoose,
}: {
  items: readonly Revision[];
  chosen: number;
  onChoose: (number: number) => void;
}) {
  return (
    <ol className="revision-list">
      {items.map(({ number, origin, label, by, savedAt }) => (
        <li key={number}>
          <button
            type="button"
            className="revision-button"
            aria-current={number === chosen ? 'true' : undefined}
            onClick={() => onChoose(number)}
          >
            <b>
              第 {number} 次{label && label !== ORIGINS[origin] ? ` · ${label}` : ` · ${ORIGINS[origin]}`}
            </b>
            <span className="hint">
              {by}，{formatInstant(savedAt)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Chosen({
  report,
  number,
  current,
  canEdit,
  onBeforeRestore,
  onRestored,
}: Omit<HistoryDrawerProps, 'revision' | 'onClose'> & { number: number; current: number }) {
  const [against, setAgainst] = useState<'before' | 'now'>('before');
  const confirm = useConfirm();
  const restore = useMutation({
    mutationFn: async () => {
      const version = await onBeforeRestore();
      if (version === null) return null;
      return call('restoreRevision', { params: { id: report.id, number }, body: { version } });
    },
    onSuccess: (restored) => restored && onRestored(restored),
  });
  const ask = async () => {
    const isSure = await confirm({
      title: `恢复到第 ${number} 次修订？`,
      consequences: ['文稿换成那时的文字，作为一次新的修订。', '现在的文字仍在修订历史中，随时可以再恢复回来。'],
      okText: '恢复',
    });
    if (isSure) restore.mutate();
  };
  const [from, to] = against === 'before' ? [number - 1, number] : [number, current];
  return (
    <div className="revision-chosen">
      <div className="work-head">
        <Segmented
          size="small"
          aria-label="与哪一次比较"
          value={against}
          onChange={setAgainst}
          options={[
            { value: 'before', label: '这次改了什么' },
            { value: 'now', label: '与现稿比较', disabled: number === current },
          ]}
        />
        {canEdit && number !== current && (
          <Button size="small" loading={restore.isPending} onClick={() => void ask()}>
            恢复到这一次
          </Button>
        )}
      </div>
      <ProblemAlert error={restore.error} />
      {from === 0 ? (
        <p className="hint">这是第一稿，从台账起草。</p>
      ) : (
        <RevisionDiff reportId={report.id} from={from} to={to} />
      )}
    </div>
  );
}

/** 修订历史: who changed what and when; each can be read against another and restored. */
export function HistoryDrawer({ revision, onClose, ...rest }: HistoryDrawerProps) {
  const [cursor, setCursor] = useState<string | undefined>();
  const [picked, setPicked] = useState<number | null>(null);
  const query = useQuery(
    queryOf('listRevisions', { params: { id: rest.report.id }, query: { limit: 50, ...(cursor && { cursor }) } }),
  );
  return (
    <Drawer open title="修订历史" size="min(1040px, 100vw)" onClose={onClose}>
      <AsyncState query={query}>
        {({ items, nextCursor, prevCursor }) => {
          const chosen = picked ?? items[0]?.number ?? revision;
          return (
            <div className="history">
              <div>
                <RevisionList items={items} chosen={chosen} onChoose={setPicked} />
                <p className="button-row">
                  {prevCursor && (
                    <Button size="small" onClick={() => setCursor(prevCursor)}>
                      较新的
                    </Button>
                  )}
                  {nextCursor && (
                    <Button size="small" onClick={() => setCursor(nextCursor)}>
                      更早的
                    </Button>
                  )}
                </p>
              </div>
              <Chosen key={chosen} {...rest} number={chosen} current={revision} />
            </div>
          );
        }}
      </AsyncState>
    </Drawer>
  );
}
