import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, type Agent, type TestApp, type World } from '../../testing.ts';

let test: TestApp;
let world: World;
let office: Agent;
let liaison: Agent;

beforeAll(async () => {
  test = await createTestApp();
  world = await buildWorld(test.db);
  office = (await test.as('office', world.officeUnitId)).agent;
  liaison = (await test.as('liaison', world.unitId)).agent;
});
afterAll(() => test.close());

const REPORT = [
  '海岳区文化和旅游局党组关于巡察整改情况的通报',
  '巡察组反馈的3个问题，已全部整改完成。',
  '一、整改落实情况',
  '1.固定资产管理混乱。部分资产没有登记。',
  '一是全面盘点，5月底前登记资产120项。',
  '2.合同管理不严。三份合同没有备案。',
  '二是补办备案3份，正在核对其余合同。',
].join('\n');

const check = (agent: Agent, body: object) => agent.post('/api/checks/text').send(body);
const upload = (name: string, content: Buffer | string) =>
  office.post('/api/checks/file').attach('file', Buffer.from(content), name);

describe('通报体检 of any text', () => {
  it('says where, what and how grave, and keeps nothing', async () => {
    const { body } = await check(liaison, { text: REPORT }).expect(200);
    expect(body).toMatchObject({ issueCount: 2, title: expect.stringContaining('通报') });
    for (const { from, to, quote } of body.findings) expect(body.text.slice(from, to)).toBe(quote);
    const codes = body.findings.map((finding: { code: string }) => finding.code);
    expect(codes).toEqual(expect.arrayContaining(['claim-mismatch', 'ordinal-late']));
    expect(await test.db.publicReport.count()).toBe(0);
  });

  it('reads the code of a page', async () => {
    const text = `<html><body>${REPORT.split('\n')
      .map((line) => `<p>${line}</p>`)
      .join('')}<script>alert(1)</script></body></html>`;
    const { body } = await check(office, { text, isHtml: true }).expect(200);
    expect(body.issueCount).toBe(2);
    expect(body.text).not.toContain('alert');
  });

  it('holds it against the ledger of an inspection in scope', async () => {
    await test.db.issue.create({
      data: {
        ...{ inspectionId: world.inspectionId, leadUnitId: world.unitId, number: 1, position: 1, status: 'rectifying' },
        ...{ title: '固定资产管理混乱', text: '固定资产管理混乱。' },
      },
    });
    const { inspectionId } = world;
    const { body } = await check(liaison, { text: REPORT, inspectionId }).expect(200);
    expect(body.findings).toContainEqual(
      expect.objectContaining({ code: 'ledger-mismatch', message: expect.stringContaining('台账') }),
    );
    const neighbour = (await test.as('liaison', world.otherUnitId)).agent;
    await check(neighbour, { text: REPORT, inspectionId }).expect(404);
    const admin = (await test.as('sys_admin', world.officeUnitId)).agent;
    await check(admin, { text: REPORT }).expect(403);
  });
});

describe('a file', () => {
  it('is read by what it holds', async () => {
    const { body } = await upload('通报.txt', REPORT).expect(200);
    expect(body.issueCount).toBe(2);
    await upload('page.html', `<p>${REPORT.replaceAll('\n', '</p><p>')}</p>`).expect(200);
  });

  it.each<[string, string, Buffer | string]>([
    ['no file in it', '', ''],
    ['an empty file', 'a.txt', ''],
    ['a picture', 'a.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['a Word file that is none', 'a.docx', 'PK\u0003\u0004 broken'],
    ['an archive', 'a.zip', Buffer.from('504b0506' + '00'.repeat(18), 'hex')],
    ['an odd name', '../../\u202Ea.exe', Buffer.from([0, 1, 2, 3])],
  ])('that is hostile is refused in Chinese: %s', async (_what, name, content) => {
    const answer = name === '' ? await office.post('/api/checks/file').field('x', 'y') : await upload(name, content);
    if (answer.status === 200) expect(answer.body.findings).not.toEqual([]);
    else
      expect([answer.status, answer.body.detail]).toEqual([
        expect.any(Number),
        expect.stringMatching(/\p{Script=Han}/u),
      ]);
    expect(answer.status).toBeLessThan(500);
  });

  it('that is too large is refused', async () => {
    const { status, body } = await upload('a.txt', Buffer.alloc(21 * 1024 * 1024, 'a'));
    expect([status, body.code]).toEqual([413, 'too_large']);
    const long = await check(office, { text: '长'.repeat(2_000_001) });
    expect([400, 413]).toContain(long.status);
  });
});
