import type { Chance } from './plan.ts';
import type { Kind } from './book.ts';
import type { Sent } from './http.ts';
import type { District } from './people.ts';

/** What the API tells of an issue, as far as the writers look at it. */
export interface Seen {
  id: string;
  status: string;
  version: number;
  returnCount: number;
  outcomeStatement: string | null;
  measures: { id: string; owner: string | null; status: string; progressCount: number }[];
  evidence: unknown[];
  outcomes: unknown[];
  requests: { id: string; status: string; turn: string | null }[];
}

/** One write that makes sense now; `build` gives it its mark and the version that was seen last. */
export interface Write {
  kind: Kind;
  slot?: string;
  build(mark: string, version: number): Sent;
}

const LAST_DAY = '2099-12-31';
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

type Step = (place: District, seen: Seen, chance: Chance) => Write | null;

const asLiaison = ({ cookies }: District, sent: Omit<Sent, 'cookie'>): Sent => ({ ...sent, cookie: cookies.liaison });

const assign: Step = (place, { measures }) => {
  const open = measures.find(({ owner }) => owner === null);
  if (!open) return null;
  return {
    kind: 'assignment',
    build: (mark, version) =>
      asLiaison(place, {
        ...{ method: 'PATCH', path: `/api/measures/${open.id}` },
        body: { version, leader: '李局', department: '综合科', owner: mark, dueOn: LAST_DAY },
      }),
  };
};

function pick<T>(items: readonly T[], chance: Chance): T | undefined {
  return items[Math.floor(chance() * items.length)];
}

const reword: Step = (place, { measures }, chance) => {
  const measure = pick(measures, chance);
  if (!measure || chance() < 0.4) return null;
  return {
    ...{ kind: 'measure', slot: `measure ${measure.id}` },
    build: (mark, version) =>
      asLiaison(place, {
        ...{ method: 'PATCH', path: `/api/measures/${measure.id}`, body: { version, text: `逐件盘点登记 ${mark}。` } },
      }),
  };
};

const ask =
  (kind: 'plan' | 'closure'): Step =>
  (place, { id }) => ({
    kind: 'request',
    build: (mark, version) =>
      asLiaison(place, {
        ...{ method: 'POST', path: `/api/issues/${id}/review-requests`, body: { version, kind, statement: mark } },
      }),
  });

const REVIEWERS = { unit_leader: 'leader', group: 'group', office: 'office' } as const;

const review: Step = ({ cookies }, { requests, returnCount }, chance) => {
  const open = requests.find(({ status }) => status === 'open');
  const reviewer = open && REVIEWERS[open.turn as keyof typeof REVIEWERS];
  if (!open || !reviewer) return null;
  const decision = returnCount === 0 && chance() < 0.08 ? 'returned' : 'approved';
  return {
    kind: 'review',
    build: (mark, version) => ({
      ...{ method: 'POST', path: `/api/review-requests/${open.id}/reviews`, cookie: cookies[reviewer] },
      body: { version, decision, note: `请按意见办理并补充明细 ${mark}` },
    }),
  };
};

const progress: Step = (place, { measures }, chance) => {
  const measure = measures.find(({ progressCount }) => progressCount === 0) ?? pick(measures, chance);
  if (!measure || (measure.progressCount > 0 && chance() < 0.4)) return null;
  return {
    kind: 'progress',
    build: (mark) =>
      asLiaison(place, {
        ...{ method: 'POST', path: `/api/measures/${measure.id}/progress` },
        body: { asOf: today(), text: `已登记 120 项 ${mark}` },
      }),
  };
};

const attach: Step = (place, { id, evidence }, chance) => {
  if (evidence.length > 0 && chance() < 0.9) return null;
  const length = 20 + Math.floor(chance() * 20_000);
  return {
    kind: 'evidence',
    build: (mark) =>
      asLiaison(place, {
        ...{ method: 'POST', path: `/api/issues/${id}/evidence` },
        file: { name: `盘点 ${mark}.txt`, content: Buffer.from(`${mark}\n${'盘点明细 '.repeat(length / 13)}`) },
      }),
  };
};

const outcome: Step = (place, { id, outcomes }) => {
  if (outcomes.length > 0) return null;
  return {
    kind: 'outcome',
    build: (mark, version) =>
      asLiaison(place, {
        ...{ method: 'POST', path: `/api/issues/${id}/outcomes` },
        body: { version, kind: 'system_established', count: 1, note: `资产管理办法 ${mark}` },
      }),
  };
};

const state: Step = (place, { id, outcomeStatement }, chance) => {
  if (outcomeStatement !== null && chance() < 0.7) return null;
  return {
    ...{ kind: 'statement', slot: `statement ${id}` },
    build: (mark, version) =>
      asLiaison(place, {
        ...{ method: 'PUT', path: `/api/issues/${id}/outcome-statement` },
        body: { version, outcomeStatement: `2978 项资产账实相符 ${mark}` },
      }),
  };
};

const complete: Step = (place, { measures }) => {
  const open = measures.find(({ status, progressCount }) => status !== 'done' && progressCount > 0);
  if (!open) return null;
  return {
    ...{ kind: 'completion', slot: `completion ${open.id}` },
    build: (_mark, version) =>
      asLiaison(place, {
        ...{ method: 'POST', path: `/api/measures/${open.id}/completion`, body: { version, doneOn: today() } },
      }),
  };
};

const comment: Step = ({ cookies }, { id }, chance) => {
  if (chance() < 0.9) return null;
  return {
    kind: 'comment',
    build: (mark) => ({
      ...{ method: 'POST', path: `/api/issues/${id}/comments`, cookie: cookies.office },
      body: { text: `请继续 ${mark}` },
    }),
  };
};

const LIFE: Record<string, readonly Step[]> = {
  issued: [comment, assign, reword, ask('plan')],
  planning: [comment, review],
  rectifying: [comment, progress, attach, outcome, state, complete, ask('closure')],
  closing: [comment, review],
};

/** The next write in the life of an issue; null when it is over. */
export function nextWrite(place: District, seen: Seen, chance: Chance): Write | null {
  for (const step of LIFE[seen.status] ?? []) {
    const write = step(place, seen, chance);
    if (write) return write;
  }
  return null;
}

const IMPORTED = 3;

/** A write beside the lives of issues: another issue, or a whole report. */
export function writeBeside({ world, cookies }: District, chance: Chance): Write {
  const path = `/api/inspections/${world.inspectionId}`;
  const cookie = cookies.clerk;
  if (chance() < 0.7) {
    const build = (mark: string): Sent => ({
      ...{ method: 'POST', path: `${path}/issues`, cookie },
      body: { title: `会议记录缺失 ${mark}`, text: '部分会议没有记录。', measures: ['补记。'] },
    });
    return { kind: 'issue', build };
  }
  const build = (mark: string): Sent => {
    const issues = Array.from({ length: IMPORTED }, (_, index) => ({
      ...{ number: null, categoryPath: [], title: `导入 ${mark}`, text: `第 ${index} 处 ${mark}` },
      measures: [{ text: '整改。' }],
    }));
    return { method: 'POST', path: `${path}/imports`, cookie, body: { text: `通报全文 ${mark}`, issues } };
  };
  return { kind: 'import', build };
}

/** Rows and audit entries that carry the mark of one write. */
export const copiesOf = (kind: Kind) => (kind === 'import' ? IMPORTED : 1);
