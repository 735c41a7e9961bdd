import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Endpoints, Reply } from '@rectify/contract';
import { parseReport, type ReportParse } from '@rectify/report-text';
import { buildWorld, createTestApp, type TestApp, type World } from '../../testing.ts';
import { buildCast, type Cast } from './testing.ts';

const SEED = path.resolve(import.meta.dirname, '../../../../../../shared/seeds');
const isThere = existsSync(SEED);

let test: TestApp;
let world: World;
let cast: Cast;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  cast = await buildCast(test, world);
});
afterAll(() => test.close());

const bare = (text: string) => text.replaceAll(/[\s。；，、：“”"]+/gu, '');

function seedText(): string {
  const name = readdirSync(SEED).find((each) => each.startsWith('002'));
  if (!name) throw new Error('no seed 002');
  return readFileSync(path.join(SEED, name), 'utf8');
}

/** Enters what the importer reads, as the import page sends it. */
async function importText(text: string): Promise<ReportParse> {
  const parse = parseReport(text);
  const { body } = await cast.office.agent.post('/api/imports/report-text').send({ text }).expect(200);
  const parsed = body as Reply<Endpoints['parseReportText']>;
  const issues = parsed.issues.map(({ number, categoryPath, title, text: words, measures, progress = [] }) => ({
    ...{ number, categoryPath, title, text: words },
    measures: measures.map((measure) => ({ text: measure.text })),
    progress: progress.map((paragraph) => paragraph.text),
  }));
  await cast.office.agent
    .post(`/api/inspections/${world.inspectionId}/imports`)
    .send({ text, disclosure: 'public', issues })
    .expect(200);
  const { body: inspection } = await cast.office.agent.get(`/api/inspections/${world.inspectionId}`).expect(200);
  await cast.office.agent
    .post(`/api/inspections/${world.inspectionId}/issuing`)
    .send({ version: inspection.version })
    .expect(200);
  return parse;
}

const outline = ({ issues }: Pick<ReportParse, 'issues'>) =>
  issues.map((issue) => ({
    number: issue.number,
    categories: issue.categoryPath.map(bare),
    title: bare(issue.title),
    measures: issue.measures.map(({ text }) => bare(text)),
  }));

describe('a draft of a real report', () => {
  it.skipIf(!isThere)('read back gives the same issues, categories and measures', async () => {
    const parse = await importText(seedText());
    const begun = performance.now();
    const { body } = await cast.liaison.agent
      .post('/api/reports')
      .send({ kind: 'final', inspectionId: world.inspectionId })
      .expect(201);
    const took = performance.now() - begun;
    process.stdout.write(`draft of ${parse.issues.length} issues in ${Math.round(took)} ms\n`);
    const figures = new Map<string, string>(
      body.figures.map(({ key, text }: { key: string; text: string }) => [key, text]),
    );
    const text = body.paragraphs
      .map((each: { text: string }) =>
        each.text.replaceAll(/\{\{([^}]+)\}\}/gu, (whole, key: string) => figures.get(key) ?? whole),
      )
      .join('\n');
    expect(outline(parseReport(text))).toEqual(outline(parse));
  });
  if (!isThere) process.stdout.write(`skipped: no folder ${SEED} to import from\n`);
});
