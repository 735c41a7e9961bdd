import type { Routes } from '../../http/route.ts';
import { getEvidenceRoom } from './quota.ts';
import { decideEvidence, downloadEvidence, previewEvidence } from './read-evidence.ts';
import { uploadEvidence } from './upload-evidence.ts';

/** Files of evidence: taking, showing, judging. */
export function evidenceRoutes({ route }: Routes): void {
  route('uploadEvidence', uploadEvidence);
  route('getEvidenceRoom', getEvidenceRoom);
  route('downloadEvidence', (ctx, { params }, wire) => downloadEvidence(ctx, params.id, wire));
  route('previewEvidence', (ctx, { params }, wire) => previewEvidence(ctx, params.id, wire));
  route('decideEvidence', decideEvidence);
}
