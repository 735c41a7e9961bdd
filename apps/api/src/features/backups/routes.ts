import type { Routes } from '../../http/route.ts';
import { downloadBackup, listBackups, makeBackup } from './read-backups.ts';

/** Backups: for the system administrator, who never sees what is in them. */
export function backupRoutes({ route }: Routes): void {
  route('listBackups', listBackups);
  route('makeBackup', makeBackup);
  route('downloadBackup', (ctx, { params }, wire) => downloadBackup(ctx, params.id, wire));
}
