import supertest from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, NOW, type TestApp, type World } from '../../testing.ts';
import { addReport, publishVersion, sampleContent, withdraw, type SampleReport } from '../../testing/publications.ts';

let test: TestApp;
let world: World;
let report: SampleReport;
const PATH = '/reports/2024-heard';

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  report = await addReport(test.db, world, '2024-heard');
  await publishVersion(test.db, world, report, sampleContent());
});
beforeEach(async () => {
  await test.db.$executeRaw`DELETE FROM rate_limit`;
  test.setNow(NOW);
});
afterAll(() => test.close());

const visitor = () => supertest.agent(test.app).set('Host', 'zg.test');
const later = (seconds: number) => test.setNow(new Date(NOW.getTime() + seconds * 1000));
const TYPED = { about: '', text: '配送还是一周一次，请再核实。', name: '李群众', contact: '0999-12345678' };

const check = (typed: object) => visitor().post(`${PATH}/feedback`).type('form').send(typed);
const confirm = (fields: object) => visitor().post(`${PATH}/feedback/confirm`).type('form').send(fields);
const tokenIn = (html: string) => /name="token" value="([^"]+)"/.exec(html)?.[1] ?? '';
const receiptIn = (html: string) => /class="receipt">([^<]+)</.exec(html)?.[1] ?? '';

async function send(typed: typeof TYPED): Promise<string> {
  const shown = await check(typed).expect(200);
  later(5);
  return receiptIn((await confirm({ ...typed, token: tokenIn(shown.text) }).expect(200)).text);
}

const look = (receipt: string) => visitor().post('/feedback').type('form').send({ receipt });

describe('feedback on a report', () => {
  it('stands under the report as a form that needs no script, for one issue or the whole', async () => {
    const { text } = await visitor().get(PATH).expect(200);
    expect(text).toContain(`<form class="form" action="${PATH}/feedback" method="post">`);
    expect(text.match(/<option value="p\d+"/g)).toHaveLength(6);
  });

  it('is shown before it is sent, and gives a receipt number without look-alikes', async () => {
    const shown = await check(TYPED).expect(200);
    expect(shown.text).toContain('请核对您的意见');
    expect(shown.text).toContain('李群众');
    expect(shown.headers['cache-control']).toBe('no-store');
    expect(await test.db.publicFeedback.count()).toBe(0);
    later(5);
    const done = await confirm({ ...TYPED, token: tokenIn(shown.text) }).expect(200);
    expect(receiptIn(done.text)).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
    const [row] = await test.db.publicFeedback.findMany();
    expect(row).toMatchObject({
      reportId: report.id,
      text: TYPED.text,
      name: TYPED.name,
      about: null,
      state: 'received',
    });
  });

  it('about one issue keeps the words of that issue', async () => {
    const about = /<option value="(p\d+)">1\. 针对/.exec((await visitor().get(PATH)).text)?.[1] ?? '';
    await send({ ...TYPED, about });
    const row = await test.db.publicFeedback.findFirstOrThrow({ where: { paragraphId: about } });
    expect(row.about).toMatch(/^1\. 针对“/);
  });

  it('sent twice is kept once, under the same number', async () => {
    const shown = await check({ ...TYPED, text: '按了两次的意见。' }).expect(200);
    later(5);
    const fields = { ...TYPED, text: '按了两次的意见。', token: tokenIn(shown.text) };
    const [first, second] = await Promise.all([confirm(fields), confirm(fields)]);
    expect(receiptIn(first.text)).toBe(receiptIn(second.text));
    expect(await test.db.publicFeedback.count({ where: { text: '按了两次的意见。' } })).toBe(1);
  });

  it('is read later under the number, however it is typed, with the answer', async () => {
    const receipt = await send({ ...TYPED, text: '什么时候能整改完？' });
    const waiting = await look(receipt.toLowerCase().replaceAll('-', ' ')).expect(200);
    expect(waiting.text).toContain('待办理');
    expect(waiting.text).toContain('什么时候能整改完？');
    expect(waiting.text).not.toMatch(/李群众|12345678/);
    await test.db.publicFeedback.updateMany({
      where: { receipt: receipt.replaceAll('-', '') },
      data: { state: 'answered', answer: '十月底前完成。', answeredAt: NOW },
    });
    const answered = await look(receipt).expect(200);
    expect(answered.text).toContain('已答复');
    expect(answered.text).toContain('十月底前完成。');
    for (const wrong of ['', 'ABCD', 'AAAA-AAAA-AAAA', '0000-0000-0000', '\0%', '<b>'])
      expect((await look(wrong).expect(404)).text).toContain('没有这个编号');
  });

  it('keeps no address in clear', async () => {
    await send({ ...TYPED, text: '地址不应留下。' });
    const rows = await test.db.$queryRaw`SELECT row_to_json(f)::text AS row FROM public_feedback f`;
    const counters = await test.db.$queryRaw`SELECT key FROM rate_limit`;
    expect(JSON.stringify([rows, counters])).not.toMatch(/127\.0\.0\.1/);
  });
});

