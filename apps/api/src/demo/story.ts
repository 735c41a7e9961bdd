import { crc32 } from 'node:zlib';
import { formatDayZh, type ReviewLevel } from '@rectify/domain';
import * as acts from './acts.ts';
import { makeEvidence, type EvidenceFile } from './evidence-files.ts';
import type { DemoUsername } from './people.ts';
import type { Role, Round } from './plot.ts';
import { CLOSURE_LAGS, LAST, PLAN_LAGS, planRoundsOf, scheduleOf, type MeasureSchedule } from './schedule.ts';
import type { Offset, Stage, Step } from './stage.ts';

const ORDINALS = ['一', '二', '三', '四', '五'];

const NOTES: Readonly<Record<ReviewLevel, readonly string[]>> = {
  unit_leader: ['已逐项核对，情况属实，同意。', '同意，请按要求上报。', '已现场查看，同意申请销号。'],
  group: [
    '查阅资料并现场查看，与申报一致，核验通过。',
    '随机回访2名服务对象，反映情况属实，核验通过。',
    '佐证材料齐全，核验通过。',
  ],
  office: ['同意销号。', '同意销号，纳入下一步“回头看”范围。', '同意，请持续巩固。'],
};
const PLAN_NOTES: Readonly<Record<ReviewLevel, readonly string[]>> = {
  unit_leader: ['措施具体、责任清楚，同意。', '同意，请各科室按时限推进。'],
  group: ['措施对应问题，可以执行。', '同意，请抓紧落实第一条措施。'],
  office: ['同意。'],
};

