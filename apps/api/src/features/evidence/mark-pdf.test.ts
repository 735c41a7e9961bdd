import { deflateSync } from 'node:zlib';
import { decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFString } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWorld, createTestApp, type Agent, type TestApp } from '../../testing.ts';
import { PDF_WITHOUT_PAGES } from '../../testing/images.ts';

// The preview of a PDF: the reader's name on every page, whatever the file is.

let test: TestApp;
let liaison: Agent;
let office: Agent;
let issueId: string;

beforeAll(async () => {
  test = await createTestApp();
  const world = await buildWorld(test.db);
  liaison = (await test.as('liaison', world.unitId, '张联络')).agent;
  office = (await test.as('office', world.officeUnitId, '王办')).agent;
  const { id } = await test.db.issue.create({
    data: {
      ...{ inspectionId: world.inspectionId, leadUnitId: world.unitId, position: 1, status: 'rectifying' },
      ...{ title: '档案管理不规范', text: '档案没有归档。' },
    },
  });
  issueId = id;
});
afterAll(() => test.close());

async function uploaded(content: Uint8Array): Promise<string> {
  const { body } = await liaison
    .post(`/api/issues/${issueId}/evidence`)
    .attach('file', Buffer.from(content), '会议纪要.pdf')
    .expect(201);
  return body.id;
}
const open = (agent: Agent, id: string) => agent.get(`/api/evidence/${id}/preview`).buffer(true);

async function pdfOf(pages: number): Promise<PDFDocument> {
  const file = await PDFDocument.create();
  for (let page = 1; page <= pages; page += 1) file.addPage([595, 842]).drawText(`minutes ${page}`);
  return file;
}

/** What is written on each page, as the operators that draw it. */
function drawn(file: PDFDocument): string[] {
  return file.getPages().map(({ node }) => {
    const contents = node.Contents();
    const streams =
      contents instanceof PDFArray ? contents.asArray().map((each) => file.context.lookup(each)) : [contents];
    const bytes = streams.map((each) =>
      each instanceof PDFRawStream ? decodePDFRawStream(each).decode() : new Uint8Array(),
    );
    return Buffer.concat(bytes).toString('latin1');
  });
}

describe('the preview of a PDF', () => {
  it('bears the mark of the one who looks on every page, over what stands there', async () => {
    const file = await pdfOf(3);
    file.addJavaScript('greet', 'app.alert(1)');
    file.catalog.set(PDFName.of('OpenAction'), file.context.obj({ S: 'Named', N: 'Print' }));
    file.setAuthor('somebody-at-home');
    const content = Buffer.from(await file.save({ useObjectStreams: false }));
    const author = Buffer.from('somebody-at-home', 'utf16le').swap16().toString('hex').toUpperCase();
    expect(content.includes(author)).toBe(true);
    const id = await uploaded(content);
    const [mine, theirs] = [await open(liaison, id).expect(200), await open(office, id).expect(200)];
    expect(mine.headers['content-type']).toBe('application/pdf');
    expect(Buffer.compare(mine.body as Buffer, theirs.body as Buffer)).not.toBe(0);
    const marked = await PDFDocument.load(mine.body as Buffer, { updateMetadata: false });
    for (const page of drawn(marked)) {
      // Tiles that cover a page of this size.
      expect(page.match(/\/Image-\d+ Do/g)?.length).toBeGreaterThan(6);
      expect(page.indexOf(' Do')).toBeGreaterThan(page.indexOf(Buffer.from('minutes').toString('hex').toUpperCase()));
    }
    expect(drawn(marked)).toHaveLength(3);
    expect(marked.catalog.get(PDFName.of('OpenAction'))).toBeUndefined();
    expect(marked.catalog.lookup(PDFName.of('Names'), PDFDict).get(PDFName.of('JavaScript'))).toBeUndefined();
    expect([marked.getTitle(), marked.getAuthor()]).toEqual(['会议纪要.pdf', undefined]);
    expect(Buffer.from(await marked.save({ useObjectStreams: false })).includes(author)).toBe(false);
    expect(await test.db.auditEntry.count({ where: { action: 'previewEvidence', objectId: id } })).toBe(2);
  });

  it('has nothing that acts by itself on a page, and no word of its maker', async () => {
    const file = await pdfOf(1);
    const acting = file.context.obj({ O: { S: 'JavaScript', JS: PDFString.of('greet') } });
    const note = { Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9], AA: { PV: { S: 'Named', N: 'Print' } } };
    const { node } = file.getPage(0);
    node.set(PDFName.of('AA'), acting);
    node.set(PDFName.of('Annots'), file.context.obj([note, file.context.register(file.context.obj(note))]));
    const about = file.context.stream('somebody-at-home', { Type: 'Metadata', Subtype: 'XML' });
    file.catalog.set(PDFName.of('Metadata'), file.context.register(about));
    const { body } = await open(liaison, await uploaded(await file.save({ useObjectStreams: false }))).expect(200);
    const marked = await PDFDocument.load(body as Buffer, { updateMetadata: false });
    expect(String(marked.getPage(0).node)).not.toContain('/AA');
    const notes = marked.getPage(0).node.Annots()?.asArray() ?? [];
    expect(notes.map((each) => String(marked.context.lookup(each))).join()).toMatch(/^(?!.*\/AA).*Link.*Link/su);
    const written = Buffer.from(await marked.save({ useObjectStreams: false }));
    expect(written.includes('somebody-at-home')).toBe(false);
  });

  it('is there for a file that anybody may read, and not for one that asks for a password', async () => {
    const free = await pdfOf(1);
    free.encrypt({ ownerPassword: 'for-changes', userPassword: '', permissions: { modifying: false } });
    await open(liaison, await uploaded(await free.save())).expect(200);
    const closed = await pdfOf(1);
    closed.encrypt({ ownerPassword: 'for-changes', userPassword: 'for-readers' });
    const answer = await open(liaison, await uploaded(await closed.save())).expect(415);
    expect(answer.body.detail).toBe('这份 PDF 已加密或不规范，不能加水印预览，请下载后查看。');
  });

  it('of a file without pages is refused, and leaves nothing in the trail', async () => {
    const id = await uploaded(PDF_WITHOUT_PAGES);
    const { body } = await open(liaison, id).expect(415);
    expect(body.detail).toMatch(/^这份 PDF .*请下载后查看。$/);
    expect(await test.db.auditEntry.count({ where: { action: 'previewEvidence', objectId: id } })).toBe(0);
  });

  it('of a file that unfolds without end is given up before it fills the memory', async () => {
    const unfolding = deflateSync(Buffer.alloc(1_500 * 1024 * 1024), { level: 1 });
    const head = `%PDF-1.5\n1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${unfolding.length}>>stream\n`;
    const tail = '\nendstream endobj\n2 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 2 0 R>>\n%%EOF\n';
    const id = await uploaded(Buffer.concat([Buffer.from(head), unfolding, Buffer.from(tail)]));
    let most = 0;
    const before = process.memoryUsage.rss();
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss() - before)), 20);
    const answer = await open(liaison, id).expect(415);
    clearInterval(watch);
    expect(answer.body.detail).toBe('这份 PDF 太大，不能加水印预览，请下载后查看。');
    expect(most).toBeLessThan(400 * 1024 * 1024);
    await open(liaison, await uploaded(await (await pdfOf(1)).save())).expect(200);
  });
});
