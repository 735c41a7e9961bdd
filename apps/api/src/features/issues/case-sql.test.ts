import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { directRows, Prisma } from '@rectify/db';
import { dayOf } from '../../days.ts';
import { buildWorld, createTestApp, type TestApp, type World } from '../../testing.ts';
import { ISSUE_SELECT, type IssueRow } from './issue-row.ts';
import { bareDocumentSql } from './case-sql.ts';
import { readIssueCase, toIssueCase, type Document } from './load.ts';

let test: TestApp;
let world: World;
let people: string[] = [];
let categories: string[] = [];

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  people = [];
  for (const role of ['liaison', 'unit_leader', 'group', 'office'] as const)
    people.push((await test.as(role, role === 'office' ? world.officeUnitId : world.unitId, `${role}甲`)).id);
  const made: string[] = [];
  for (const [index, title] of ['（一）领导不力方面', '1.脱节', '（1）“不实”'].entries()) {
    const data = { inspectionId: world.inspectionId, parentId: made.at(-1) ?? null, title, position: index };
    made.push((await test.db.category.create({ data })).id);
  }
  categories = made;
});
afterAll(() => test.close());

/** In the order in which an issue and what lies under it are shown. */
const ORDERED = {
  ...ISSUE_SELECT,
  measures: {
    orderBy: [{ ordinal: 'asc' }, { id: 'asc' }],
    select: {
      ...ISSUE_SELECT.measures.select,
      progress: { ...ISSUE_SELECT.measures.select.progress, orderBy: { id: 'desc' }, take: 20 },
    },
  },
  evidence: { ...ISSUE_SELECT.evidence, orderBy: { id: 'desc' } },
  outcomes: { ...ISSUE_SELECT.outcomes, orderBy: { id: 'asc' } },
  requests: {
    orderBy: { id: 'desc' },
    take: 20,
    select: {
      ...ISSUE_SELECT.requests.select,
      reviews: { ...ISSUE_SELECT.requests.select.reviews, orderBy: { id: 'asc' } },
    },
  },
  closureRecords: { ...ISSUE_SELECT.closureRecords, orderBy: { id: 'desc' } },
  reopenings: { ...ISSUE_SELECT.reopenings, orderBy: { id: 'desc' } },
} as const satisfies Prisma.IssueSelect;

const byText = (left: unknown, right: unknown) => JSON.stringify(left).localeCompare(JSON.stringify(right));
const sortedLinks = (row: Pick<IssueRow, 'coUnits' | 'evidence'>) => ({
  coUnits: row.coUnits.toSorted(byText),
  evidence: row.evidence.map((file) => ({ ...file, measures: file.measures.toSorted(byText) })),
});

const DAYS = new Set([
  'dueOn',
  'originalDueOn',
  'reviewOn',
  'feedbackOn',
  'startOn',
  'doneOn',
  'asOf',
  'datedOn',
  'newDueOn',
]);

/** With days as the words that they are. */
function withDays(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withDays);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    DAYS.has(key) && each instanceof Date ? dayOf(each) : withDays(each),
  ]);
  return Object.fromEntries(entries);
}

/** The same issue as Prisma reads it, with the sums and the headings worked out the long way. */
async function readByPrisma(id: string): Promise<Omit<IssueRow, 'people'>> {
  const read = await test.db.issue.findUniqueOrThrow({ where: { id }, select: ORDERED });
  const row = withDays(read) as IssueRow;
  const entries = await test.db.progressEntry.findMany({ where: { issueId: id, corrected: { none: {} } } });
  const headings: string[] = [];
  for (let at = row.categoryId; at !== null;) {
    const category = await test.db.category.findUniqueOrThrow({ where: { id: at } });
    headings.unshift(category.title);
    at = category.parentId;
  }
  const measures = row.measures.map((measure) => {
    const own = entries.filter((entry) => entry.measureId === measure.id);
    const latest = own.map((entry) => dayOf(entry.asOf)).toSorted();
    return { ...measure, progressCount: own.length, latestAsOf: latest.at(-1) ?? null };
  });
  return { ...row, ...sortedLinks(row), measures, categoryPath: headings };
}

const words = fc.string({
  unit: fc.constantFrom('整', '改', '"', '\\', '\n', '😀', '\u2028', 'a', '<', '\u0007'),
  minLength: 1,
  maxLength: 30,
});
const day = fc.integer({ min: 0, max: 60_000 }).map((days) => new Date(Date.UTC(1970, 0, 1) + days * 86_400_000));
const instant = fc.integer({ min: 0, max: 4e12 }).map((time) => new Date(time));
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one);
const flags = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 });

