import type { Routes } from '../../http/route.ts';
import { createUnit } from './create-unit.ts';
import { listUnits } from './list-units.ts';
import { updateUnit } from './update-unit.ts';

/** The tree of units. */
export function unitRoutes({ route }: Routes): void {
  route('listUnits', listUnits);
  route('createUnit', createUnit);
  route('updateUnit', updateUnit);
}
