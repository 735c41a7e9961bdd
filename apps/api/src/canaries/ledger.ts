import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Prisma } from '@rectify/db';
import type { TestApp, World } from '../testing.ts';

// A ledger with something in every table, at every level of secrecy and for several units.

/** Words that stand in a file of evidence, which is no column. */
export const FILE_WORDS = '佐证正文';

interface Given extends Partial<Prisma.IssueUncheckedCreateInput> {
  coUnitId?: string;
}

let position = 0;

function measureOf(by: { createdBy: string; createdAt: Date }, issueId: string) {
  const named = { target: '当日办结', leader: '分管领导', department: '办公室', owner: '王经办' };
  return {
    ...{ issueId, ordinal: 1, text: '增设窗口并公布办理时限。', status: 'ongoing' as const, ...named },
    progress: {
      create: [
        { issueId, asOf: new Date('2024-05-20T00:00:00Z'), text: '已完成选址。', ...by },
        { issueId, asOf: new Date('2024-05-27T00:00:00Z'), text: '已开放2个窗口。', ...by },
      ],
    },
  };
}

async function addFiles(test: TestApp, issueId: string, uploadedBy: string) {
  const content = `${FILE_WORDS}${issueId}`;
  const file = await test.deps.files.put(Readable.from([Buffer.from(content)]));
  const fields = { issueId, mediaType: 'text/plain', size: file.size, sha256: file.sha256, uploadedBy };
  const uploadedAt = test.deps.now();
  await test.db.evidence.create({
    data: { ...fields, uploadedAt, fileName: '照片.txt', status: 'rejected', rejectReason: '看不清日期。' },
  });
}

async function addReviews(test: TestApp, issueId: string, by: string) {
  const at = test.deps.now();
  await test.db.reviewRequest.create({
    data: {
      ...{ issueId, kind: 'extension', status: 'returned', levels: ['unit_leader', 'office'], turn: null },
      ...{ statement: '施工期较长。', requestedBy: by, requestedAt: at, decidedAt: at },
      reviews: {
        create: [{ level: 'unit_leader', decision: 'returned', note: '请说明理由。', reviewerId: by, reviewedAt: at }],
      },
    },
  });
  await test.db.closureRecord.create({
    data: {
      ...{ issueId, number: `销号〔2024〕${randomUUID().slice(0, 8)}`, result: 'completed', basis: '已核实。' },
      ...{ decidedBy: by, decidedAt: at },
    },
  });
  await test.db.reopening.create({
    data: { issueId, reason: '问题又出现。', evidence: '现场照片。', reopenedBy: by, reopenedAt: at },
  });
}

async function addIssue(
  test: TestApp,
  world: World,
  place: { inspectionId: string; categoryId: string },
  given: Given,
) {
  const { coUnitId, ...fields } = given;
  const id = randomUUID();
  position += 1;
  const by = { createdBy: world.unitId, createdAt: test.deps.now() };
  await test.db.issue.create({
    data: {
      ...{ id, ...place, leadUnitId: world.unitId, position, number: position, status: 'rectifying' },
      ...{ title: '窗口排队时间过长', text: '窗口排队时间过长。', disclosure: 'public', stageGoal: '年底前' },
      ...{ outcomeStatement: '排队时间缩短。', ...fields },
      ...(coUnitId && { coUnits: { create: [{ unitId: coUnitId }] } }),
    },
  });
  await test.db.measure.create({ data: measureOf(by, id) });
  await test.db.outcome.create({ data: { issueId: id, kind: 'system_established', count: 1, note: '制度', ...by } });
  await test.db.auditEntry.create({
    data: {
      ...{
        at: by.createdAt,
        actorName: '王经办',
        action: 'comment',
        result: 'done',
        objectKind: 'issue',
        objectId: id,
      },
      ...{ issueId: id, note: '已约谈。', after: { 措施: '一是' } },
    },
  });
  await addFiles(test, id, world.unitId);
  await addReviews(test, id, world.unitId);
}

/** What an inspection has in it: all that one unit can have, what several units share, or one public issue. */
type Extent = 'whole' | 'shared' | 'single';

/** An inspection of the world's unit with issues of every kind of reader. */
export async function addLedger(test: TestApp, world: World, extent: Extent): Promise<{ inspectionId: string }> {
  const { id: inspectionId } = await test.db.inspection.create({
    data: {
      ...{ programmeId: world.programmeId, unitId: world.unitId, groupId: world.groupId, kind: 'routine' },
      feedbackOn: new Date('2024-05-16T00:00:00Z'),
    },
  });
  const top = await test.db.category.create({ data: { inspectionId, title: '（一）履行职责方面', position: 1 } });
  const { id: categoryId } = await test.db.category.create({
    data: { inspectionId, title: '1.服务群众不够', position: 2, parentId: top.id },
  });
  const place = { inspectionId, categoryId };
  const closed = { status: 'closed', closureResult: 'completed' } as const;
  const due = { originalDueOn: new Date('2024-08-16T00:00:00Z'), dueOn: new Date('2024-08-16T00:00:00Z') };
  const withheld = { disclosure: 'withheld', withholdGround: 'open_case' } as const;
  const shared: Given[] = [
    { leadUnitId: world.otherUnitId },
    { leadUnitId: world.otherUnitId, ...withheld },
    { leadUnitId: world.otherUnitId, disclosure: 'party' },
    { coUnitId: world.otherUnitId, ...withheld },
  ];
  const whole: Given[] = [
    {},
    { ...closed },
    { disclosure: 'party' },
    { ...withheld },
    { ...withheld, ...closed },
    { status: 'draft' },
    { status: 'withdrawn' },
    { status: 'withdrawn', ...due },
  ];
  const given = { whole, shared: [{}, ...shared], single: [{}] };
  for (const each of given[extent]) await addIssue(test, world, place, each);
  await test.db.reportImport.create({
    data: {
      ...{ inspectionId, digest: randomUUID(), issueCount: 1, measureCount: 1 },
      ...{ importedBy: world.unitId, importedAt: test.deps.now() },
    },
  });
  return { inspectionId };
}
