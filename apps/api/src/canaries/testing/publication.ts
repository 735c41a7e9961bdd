import { randomUUID } from 'node:crypto';
import type { TestApp, World } from '../../testing.ts';
import { installQueue } from '../../jobs/queue.ts';
import { buildCast, flowOf } from '../../features/reports/testing.ts';

async function must(answer: Promise<{ status: number; body: unknown }>) {
  const { status, body } = await answer;
  if (status >= 400) throw new Error(JSON.stringify(body));
}

export interface Told {
  shown: string;
  takenBack: string;
  /** Some of its issues are led by another unit: the office drafts its report. */
  shared: string;
}

/** Publishes the report of one inspection with a correction, takes that of another back and drafts a third. */
export async function publish(test: TestApp, world: World, { shown, takenBack, shared }: Told): Promise<void> {
  await installQueue(test.deps);
  const cast = await buildCast(test, world);
  const flow = flowOf(test, cast);
  await flow.create({ inspectionId: shared }, 'final', cast.office);
  const [id, gone] = [await flow.create({ inspectionId: shown }), await flow.create({ inspectionId: takenBack })];
  await flow.publish(id);
  await must(flow.post(cast.liaison, id, 'correction'));
  await flow.publish(id, { correction: '更正一处日期，其余不变。' });
  await flow.publish(gone);
  await must(flow.post(cast.office, gone, 'withdrawal', { reason: '数据有误，重新核实后再公布。' }));
}

/** What is said beside reports: comments, steps, inside compositions, the public's words. */
export async function addWordsBeside(test: TestApp): Promise<void> {
  const at = test.deps.now();
  const reports = await test.db.publicReport.findMany({ include: { versions: true, partyVersions: true } });
  for (const { id: reportId, versions, partyVersions } of reports) {
    const by = randomUUID();
    await test.db.reportComment.create({
      data: { reportId, paragraphId: 'title', text: '请核对。', writtenBy: by, writtenAt: at },
    });
    await test.db.reportStep.create({
      data: { reportId, round: 1, action: 'returnReport', note: '请补充。', revision: 1, doneBy: by, doneAt: at },
    });
    if (partyVersions.length === 0 && versions.length === 0)
      await test.db.partyReportVersion.create({ data: { reportId, version: 99, content: { title: '党内' } } });
    for (const state of ['received', 'answered'] as const)
      await test.db.publicFeedback.create({
        data: {
          ...{ reportId, receipt: randomUUID(), about: '1. 窗口', text: '排队仍然很久。', state, receivedAt: at },
          ...{ name: '张先生', contact: '13900000000', answer: '已增设窗口。', answeredBy: by, answeredAt: at },
        },
      });
  }
}

/** Rows of the tables that the rest leaves empty. */
export async function addWordsApart(test: TestApp, userId: string): Promise<void> {
  const at = test.deps.now();
  await test.db.credential.create({
    data: {
      ...{
        accountId: userId,
        providerId: 'sso',
        userId,
        accessToken: 'a',
        refreshToken: 'r',
        idToken: 'i',
        scope: 's',
      },
      password: `kept-${randomUUID()}`,
    },
  });
  await test.db.oldPassword.create({ data: { userId, hash: `old-${randomUUID()}` } });
  await test.db.recoveryCode.create({ data: { userId, hash: `code-${randomUUID()}` } });
  await test.db.secondFactor.create({ data: { userId, secret: `seed-${randomUUID()}` } });
  await test.db.signInThrottle.create({ data: { key: randomUUID(), failures: 1, since: at } });
  await test.db.rateLimit.create({ data: { key: randomUUID(), points: 1 } });
  await test.db.verification.create({ data: { identifier: randomUUID(), value: '{}', expiresAt: at } });
  await test.db.backupRun.create({
    data: {
      kind: 'manual',
      state: 'failed',
      fileName: 'backup',
      isEncrypted: false,
      startedAt: at,
      note: '磁盘已满。',
    },
  });
  await test.db.auditCheckpoint.create({
    data: {
      ...{ seq: 1, hash: Buffer.alloc(32), at, site: '海岳区' },
      ...{ publicKey: Buffer.alloc(32), signature: Buffer.alloc(64) },
    },
  });
}
