import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';

export const NGINX_TEMPLATE = path.resolve(import.meta.dirname, '../../deploy/nginx.conf.template');
const MIME_TYPES = '/etc/nginx/mime.types';
const PLACES = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx', '/usr/local/bin/nginx'];

/** The words that the template leaves open. */
export type Words = Readonly<Record<string, string>>;

/** Fills in a template as the nginx image does: `${NAME}`; a word that is missing is a fault. */
export function fillIn(template: string, words: Words): string {
  return template.replaceAll(/\$\{(\w+)\}/g, (_all, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`nginx.conf.template: nothing for ${name}`);
    return word;
  });
}

/** The nginx of this machine; null where there is none. */
export const findNginx = (): string | null =>
  (existsSync(MIME_TYPES) && PLACES.find((place) => existsSync(place))) || null;

/** Writes the settings of a cluster and has nginx check them; answers their path. */
export function writeNginxSettings(nginx: string, folder: string, words: Words): string {
  const own = path.join(folder, 'nginx');
  mkdirSync(own, { recursive: true });
  const file = path.join(folder, 'nginx.conf');
  const all = { NGINX_USER: userInfo().username, NGINX_DIR: own, NGINX_MIME_TYPES: MIME_TYPES, ...words };
  writeFileSync(file, fillIn(readFileSync(NGINX_TEMPLATE, 'utf8'), all));
  execFileSync(nginx, ['-t', '-q', '-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  return file;
}
