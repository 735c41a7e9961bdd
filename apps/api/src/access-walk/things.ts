import supertest from 'supertest';
import type { Prisma } from '@rectify/db';
import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { TestApp, World } from '../testing.ts';
import type { Kind } from './matrix-types.ts';

/** One of each kind that belongs to a place, by its id. */
export type Things = Record<Exclude<Kind, 'account' | 'member' | 'session' | 'feedback'>, string>;

interface People {
  liaison: string;
  secrecyReviewer: string;
}

let position = 0;

async function addIssue(test: TestApp, world: World, given: Partial<Prisma.IssueUncheckedCreateInput>) {
  const due = new Date('2024-08-16T00:00:00Z');
  position += 1;
  const issue = await test.db.issue.create({
    data: {
      ...{ inspectionId: world.inspectionId, leadUnitId: world.unitId, position, number: position },
      ...{ title: `窗口排队时间过长${position}`, text: '窗口排队时间过长。', disclosure: 'public' },
      ...(given.status !== 'draft' && { dueOn: due, originalDueOn: due }),
      ...given,
      measures: { create: [{ ordinal: 1, text: '增设窗口。', status: 'ongoing', dueOn: due, originalDueOn: due }] },
    },
    include: { measures: { select: { id: true } } },
  });
  return { id: issue.id, measureId: issue.measures[0]?.id ?? '' };
}

async function addEvidence(test: TestApp, issueId: string, uploadedBy: string): Promise<string> {
  const file = await test.deps.files.put(Readable.from([Buffer.from('逐项核对，另附清单')]));
  const { id } = await test.db.evidence.create({
    data: {
      ...{ issueId, fileName: '核对.txt', mediaType: 'text/plain', size: file.size, sha256: file.sha256 },
      ...{ uploadedBy, uploadedAt: test.deps.now() },
    },
  });
  return id;
}

/** Feedback that nobody has dealt with yet. */
export async function addFeedback(test: TestApp, reportId: string): Promise<string> {
  const receipt = randomUUID();
  const data = { reportId, receipt, text: '排队仍然很久。', receivedAt: test.deps.now() };
  return (await test.db.publicFeedback.create({ data })).id;
}

async function draftReport(test: TestApp, world: World, userId: string, kind: 'final' | 'stage') {
  const token = randomUUID();
  const expiresAt = new Date(Date.now() + 600_000);
  await test.db.session.create({
    data: { userId, token: createHash('sha256').update(token).digest('hex'), expiresAt },
  });
  const created = await supertest(test.app)
    .post('/api/reports')
    .set('Cookie', `rectify-session=${token}`)
    .send({ kind, inspectionId: world.inspectionId })
    .expect(201);
  return created.body as { id: string; paragraphs: { id: string; issueId: string | null }[] };
}

async function addReports(test: TestApp, world: World, { liaison, secrecyReviewer }: People) {
  const report = await draftReport(test, world, liaison, 'final');
  const reviewed = await draftReport(test, world, liaison, 'stage');
  await test.db.publicReport.update({
    where: { id: reviewed.id },
    data: { state: 'secrecy_review', round: 1, secrecyReviewerId: secrecyReviewer },
  });
  // One that speaks of an issue: title and preface have the same id in every report.
  const paragraph = report.paragraphs.find(({ issueId }) => issueId)?.id ?? '';
  const comment = await test.db.reportComment.create({
    data: {
      ...{ reportId: report.id, paragraphId: paragraph, text: '请核对。' },
      ...{ writtenBy: liaison, writtenAt: test.deps.now() },
    },
  });
  return { report: report.id, reviewedReport: reviewed.id, paragraph, comment: comment.id };
}

/** Everything that an operation can be about, in one place. */
export async function buildThings(test: TestApp, world: World, people: People): Promise<Things> {
  const draft = await addIssue(test, world, { status: 'draft' });
  const issued = await addIssue(test, world, { status: 'issued' });
  const live = await addIssue(test, world, { status: 'rectifying' });
  const planned = await addIssue(test, world, { status: 'planning' });
  const closed = await addIssue(test, world, { status: 'closed', closureResult: 'completed' });
  const staged = await addIssue(test, world, { status: 'closed', closureResult: 'staged', nature: 'long_term' });
  const by = { createdBy: people.liaison, createdAt: test.deps.now() };
  const outcome = await test.db.outcome.create({
    data: { issueId: live.id, kind: 'system_established', count: 1, note: '制度', ...by },
  });
  const request = await test.db.reviewRequest.create({
    data: {
      ...{ issueId: planned.id, kind: 'plan', levels: ['unit_leader', 'group'], turn: 'unit_leader' },
      ...{ requestedBy: people.liaison, requestedAt: test.deps.now() },
    },
  });
  return {
    ...{ draftIssue: draft.id, issuedIssue: issued.id, issue: live.id, closedIssue: closed.id, stagedIssue: staged.id },
    ...{ issuedMeasure: issued.measureId, measure: live.measureId, outcome: outcome.id, request: request.id },
    evidence: await addEvidence(test, live.id, people.liaison),
    ...{ inspection: world.inspectionId, programme: world.programmeId, group: world.groupId },
    ...{ unit: world.unitId, coUnit: world.otherUnitId },
    ...(await addReports(test, world, people)),
  };
}