describe('what cannot be taken', () => {
  it.each<[string, Partial<typeof TYPED>, string]>([
    ['nothing', { text: ' ' }, '请写下您的意见'],
    ['too little', { text: '不好' }, '意见至少 5 个字'],
    ['too much', { text: '很长的意见'.repeat(500) }, '意见最多 2000 个字，现在有 2500 个字'],
    ['a long name', { name: '名'.repeat(40) }, '姓名最多'],
    ['a long contact', { contact: '1'.repeat(200) }, '联系方式最多'],
    ['an issue that is not there', { about: 'p999' }, '通报里没有这个问题'],
  ])('%s comes back in the form with what was typed', async (_name, wrong, words) => {
    const typed = { ...TYPED, ...wrong };
    const { text } = await check(typed).expect(400);
    expect(text).toContain(words);
    expect(text).toContain(typed.text.trim().slice(0, 100));
    expect(text).toContain(typed.name);
  });

  it('a field that only programs fill in is pointed out, and nothing is lost', async () => {
    const { text } = await check({ ...TYPED, website: 'http://x' }).expect(400);
    expect(text).toContain('网址');
    expect(text).toContain(TYPED.text);
  });

  it('a confirmation that is too fast, too late, changed or made up is asked for again', async () => {
    const token = tokenIn((await check(TYPED).expect(200)).text);
    later(1);
    expect((await confirm({ ...TYPED, token }).expect(400)).text).toContain('提交得太快了');
    later(7200);
    const late = await confirm({ ...TYPED, token }).expect(400);
    expect(late.text).toContain('打开得太久了');
    expect(tokenIn(late.text)).not.toBe(token);
    later(5);
    expect((await confirm({ ...TYPED, text: '另外的意见内容', token }).expect(400)).text).toContain('与核对时的不一样');
    for (const wrong of ['', 'x', 'a.b.c', `${token}x`, '..', 'a.1.'])
      expect((await confirm({ ...TYPED, token: wrong }).expect(400)).text).toContain(TYPED.text);
    expect((await confirm({ ...TYPED, token }).expect(200)).text).toContain('意见已收到');
  });

  it('going back brings what was typed', async () => {
    const { text } = await confirm({ ...TYPED, step: 'back', token: 'x' }).expect(200);
    expect(text).toContain(`>${TYPED.text}</textarea>`);
  });

  it('hostile words are kept as words', async () => {
    const words = '<script>alert(1)</script>\0“\ud800';
    const { text } = await check({ ...TYPED, text: words.toWellFormed() }).expect(200);
    expect(text).toContain('&lt;script&gt;');
    await visitor().post(`${PATH}/feedback`).set('Content-Type', 'text/plain').send('x').expect(400);
    await check(TYPED).set('Sec-Fetch-Site', 'cross-site').expect(403);
    // Browsers that do not say so name the page's origin.
    await check(TYPED).set('Origin', 'https://elsewhere.example').expect(403);
  });

  it('no feedback on what is not public', async () => {
    const gone = await addReport(test.db, world, '2024-gonetoo');
    await visitor().post('/reports/2024-gonetoo/feedback').type('form').send(TYPED).expect(404);
    await publishVersion(test.db, world, gone, sampleContent());
    await withdraw(test.db, gone, '数据有误，重新核实。');
    await visitor().post('/reports/2024-gonetoo/feedback').type('form').send(TYPED).expect(410);
  });
});

describe('a flood', () => {
  it('from one address is stopped, in Chinese, and what was typed is not lost', async () => {
    const tokens: string[] = [];
    for (let n = 0; n < 11; n += 1) tokens.push(tokenIn((await check({ ...TYPED, text: `第${n}条意见内容` })).text));
    later(5);
    for (let n = 0; n < 10; n += 1) await confirm({ ...TYPED, text: `第${n}条意见内容`, token: tokens[n] }).expect(200);
    const stopped = await confirm({ ...TYPED, text: '第10条意见内容', token: tokens[10] }).expect(429);
    expect(stopped.text).toContain('提交次数太多');
    expect(stopped.text).toContain('第10条意见内容');
    expect(tokenIn(stopped.text)).toBe(tokens[10]);
  });

  it('of receipt numbers that are tried is stopped', async () => {
    await Promise.all(Array.from({ length: 60 }, () => look('AAAA-AAAA-AAAA')));
    expect((await look('AAAA-AAAA-AAAA').expect(429)).text).toContain('查询次数太多');
  });

  it('on one report is stopped whatever the addresses', async () => {
    const shown = await check(TYPED).expect(200);
    later(5);
    await confirm({ ...TYPED, token: tokenIn(shown.text) }).expect(200);
    await test.db.$executeRaw`UPDATE rate_limit SET points = 200 WHERE key LIKE 'report:%'`;
    test.setNow(NOW);
    const next = await check({ ...TYPED, text: '又一条意见' }).expect(200);
    later(5);
    const answer = await confirm({ ...TYPED, text: '又一条意见', token: tokenIn(next.text) }).expect(429);
    expect(answer.text).toContain('今天对这份通报的意见已经很多');
  });
});
