import type { Routes } from '../../http/route.ts';
import { getProgramme, listProgrammes } from './read-programmes.ts';
import { createGroup, updateGroup } from './write-group.ts';
import { createProgramme, updateProgramme } from './write-programme.ts';

/** Programmes (巡察轮次, 专项整治) and their inspection groups. */
export function programmeRoutes({ route }: Routes): void {
  route('listProgrammes', listProgrammes);
  route('getProgramme', getProgramme);
  route('createProgramme', createProgramme);
  route('updateProgramme', updateProgramme);
  route('createGroup', createGroup);
  route('updateGroup', updateGroup);
}
