import path from 'node:path';
import type { Settings } from './env.ts';
import { localFileStore, type FileStore } from './file-store.ts';
import { s3FileStore } from './s3-store.ts';

/** The store that the settings name: a bucket, or a folder beside the data. */
export function fileStoreOf(settings: Settings): FileStore {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY, S3_REGION, DATA_DIR } = settings;
  const folder = path.resolve(DATA_DIR, 'files');
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY || !S3_SECRET_KEY) return localFileStore(folder);
  return s3FileStore(
    { endpoint: S3_ENDPOINT, region: S3_REGION, bucket: S3_BUCKET, accessKey: S3_ACCESS_KEY, secretKey: S3_SECRET_KEY },
    path.join(folder, 'incoming'),
  );
}
