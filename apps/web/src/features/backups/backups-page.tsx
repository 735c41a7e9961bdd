import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useEffect, useRef } from 'react';
import { call, hrefOf, toProblem, type CallReply } from '../../lib/call.ts';
import { formatBytes, formatInstant, formatNumber } from '../../lib/format.ts';
import { invalidate, queryOf } from '../../lib/query.ts';
import { AsyncState, EmptyState } from '../../ui/async-state.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import './backups.css';

type Backup = CallReply<'listBackups'>['items'][number];

const KINDS = { manual: '手动', scheduled: '定时', command: '命令行' } as const;
const STATES = { running: '进行中', done: '完成', failed: '没有做成' } as const;
const WHILE_RUNNING_MS = 1_500;
const OTHERWISE_MS = 30_000;

const amountOf = ({ rows, files }: Backup) =>
  rows === null ? '' : `${formatNumber(rows)} 行数据，${formatNumber(files ?? 0)} 个文件`;

const COLUMNS: readonly Column<Backup>[] = [
  {
    key: 'startedAt',
    title: '时间',
    isHeading: true,
    width: '13em',
    render: ({ startedAt }) => <time dateTime={startedAt}>{formatInstant(startedAt)}</time>,
  },
  {
    key: 'kind',
    title: '方式',
    label: '方式',
    width: '10em',
    render: ({ kind, startedBy }) => (startedBy ? `${KINDS[kind]}（${startedBy}）` : KINDS[kind]),
  },
  {
    key: 'state',
    title: '结果',
    label: '结果',
    isWide: true,
    render: ({ state, note }) => (
      <span role={state === 'running' ? 'status' : undefined}>
        {STATES[state]}
        {note && `：${note}`}
      </span>
    ),
  },
  { key: 'amount', title: '内容', label: '内容', render: amountOf, isBlank: (row) => row.rows === null },
  {
    key: 'bytes',
    title: '大小',
    label: '大小',
    align: 'end',
    width: '7em',
    render: ({ bytes }) => (bytes === null ? '' : formatBytes(bytes)),
    isBlank: ({ bytes }) => bytes === null,
  },
  {
    key: 'isEncrypted',
    title: '加密',
    label: '加密',
    width: '4em',
    render: ({ isEncrypted }) => (isEncrypted ? '是' : '否'),
  },
  {
    key: 'download',
    title: '下载',
    width: '5em',
    isBlank: ({ canDownload }) => !canDownload,
    render: ({ id, fileName, canDownload }) =>
      canDownload && (
        <a href={hrefOf('downloadBackup', { params: { id } })} download={fileName} aria-label={`下载 ${fileName}`}>
          下载
        </a>
      ),
  },
];

/** Tells how a backup ended that was seen running; only a change is news. */
function useEndTold(latest: Backup | undefined): void {
  const { message } = App.useApp();
  const running = useRef<string | null>(null);
  useEffect(() => {
    if (!latest) return;
    if (latest.state === 'running') {
      running.current = latest.id;
    } else if (running.current === latest.id) {
      running.current = null;
      if (latest.state === 'done') void message.success(`备份完成：${amountOf(latest)}`);
      else void message.error(`备份没有做成。${latest.note ?? ''}`, 8);
    }
  }, [latest, message]);
}

/** 备份: what was made, by whom or by the clock, and a way to make one now. */
export function BackupsPage() {
  const client = useQueryClient();
  const { message } = App.useApp();
  const query = useQuery({
    ...queryOf('listBackups'),
    refetchInterval: ({ state }) => (state.data?.isRunning ? WHILE_RUNNING_MS : OTHERWISE_MS),
  });
  const make = useMutation({
    mutationFn: () => call('makeBackup', { body: {} }),
    onError: (error) => void message.error(toProblem(error).detail),
    onSettled: () => invalidate(client, 'listBackups'),
  });
  useEndTold(query.data?.items[0]);
  const isRunning = query.data?.isRunning ?? false;
  return (
    <section className="page">
      <PageHead
        title="备份"
        note={query.data?.schedule}
        actions={
          <Button
            type="primary"
            loading={make.isPending || isRunning}
            disabled={isRunning}
            onClick={() => make.mutate()}
          >
            {isRunning ? '正在备份' : '立即备份'}
          </Button>
        }
      />
      <AsyncState query={query}>
        {({ items, downloadHint }) => (
          <>
            {downloadHint && <p className="hint backup-hint">{downloadHint}</p>}
            {items.length === 0 ? (
              <EmptyState title="还没有备份">点“立即备份”做第一份；备份时系统照常使用。</EmptyState>
            ) : (
              <DataTable caption="备份记录" columns={COLUMNS} rows={items} keyOf={({ id }) => id} />
            )}
            <p className="hint backup-end">
              恢复在服务器上用命令进行：npm run restore -- 文件名。恢复前先用 --check 核对，不会改动任何内容。
            </p>
          </>
        )}
      </AsyncState>
    </section>
  );
}
