import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useEffect, useState } from 'react';
import { toProblem } from '../../lib/call.ts';
import { formatBytes } from '../../lib/format.ts';
import { saveFile } from '../../lib/save-file.ts';
import { useSession } from '../../lib/session.tsx';
import type { LedgerUrl } from './ledger-url.ts';

/** Who waits longer than that wants to know that something is happening. */
const PATIENCE_MS = 1_000;

function useIsLong(isRunning: boolean): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isRunning) return;
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isRunning]);
  return isLong;
}

/** 导出: the ledger as it is filtered now, as an Excel file. */
export function ExportButton({ filter }: { filter: LedgerUrl['filter'] }) {
  const { can } = useSession();
  const { message } = App.useApp();
  const [bytes, setBytes] = useState(0);
  const exporting = useMutation({
    mutationFn: () => {
      setBytes(0);
      return saveFile('exportLedger', { query: filter }, setBytes);
    },
    onSuccess: () => void message.success('台账已导出，请到浏览器的下载中查看'),
    onError: (error) => void message.error(toProblem(error).detail, 8),
  });
  const isLong = useIsLong(exporting.isPending);
  if (!can('export.create')) return null;
  return (
    <>
      <Button onClick={() => exporting.mutate()} loading={exporting.isPending}>
        导出
      </Button>
      <span className={isLong ? 'hint' : 'visually-hidden'} role="status">
        {isLong && `正在导出，已收到 ${formatBytes(bytes)}…`}
      </span>
    </>
  );
}