const plan = fc.record({
  ...{
    title: words,
    text: words,
    statement: maybe(words),
    due: maybe(day),
    first: maybe(day),
    closedAt: maybe(instant),
  },
  ...{
    number: maybe(fc.integer({ min: 1, max: 999 })),
    category: fc.integer({ min: -1, max: 2 }),
    hasCoUnit: fc.boolean(),
  },
  measures: fc.array(
    fc.record({
      text: words,
      owner: maybe(words),
      due: maybe(day),
      start: maybe(day),
      entries: fc.integer({ min: 0, max: 23 }),
    }),
    { maxLength: 3 },
  ),
  ...{ asOf: fc.array(day, { minLength: 30, maxLength: 30 }), at: instant, corrects: flags, links: flags },
  files: fc.integer({ min: 0, max: 3 }),
  outcomes: fc.array(fc.record({ note: words, amount: maybe(fc.bigInt({ min: 1n, max: 10n ** 14n })) }), {
    maxLength: 2,
  }),
  ...{ requests: fc.integer({ min: 0, max: 3 }), note: maybe(words), closures: fc.integer({ min: 0, max: 2 }) },
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

const someone = (index: number) => (index % 5 === 4 ? randomUUID() : (people[index % people.length] ?? ''));
let sequence = 0;

async function writeProgress(issueId: string, measureId: string, count: number, { asOf, corrects, at }: Plan) {
  const before: (string | null)[] = [null];
  for (let index = 0; index < count; index += 1) {
    const correctsId = corrects[index] ? (before.at(-1) ?? null) : null;
    const by = { createdBy: someone(index), createdAt: at };
    const { id } = await test.db.progressEntry.create({
      data: { issueId, measureId, asOf: asOf[index]!, text: `进展${index}`, ...by, correctsId },
    });
    before.push(id);
  }
}

async function writeMeasures(issueId: string, given: Plan): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, { text, owner, due, start, entries }] of given.measures.entries()) {
    const data = {
      issueId,
      ordinal: 1 + (index % 2),
      text,
      owner,
      dueOn: due,
      startOn: start,
      createdBy: someone(index),
    };
    const { id } = await test.db.measure.create({ data });
    ids.push(id);
    await writeProgress(issueId, id, entries, given);
  }
  return ids;
}

async function writePapers(issueId: string, measureIds: string[], given: Plan): Promise<void> {
  const before: (string | null)[] = [null];
  for (let index = 0; index < given.files; index += 1) {
    const measures = {
      create: measureIds.filter((_, at) => given.links[index * 3 + at]).map((measureId) => ({ measureId })),
    };
    const file = {
      fileName: `材料${index}.pdf`,
      mediaType: 'application/pdf',
      size: index,
      sha256: randomUUID(),
      replacesId: before.at(-1) ?? null,
    };
    const data = { ...file, issueId, uploadedBy: someone(index), uploadedAt: given.at, datedOn: given.due, measures };
    const { id } = await test.db.evidence.create({ data });
    before.push(given.corrects[30 + index] ? id : null);
  }
  for (const { note, amount } of given.outcomes)
    await test.db.outcome.create({
      data: { issueId, kind: 'money_recovered', amountCents: amount, note, createdBy: someone(0), createdAt: given.at },
    });
}

async function writeReviews(issueId: string, given: Plan): Promise<void> {
  for (let index = 0; index < given.requests; index += 1) {
    const by = { requestedBy: someone(index), requestedAt: given.at, statement: given.note, newDueOn: given.due };
    const { id } = await test.db.reviewRequest.create({
      data: {
        issueId,
        kind: 'closure',
        status: index === 0 ? 'open' : 'returned',
        levels: ['unit_leader', 'group'],
        ...by,
      },
    });
    await test.db.review.create({
      data: {
        requestId: id,
        level: 'group',
        decision: 'returned',
        note: given.note,
        reviewerId: someone(index),
        reviewedAt: given.at,
      },
    });
  }
  for (let index = 0; index < given.closures; index += 1) {
    const number = `销号〔2024〕${(sequence += 1)}号`;
    const data = {
      issueId,
      number,
      result: 'completed',
      basis: '到位',
      decidedBy: someone(index),
      decidedAt: given.at,
    } as const;
    await test.db.closureRecord.create({ data });
    await test.db.reopening.create({
      data: { issueId, reason: '反弹', evidence: '抽查', reopenedBy: someone(index), reopenedAt: given.at },
    });
  }
}

async function write(given: Plan): Promise<string> {
  const { title, text, statement, number, due, first, closedAt, hasCoUnit } = given;
  const coUnits = hasCoUnit ? { create: [{ unitId: world.otherUnitId }] } : {};
  const { id } = await test.db.issue.create({
    data: {
      ...{ title, text, number, closedAt, coUnits, outcomeStatement: statement, dueOn: due, originalDueOn: first },
      ...{ inspectionId: world.inspectionId, leadUnitId: world.unitId, position: 1, status: 'rectifying' },
      categoryId: categories[given.category] ?? null,
    },
  });
  const measureIds = await writeMeasures(id, given);
  await writePapers(id, measureIds, given);
  await writeReviews(id, given);
  return id;
}

/** The issue and its measures alone. */
const withNothingUnder = (row: Omit<IssueRow, 'people'>): IssueRow => ({
  ...row,
  measures: row.measures.map((measure) => ({ ...measure, progress: [], progressCount: 0, latestAsOf: null })),
  ...{ evidence: [], outcomes: [], requests: [], closureRecords: [], reopenings: [], people: {} },
});

it('builds any issue exactly as Prisma would read it', async () => {
  const office = {
    id: people[3]!,
    role: 'office',
    unitId: world.officeUnitId,
    groupIds: [],
    jurisdictionPath: '/',
  } as const;
  await fc.assert(
    fc.asyncProperty(plan, async (given) => {
      const id = await write(given);
      const { people: names, ...row } = (await readIssueCase(test.db, office, id)).row;
      const [bare] = await directRows<Document>(test.db, bareDocumentSql(office, Prisma.sql`${id}::uuid`));
      expect(toIssueCase(bare).row).toEqual(withNothingUnder(row));
      expect({ ...row, ...sortedLinks(row) }).toEqual(await readByPrisma(id));
      const known = await test.db.user.findMany({ where: { id: { in: people } }, select: { id: true, name: true } });
      for (const [each, name] of Object.entries(names)) expect(known).toContainEqual({ id: each, name });
      const acting = row.measures.flatMap((measure) => measure.progress.map((entry) => entry.createdBy));
      for (const each of acting.filter((actor) => people.includes(actor))) expect(names[each]).toBeDefined();
    }),
    { numRuns: 25 },
  );
}, 240_000);
