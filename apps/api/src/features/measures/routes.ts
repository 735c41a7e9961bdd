import type { Routes } from '../../http/route.ts';
import { assignMeasures } from './assign-measures.ts';
import { fileProgress } from './file-progress.ts';
import { recordOutcome, removeOutcome } from './outcomes.ts';
import { addMeasure, completeMeasure, removeMeasure, reopenMeasure, updateMeasure } from './write-measure.ts';

/** Measures, their progress and what came of them. */
export function measureRoutes({ route }: Routes): void {
  route('assignMeasures', assignMeasures);
  route('addMeasure', addMeasure);
  route('updateMeasure', updateMeasure);
  route('removeMeasure', removeMeasure);
  route('completeMeasure', completeMeasure);
  route('reopenMeasure', reopenMeasure);
  route('fileProgress', fileProgress);
  route('recordOutcome', recordOutcome);
  route('removeOutcome', removeOutcome);
}
