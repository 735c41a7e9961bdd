export function reportRoutes(_: unknown): void {}
