export * from './facts.ts';
export * from './issue-transitions.ts';
export * from './refuse.ts';
export * from './decide.ts';
export * from './allowed-actions.ts';
