import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { writeCheckpoint, type Checkpoint } from '@rectify/audit-chain';

/** The name of a checkpoint's file; names sort as the chain grows. */
export function checkpointFileName({ seq, hash }: Pick<Checkpoint, 'seq' | 'hash'>): string {
  return `audit-checkpoint-${String(seq).padStart(10, '0')}-${hash.slice(0, 12)}.json`;
}

/** Whether a checkpoint lies in the outside folder; null where there is none. */
export async function isSent(folder: string | undefined, checkpoint: Checkpoint): Promise<boolean | null> {
  if (!folder) return null;
  return access(path.join(folder, checkpointFileName(checkpoint))).then(
    () => true,
    () => false,
  );
}

/** Puts what is missing into the outside folder; a file that is there is never written over. */
export async function sendCheckpoints(folder: string, checkpoints: readonly Checkpoint[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const checkpoint of checkpoints) {
    if (await isSent(folder, checkpoint)) continue;
    const draft = path.join(folder, `.${randomUUID()}`);
    try {
      await writeFile(draft, writeCheckpoint(checkpoint), { flush: true });
      await rename(draft, path.join(folder, checkpointFileName(checkpoint)));
    } finally {
      await rm(draft, { force: true });
    }
  }
}
