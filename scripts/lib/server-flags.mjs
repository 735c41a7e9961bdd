// How much memory Node may take for the server. npm start says it in package.json, containers in the Dockerfile;
// whoever starts the built server otherwise takes it from here.
import { readFileSync } from 'node:fs';
import { at } from './root.mjs';

const { scripts } = JSON.parse(readFileSync(at('package.json'), 'utf8'));

export const SERVER_FLAGS = scripts.start.split(' ').filter((word) => word.startsWith('--'));
