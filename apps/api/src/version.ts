/** The program's version as it stands in backups; raised together with package.json, which a test holds. */
export const PROGRAM_VERSION = '0.1.0';
