import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import supertest from 'supertest';
import { DISCLOSURE_CODES, type Disclosure } from '@rectify/domain';
import { buildWorld, createTestApp, type TestApp, type World } from '../../testing.ts';
import { addIssue, anInspection, buildCast, flowOf, type Cast } from './testing.ts';

let test: TestApp;
let world: World;
let cast: Cast;
let flow: ReturnType<typeof flowOf>;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  cast = await buildCast(test, world);
  flow = flowOf(test, cast);
});
afterAll(() => test.close());

// Each issue carries words of its own in every field, which stand nowhere else.
const SIGNS = [...'鼋鼍鼗鼙鼢鼩鼬鼯鼱鼷'];
const FIELDS = [...'豳甪龑黻'];
const wordOf = (issue: number, field: number) => `${SIGNS[issue]}${FIELDS[field]}`;
const headingOf = (category: number) => `${[...'鱻麤龘'][category]}爨`;

interface Setting {
  disclosure: Disclosure;
  category: number;
  isClosed: boolean;
  /** How the paragraph that names it is narrowed in the draft; null leaves it. */
  narrowed: Disclosure | null;
}

const setting: fc.Arbitrary<Setting> = fc.record({
  disclosure: fc.constantFrom(...DISCLOSURE_CODES),
  category: fc.nat(2),
  isClosed: fc.boolean(),
  narrowed: fc.option(fc.constantFrom('party' as const, 'withheld' as const), { freq: 3 }),
});

const REACH = { public: 2, party: 1, withheld: 0 } as const;

/** Puts a ledger down whose every text has its canary; a heading's is that of the issues below it. */
async function aCanaryLedger(settings: readonly Setting[]) {
  const place = await anInspection(test, world);
  const { inspectionId } = place;
  const categories = [];
  for (const [index, mark] of ['甲', '乙', '丙'].entries()) {
    const title = `（${'一二三'[index]}）${mark}方面${headingOf(index)}`;
    categories.push(await test.db.category.create({ data: { inspectionId, title, position: index } }));
  }
  for (const [index, { disclosure, category, isClosed }] of settings.entries()) {
    await addIssue(test, place, {
      ...{ number: index + 1, disclosure, categoryId: categories[category]?.id ?? null },
      title: `问题${wordOf(index, 0)}处置不当`,
      text: `问题${wordOf(index, 0)}处置不当。查实${wordOf(index, 1)}有三处。`,
      measures: [`核查${wordOf(index, 2)}并于2024年5月20日办结。`],
      ...(disclosure === 'withheld' && { withholdGround: 'open_case' }),
      ...(isClosed && { status: 'closed', outcomeStatement: `复查${wordOf(index, 3)}2次合格。`, systems: 1 }),
    });
  }
  return place;
}

async function narrow(id: string, settings: readonly Setting[]): Promise<void> {
  const { paragraphs } = await flow.read(id);
  for (const [index, { narrowed, disclosure }] of settings.entries()) {
    if (narrowed === null || REACH[narrowed] >= REACH[disclosure]) continue;
    const own = paragraphs.find(
      (each: { kind: string; text: string }) => each.kind === 'issue' && each.text.includes(wordOf(index, 0)),
    );
    const change = {
      op: 'disclose',
      paragraphId: own.id,
      version: own.version,
      disclosure: narrowed,
      ground: 'privacy',
    };
    await cast.liaison.agent
      .patch(`/api/reports/${id}/draft`)
      .send({ changes: [change] })
      .expect(200);
  }
}

const isPublic = ({ disclosure, narrowed }: Setting) =>
  disclosure === 'public' && (narrowed === null || narrowed === 'public');

function secretsOf(settings: readonly Setting[]): string[] {
  const words = settings.flatMap((each, index) =>
    isPublic(each) ? [] : [0, 1, 2, 3].map((field) => wordOf(index, field)),
  );
  const open = new Set(settings.filter(isPublic).map(({ category }) => category));
  const headings = [0, 1, 2].filter((category) => !open.has(category));
  return [...words, ...headings.map(headingOf)];
}

async function publicAnswers(slug: string, id: string): Promise<[string, string][]> {
  const visitor = supertest(test.app);
  const addresses = [
    ...['/', '/sitemap.xml', '/feed.xml', `/reports/${slug}`, `/reports/${slug}?font=l`, `/reports/${slug}/v/1`],
    ...[
      `/reports/${slug}.json`,
      `/reports/${slug}.txt`,
      `/?q=${encodeURIComponent(SIGNS[1] ?? '')}`,
      `/reports/x${slug}`,
    ],
    ...[`/api/reports/${id}`, `/api/reports/${id}/preview`, `/api/reports/${id}/docx`],
  ];
  const answers: [string, string][] = [];
  for (const address of addresses) answers.push([address, (await visitor.get(address)).text ?? '']);
  const version = await test.db.publicReportVersion.findFirstOrThrow({ where: { reportId: id } });
  const index = await test.db.publicIndex.findFirstOrThrow({ where: { reportId: id } });
  return [...answers, ['content', JSON.stringify(version)], ['index', JSON.stringify({ ...index, grams: [] })]];
}

