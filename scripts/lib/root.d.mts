/** The project's folder. */
export const root: string;
/** A path inside the project. */
export function at(...parts: string[]): string;
