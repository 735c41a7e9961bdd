import { useState } from 'react';
import { auditVerification } from '@rectify/contract';
import { callLines } from '../../lib/call.ts';

type Told = (typeof auditVerification)['_output'];

export interface Verification {
  /** Null before the first time. */
  told: Told | null;
  error: unknown;
  isRunning: boolean;
  /** Verifies against checkpoints in the files. */
  run: (files: readonly File[]) => Promise<void>;
}

/** Lets the server verify the trail and keeps what it last told. */
export function useVerification(onDone: () => void): Verification {
  const [told, setTold] = useState<Told | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isRunning, setRunning] = useState(false);
  const run = async (files: readonly File[]) => {
    setRunning(true);
    setError(null);
    setTold(null);
    try {
      const checkpoints = await Promise.all(files.map((file) => file.text()));
      await callLines('verifyAudit', { body: { checkpoints } }, (line) => setTold(auditVerification.parse(line)));
      onDone();
    } catch (failure) {
      setError(failure);
    } finally {
      setRunning(false);
    }
  };
  return { told, error, isRunning, run };
}
