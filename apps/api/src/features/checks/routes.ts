import type { Routes } from '../../http/route.ts';
import { checkFile, checkText } from './check-text.ts';

/** 通报体检 of any text. */
export function checkRoutes({ route }: Routes): void {
  route('checkText', checkText);
  route('checkFile', checkFile);
}
