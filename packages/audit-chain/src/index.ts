export * from './checkpoint.ts';
export * from './fields.ts';
export * from './file.ts';
export * from './finding.ts';
export * from './seal.ts';
export * from './verify.ts';
