import type { BuildOptions } from 'esbuild';

export const LAUNCHED: Pick<BuildOptions, 'define' | 'banner' | 'footer'>;
export function summoning(text: string): string;