describe('whatever is disclosed', () => {
  it('no word of what is not reaches anything public', async () => {
    const settings = fc.array(setting, { minLength: 1, maxLength: 6 }).filter((all) => all.some(isPublic));
    await fc.assert(
      fc.asyncProperty(settings, async (all) => {
        const id = await flow.create(await aCanaryLedger(all));
        await narrow(id, all);
        await flow.publish(id);
        const { slug } = await test.db.publicReport.findUniqueOrThrow({ where: { id } });
        const secrets = secretsOf(all);
        const answers = await publicAnswers(slug, id);
        const leaks = answers.flatMap(([address, text]) =>
          secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret} in ${address}`),
        );
        expect(leaks).toEqual([]);
        const { grams } = await test.db.publicIndex.findFirstOrThrow({ where: { reportId: id } });
        const secretGrams = secrets.map((secret) => secret.slice(0, 2));
        expect(secretGrams.filter((gram) => grams.includes(gram))).toEqual([]);
        const shown = answers.find(([address]) => address === 'content')?.[1] ?? '';
        for (const [index, each] of all.entries()) if (isPublic(each)) expect(shown).toContain(wordOf(index, 0));
      }),
      { numRuns: 6 },
    );
  }, 240_000);
});

describe('what readers are told beside a report', () => {
  const secret = '柳荫渡口搬迁户十二年未领到安置房钥匙';
  const idCard = '11010519491231002X';
  const plain = '更正第一个问题的办理日期，其余不变。';

  /** A published report that leaves one issue out. */
  async function aReport(): Promise<string> {
    const place = await anInspection(test, world);
    await addIssue(test, place, { title: '窗口排队时间过长', number: 1 });
    await addIssue(test, place, {
      ...{ title: '安置承诺没有兑现', number: 2, text: `安置承诺没有兑现。${secret}。`, measures: ['逐户核对。'] },
      ...{ disclosure: 'withheld', withholdGround: 'petition_group' },
    });
    const id = await flow.create(place);
    await flow.publish(id);
    return id;
  }

  const refused = async (answer: Promise<{ status: number; body: { errors?: unknown } }>, field: string) => {
    const { status, body } = await answer;
    expect([status, body.errors]).toEqual([400, [{ field, message: expect.stringContaining('不能公开') }]]);
  };

  it('has no withheld or personal words in the reason of a withdrawal', async () => {
    const id = await aReport();
    const withdraw = (reason: string) => flow.post(cast.office, id, 'withdrawal', { reason });
    await refused(withdraw(`${secret}，暂不公开。`), 'reason');
    await refused(withdraw(`应王某（身份证号${idCard}）的请求撤回。`), 'reason');
    expect((await withdraw('数据有误，核实以后另行公开。')).status).toBe(200);
  });

  it('has none in what a new version says that it corrects', async () => {
    const id = await aReport();
    expect((await flow.post(cast.liaison, id, 'correction')).status).toBe(200);
    await flow.tickAll(id);
    await refused(flow.submit(id, { correction: `删去“${secret}”一句。` }), 'correction');
    await refused(flow.submit(id, { correction: `更正身份证号${idCard}。` }), 'correction');
    expect((await flow.submit(id, { correction: plain })).status).toBe(200);
  });
});

describe('an issue that is taken back after it was published', () => {
  it('is told to be before the public still, until its report is withdrawn', async () => {
    const place = await anInspection(test, world);
    const issue = await addIssue(test, place, { title: '窗口排队时间过长', number: 1 });
    const id = await flow.create(place);
    const disclose = async (disclosure: Disclosure) => {
      const { version } = await test.db.issue.findUniqueOrThrow({ where: { id: issue.id } });
      const { body } = await cast.office.agent
        .post('/api/issues/disclosure')
        .send({ issues: [{ id: issue.id, version }], disclosure })
        .expect(200);
      return body.message as string;
    };
    expect(await disclose('party')).toBe('已把 1 个问题设为“党内公开”。');
    expect(await disclose('public')).toBe('已把 1 个问题设为“公开”。');
    await flow.publish(id);
    expect(await disclose('party')).toContain('已发布的通报（1 份）不会自动改动');
    await disclose('public');
    await flow.post(cast.office, id, 'withdrawal', { reason: '数据有误，核实以后另行公开。' });
    expect(await disclose('party')).toBe('已把 1 个问题设为“党内公开”。');
  });
});