const pick = <T>(items: readonly T[], index: number): T => {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

/** Tells what happens to one issue as steps of the people involved. */
export class Story {
  readonly #stage: Stage;
  readonly #role: Role;
  readonly #measures: MeasureSchedule[];
  readonly #steps: Step[] = [];
  #fileCount = 0;
  readonly #fileNames = new Set<string>();

  constructor(stage: Stage, role: Role) {
    this.#stage = stage;
    this.#role = role;
    this.#measures = scheduleOf(role);
  }

  /** All steps from the plan on. */
  tell(): Step[] {
    const { plot } = this.#role;
    if (plot.withdrawn) {
      const { on, reason } = plot.withdrawn;
      this.#add(on, 'office', (ctx) => acts.withdraw(ctx, this.#role.issue, reason));
      return this.#steps;
    }
    this.#tellPlan();
    this.#tellWork();
    this.#tellExtension();
    this.#tellClosure();
    this.#tellReopening();
    const { comment } = plot;
    if (comment) this.#add(comment.on, 'observer', (ctx) => acts.comment(ctx, this.#role.issue, comment.text));
    return this.#steps;
  }

  #add(on: Offset, by: DemoUsername, act: Step['act']): void {
    this.#steps.push({ on, by, act });
  }

  #measureId(index: number): string {
    const id = this.#role.issue.measureIds[index];
    if (!id) throw new Error(`issue ${this.#role.number} has no measure ${index + 1}`);
    return id;
  }

  #reviewer(level: ReviewLevel): DemoUsername {
    const { cast, number } = this.#role;
    if (level === 'unit_leader') return cast.leader;
    return level === 'group' ? pick(cast.group, number) : pick(['office', 'office2'] as const, number);
  }

  #tellPlan(): void {
    const { cast, issue, text, plot, number } = this.#role;
    const rounds = planRoundsOf(this.#role);
    const [first] = rounds;
    if (!first) return;
    const section = cast.sections[text.by];
    if (!section) throw new Error(`no section ${text.by}`);
    const { leader, department, owners } = section;
    for (const [place, [due, indexes]] of [...this.#measuresByDue()].entries()) {
      const assignment = { leader, department, owner: pick(owners, number + place), dueOn: this.#stage.day(due) };
      this.#add(first.asked - 2, cast.liaison, (ctx) =>
        acts.assign(
          ctx,
          issue,
          indexes.map((index) => this.#measureId(index)),
          assignment,
        ),
      );
    }
    const { target } = plot;
    if (target)
      this.#add(first.asked - 2, cast.liaison, (ctx) => acts.setTarget(ctx, issue, this.#measureId(0), target));
    for (const round of rounds) {
      const statement = '已逐条落实责任人和完成时限，提请审核。';
      this.#add(round.asked, cast.liaison, (ctx) => acts.ask(ctx, issue, { kind: 'plan', statement }));
      this.#tellReviews(round, cast.planLevels, PLAN_LAGS, (level) => pick(PLAN_NOTES[level], number));
    }
  }

  #measuresByDue(): Map<Offset, number[]> {
    const groups = new Map<Offset, number[]>();
    for (const [index, { due }] of this.#measures.entries()) groups.set(due, [...(groups.get(due) ?? []), index]);
    return groups;
  }

  #tellReviews(
    round: Round,
    levels: readonly ReviewLevel[],
    lags: readonly number[],
    noteOf: (level: ReviewLevel) => string,
  ): void {
    const { issue } = this.#role;
    for (const [index, level] of levels.entries()) {
      const on = round.asked + (lags[index] ?? 0);
      const by = this.#reviewer(level);
      if (index < round.pass) this.#add(on, by, (ctx) => acts.review(ctx, issue, 'approved', noteOf(level)));
      const { returned, rejected } = round;
      if (index !== round.pass || returned === undefined) continue;
      if (rejected) this.#add(on, by, (ctx) => acts.judgeEvidence(ctx, issue, 'rejected', rejected));
      this.#add(on, by, (ctx) => acts.review(ctx, issue, 'returned', returned));
    }
  }

  #tellWork(): void {
    const { cast, issue } = this.#role;
    for (const [index, { reports, doneOn }] of this.#measures.entries()) {
      for (const { on, text } of reports)
        this.#add(on, cast.liaison, (ctx) => acts.report(ctx, this.#measureId(index), text));
      if (doneOn === null) continue;
      this.#add(doneOn, cast.liaison, (ctx) => acts.complete(ctx, issue, this.#measureId(index)));
      if (index % 2 === 0) this.#tellUpload(doneOn, index, reports.at(-1)?.text ?? '');
    }
  }

  #tellUpload(on: Offset, measure: number, text: string, replacesRejected = false): void {
    const { cast, issue, number, plot, text: words } = this.#role;
    const isFirst = this.#fileCount === 0;
    this.#fileCount += 1;
    const label = `问题${number} 措施${pick(ORDINALS, measure)}`;
    const { seed, datedOn } = (isFirst && plot.evidence) || {};
    const subject = {
      title: seed ?? `${words.title}整改情况`,
      lines: seed
        ? []
        : [
            `对应措施：${words.measures[measure]?.[0] ?? ''}`,
            `办理情况：${text}`,
            `日期：${formatDayZh(this.#stage.workday(on))}`,
          ],
      seed: seed ? 1 : crc32(`${words.title} ${this.#fileCount}`),
    };
    const file = this.#named(makeEvidence(seed ?? text, label, subject));
    this.#add(on, cast.liaison, (ctx) =>
      acts.upload(ctx, issue, {
        file,
        measureIds: [this.#measureId(measure)],
        replacesRejected,
        ...(datedOn !== undefined && { datedOn: this.#stage.day(datedOn) }),
      }),
    );
  }

  /** A later file of the same name says that it is one. */
  #named({ name, content }: EvidenceFile): EvidenceFile {
    const own = this.#fileNames.has(name) ? name.replace('.', '（补充）.') : name;
    this.#fileNames.add(name);
    return { name: own, content };
  }

  #tellExtension(): void {
    const { plot, cast, issue } = this.#role;
    if (!plot.extension) return;
    const { asked, to, pass, why } = plot.extension;
    this.#tellUpload(asked, 0, why);
    const open = this.#measures.flatMap(({ doneOn }, index) => (doneOn === null ? [index] : []));
    // The issue first, then its open measures one by one: only one request may be open.
    const targets = pass === 2 ? [null, ...open] : [null];
    for (const [place, measure] of targets.entries()) {
      const on = asked + place;
      this.#add(on, cast.liaison, (ctx) => {
        const target = measure === null ? {} : { measureId: this.#measureId(measure) };
        return acts.ask(ctx, issue, { kind: 'extension', statement: why, newDueOn: this.#stage.day(to), ...target });
      });
      const reviewers = [cast.leader, 'office'] as const;
      for (const by of reviewers.slice(0, pass))
        this.#add(on, by, (ctx) => acts.review(ctx, issue, 'approved', '情况属实，同意延期。'));
    }
  }

  #tellClosure(): void {
    const { plot, cast, issue, number } = this.#role;
    const rounds = plot.closure ?? [];
    const [first] = rounds;
    if (!first) return;
    this.#tellStatement(first.asked - 1);
    for (const round of rounds) {
      this.#add(round.asked, cast.liaison, (ctx) => acts.askClosure(ctx, issue, plot.staged ? 'staged' : 'completed'));
      const groupPlace = cast.closureLevels.indexOf('group');
      // Before verifying, the group says of the first file what it thinks of it.
      if (groupPlace >= 0 && groupPlace < round.pass && round === first) {
        const on = round.asked + (CLOSURE_LAGS[groupPlace] ?? 0);
        this.#add(on, this.#reviewer('group'), (ctx) => acts.judgeEvidence(ctx, issue, 'accepted'));
      }
      this.#tellReviews(round, cast.closureLevels, CLOSURE_LAGS, (level) => pick(NOTES[level], number));
      this.#tellAmendment(round);
    }
    const last = rounds.at(-1);
    if (last?.returned !== undefined) this.#tellResuming(last.asked + 5, '按退回意见补充整改，恢复办理。');
  }

  #tellStatement(on: Offset): void {
    const { plot, cast, issue, text } = this.#role;
    const { outcome } = text;
    if (!outcome) throw new Error(`issue ${this.#role.number} has no outcome`);
    for (const result of text.results ?? [])
      this.#add(on, cast.liaison, (ctx) => acts.recordResult(ctx, issue, result));
    const { staged } = plot;
    const stage = staged && { stageGoal: staged.goal, reviewOn: this.#stage.day(staged.review) };
    this.#add(on, cast.liaison, (ctx) => acts.state(ctx, issue, { outcomeStatement: outcome, ...stage }));
  }

  #tellAmendment({ asked, amended, rejected }: Round): void {
    if (!amended) return;
    const { cast, text } = this.#role;
    const on = Math.min(LAST, asked + 8);
    const last = text.measures.length - 1;
    this.#add(on, cast.liaison, (ctx) => acts.report(ctx, this.#measureId(last), amended));
    this.#tellUpload(on, last, amended, rejected !== undefined);
  }

  /** Measures with something still to tell are taken up again. */
  #tellResuming(on: Offset, reason: string): void {
    const { cast, issue } = this.#role;
    for (const [index, { later }] of this.#measures.entries()) {
      if (later.length === 0) continue;
      const start = Math.min(LAST, on);
      this.#add(start, cast.liaison, (ctx) => acts.resume(ctx, issue, this.#measureId(index), reason));
      for (const text of later) this.#add(LAST, cast.liaison, (ctx) => acts.report(ctx, this.#measureId(index), text));
    }
  }

  #tellReopening(): void {
    const { plot, issue } = this.#role;
    if (!plot.reopened) return;
    const { on, reason, evidence } = plot.reopened;
    this.#add(on, 'office', (ctx) => acts.reopen(ctx, issue, reason, evidence));
    this.#tellResuming(on + 1, '重新整改，恢复办理。');
  }
}
