import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Settings } from '../../env.ts';
import { Fault } from '../../http/errors.ts';

/** Where backups that this program makes by itself are written. */
export const backupFolder = ({ BACKUP_DIR, DATA_DIR }: Pick<Settings, 'BACKUP_DIR' | 'DATA_DIR'>) =>
  path.resolve(BACKUP_DIR ?? path.join(DATA_DIR, 'backups'));

/** Small files beside the data without which it is not whole, by the name that they have in a backup. */
export const keptFiles = ({ DATA_DIR }: Pick<Settings, 'DATA_DIR'>): Record<string, string> => ({
  'session-secret': path.resolve(DATA_DIR, 'session-secret'),
  'audit-signing-key': path.resolve(DATA_DIR, 'audit-signing-key'),
});

/** The passphrase of the settings, or null where backups are not encrypted. */
export function passphraseOf({
  BACKUP_PASSPHRASE,
  BACKUP_PASSPHRASE_FILE,
}: Pick<Settings, 'BACKUP_PASSPHRASE' | 'BACKUP_PASSPHRASE_FILE'>): string | null {
  if (BACKUP_PASSPHRASE) return BACKUP_PASSPHRASE;
  if (!BACKUP_PASSPHRASE_FILE) return null;
  try {
    const passphrase = readFileSync(BACKUP_PASSPHRASE_FILE, 'utf8').trim();
    if (passphrase.length >= 12) return passphrase;
  } catch {
    // Told below, in the same words.
  }
  throw new Fault(
    'unavailable',
    '备份口令文件（BACKUP_PASSPHRASE_FILE）读不到，或口令不足 12 个字符。请检查这个文件后重试。',
  );
}
