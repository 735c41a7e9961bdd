import type { Routes } from '../../http/route.ts';
import { getToday } from './get-today.ts';

/** 今天要办. */
export function todayRoutes({ route }: Routes): void {
  route('getToday', getToday);
}
