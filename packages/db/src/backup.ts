export {
  type Contents,
  type FileSource,
  type Manifest,
  type Progress,
  readArchive,
  type Seal,
} from './backup/archive.ts';
export { BackupFault } from './backup/fault.ts';
export { type FileSink, type RestoreOptions, restoreBackup } from './backup/restore.ts';
export { type Header, parseHeader } from './backup/seal.ts';
export { type BackupOptions, type BackupResult, FILE_COLUMNS, writeBackup } from './backup/write.ts';
