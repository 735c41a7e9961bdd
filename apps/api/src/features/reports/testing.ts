import type { Prisma } from '@rectify/db';
import type { Disclosure } from '@rectify/domain';
import { workQueueOnce } from '../../jobs/queue.ts';
import type { Agent, TestApp, World } from '../../testing.ts';
import { reportTasks } from './publish-scheduled.ts';

/** Someone who is signed in. */
export interface Person {
  agent: Agent;
  id: string;
}

/** Everyone who takes part in a publication. */
export interface Cast {
  liaison: Person;
  leader: Person;
  secrecy: Person;
  office: Person;
}

/** Opens accounts for everyone who takes part in the publication of a unit's report. */
export async function buildCast(test: TestApp, world: World): Promise<Cast> {
  return {
    liaison: await test.as('liaison', world.unitId, '李联络'),
    leader: await test.as('unit_leader', world.unitId, '钱局长'),
    secrecy: await test.as('office', world.officeUnitId, '孙保密'),
    office: await test.as('office', world.officeUnitId, '王办'),
  };
}

type Given = Partial<Omit<Prisma.IssueUncheckedCreateInput, 'measures' | 'outcomes'>> & {
  title: string;
  measures?: readonly string[];
  systems?: number;
};

let position = 0;

/** Puts an issue with its measures onto the ledger as it stands in the middle of its life. */
export async function addIssue(test: TestApp, place: { inspectionId: string; unitId: string }, given: Given) {
  position += 1;
  const { measures = ['修订制度并于2024年5月20日印发。'], systems = 0, ...issue } = given;
  const isDone = issue.status === 'closed';
  return test.db.issue.create({
    data: {
      ...{ inspectionId: place.inspectionId, leadUnitId: place.unitId, position, status: 'rectifying' },
      text: `${issue.title}。`,
      disclosure: 'public',
      ...(isDone && { closureResult: 'completed', outcomeStatement: '已经整改到位，5月底复查2次未见反弹。' }),
      ...issue,
      measures: {
        create: measures.map((text, index) => ({
          ...{ ordinal: index + 1, text, status: isDone ? 'done' : 'ongoing' },
        })),
      },
      ...(systems > 0 && {
        outcomes: {
          create: [
            {
              kind: 'system_established',
              count: systems,
              note: '制度',
              createdBy: place.unitId,
              createdAt: test.deps.now(),
            },
          ],
        },
      }),
    },
  });
}

/** Another inspection of the same unit, so that each test has its own. */
export async function anInspection(test: TestApp, world: World): Promise<{ inspectionId: string; unitId: string }> {
  const { id } = await test.db.inspection.create({
    data: {
      ...{ programmeId: world.programmeId, unitId: world.unitId, groupId: world.groupId, kind: 'routine' },
      feedbackOn: new Date('2024-05-16T00:00:00Z'),
    },
  });
  return { inspectionId: id, unitId: world.unitId };
}

/** An inspection with three public issues, numbered from one. */
export async function aLedger(
  test: TestApp,
  world: World,
  disclosures: readonly Disclosure[] = ['public', 'public', 'public'],
) {
  const place = await anInspection(test, world);
  const titles = ['窗口排队时间过长', '合同档案保管不善', '会议记录多处缺页', '采购比价流于形式', '值班电话无人接听'];
  for (const [index, disclosure] of disclosures.entries()) {
    await addIssue(test, place, {
      ...{ title: titles[index % titles.length] ?? '', number: index + 1, disclosure },
      ...(disclosure === 'withheld' && { withholdGround: 'open_case' }),
      ...(index === 0 && { status: 'closed', systems: 2 }),
    });
  }
  return place;
}

/** Ways through the flow, each answering the raw response. */
export function flowOf(test: TestApp, cast: Cast) {
  const read = async (id: string, person = cast.liaison) =>
    (await person.agent.get(`/api/reports/${id}`).expect(200)).body;
  const post = async (person: Person, id: string, step: string, body: object = {}) => {
    const row = await test.db.publicReport.findUniqueOrThrow({ where: { id } });
    return person.agent.post(`/api/reports/${id}/${step}`).send({ version: row.version, ...body });
  };
  const tickAll = async (id: string) => {
    for (const audience of ['public', 'party']) {
      const { body } = await cast.liaison.agent.get(`/api/reports/${id}/check?audience=${audience}`).expect(200);
      for (const { severity, key } of body.findings) {
        if (severity === 'warning') await cast.liaison.agent.put(`/api/reports/${id}/ticks/${key}`).expect(200);
      }
    }
  };
  const flow = {
    read,
    post,
    tickAll,
    async create(place: { inspectionId: string }, kind = 'final', person = cast.liaison): Promise<string> {
      const { body } = await person.agent
        .post('/api/reports')
        .send({ kind, inspectionId: place.inspectionId })
        .expect(201);
      return body.id;
    },
    submit: (id: string, body: object = {}) =>
      post(cast.liaison, id, 'submission', { secrecyReviewerId: cast.secrecy.id, ...body }),
    sign: (id: string) => post(cast.leader, id, 'signature'),
    passSecrecy: (id: string) => post(cast.secrecy, id, 'secrecy-pass'),
    approve: (id: string, body: object = {}) => post(cast.office, id, 'approval', body),
    /** Through all reviews up to the office's decision. */
    async toApproval(id: string, body: object = {}): Promise<void> {
      await tickAll(id);
      for (const step of [() => flow.submit(id, body), () => flow.sign(id), () => flow.passSecrecy(id)]) {
        const answer = await step();
        if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      }
    },
    async publish(id: string, body: object = {}): Promise<void> {
      await flow.toApproval(id, body);
      const answer = await flow.approve(id);
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    },
  };
  return flow;
}

/** Does what the queue has to do now. */
export const runJobs = (test: TestApp) => workQueueOnce(test.deps, reportTasks(test.deps));
