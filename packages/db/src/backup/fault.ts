import { DatabaseFault } from '../fault.ts';

/** A backup that cannot be made, read or restored; the message says in Chinese what to do. */
export class BackupFault extends DatabaseFault {
  override name = 'BackupFault';
}

export const cutOff = () =>
  new BackupFault('备份文件不完整：后面的部分没有了（可能没有写完或没有拷全）。请重新拷贝这份文件，或改用另一份备份。');
export const altered = (cause?: unknown) =>
  new BackupFault('备份文件已损坏或被改动过，没有恢复任何内容。请重新拷贝这份文件，或改用另一份备份。', { cause });
export const wrongPassphrase = () =>
  new BackupFault(
    '备份口令不对，没有恢复任何内容。请核对口令后重试；口令确实无误时，就是文件已损坏，请改用另一份备份。',
  );
