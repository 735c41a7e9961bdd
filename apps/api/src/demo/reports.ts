import type { ReportKind } from '@rectify/domain';
import * as acts from './publication.ts';
import type { DemoReport } from './publication.ts';
import type { DemoUsername } from './people.ts';
import { answer, writeFeedback, type DemoFeedback } from './public-feedback.ts';
import type { Offset, Step } from './stage.ts';

/** Who takes a report through its steps. */
interface Hands {
  writer: DemoUsername;
  /** A programme's report belongs to no unit: nobody signs for one. */
  leader?: DemoUsername;
  reviewer: { id: string; username: DemoUsername };
  approver: DemoUsername;
}

interface Subject {
  kind: ReportKind;
  /** Known once the inspection or programme has been entered. */
  of: () => { inspectionId: string } | { programmeId: string };
  title?: string;
}

/** Days of the steps of one round; what has no day has not happened yet. */
interface Round {
  written: Offset;
  submitted?: Offset;
  signed?: Offset;
  reviewed?: Offset;
  approved?: Offset;
}

/** One report as a story of its own. */
class ReportStory {
  readonly steps: Step[] = [];
  readonly #report: DemoReport = { id: '' };
  readonly #hands: Hands;

  constructor(hands: Hands) {
    this.#hands = hands;
  }

  #add(on: Offset, by: DemoUsername, act: Step['act']): void {
    this.steps.push({ on, by, act });
  }

  /** The first draft: out of the ledger, with the contact details that only people know. */
  draft(on: Offset, { kind, of, title }: Subject): this {
    this.#add(on, this.#hands.writer, async (ctx) => {
      await acts.draft(ctx, this.#report, kind, of());
      await acts.giveContact(ctx, this.#report);
      if (title) await acts.reword(ctx, this.#report, ({ kind: each }) => (each === 'title' ? title : null));
    });
    return this;
  }

  /** The last measure stays inside the party: it could be read as naming a person. */
  keepLastMeasureInside(on: Offset): this {
    const isMeant = ({ kind, disclosure }: { kind: string; disclosure: string }) =>
      kind === 'measure' && disclosure === 'public';
    this.#add(on, this.#hands.writer, (ctx) => acts.keepInside(ctx, this.#report, isMeant, 'privacy'));
    return this;
  }

  /** Through the reviews, as far as there are days for. */
  review({ written, submitted, signed, reviewed, approved }: Round, correction?: string): this {
    const { writer, leader, reviewer, approver } = this.#hands;
    const report = this.#report;
    this.#add(written, writer, (ctx) => acts.answerWarnings(ctx, report));
    if (submitted !== undefined)
      this.#add(submitted, writer, (ctx) => acts.submit(ctx, report, reviewer.id, correction));
    if (signed !== undefined && leader) this.#add(signed, leader, (ctx) => acts.sign(ctx, report));
    if (reviewed !== undefined) this.#add(reviewed, reviewer.username, (ctx) => acts.reviewSecrecy(ctx, report));
    if (approved !== undefined) this.#add(approved, approver, (ctx) => acts.approve(ctx, report));
    return this;
  }

  /** A correction: the draft is opened again and a sentence put right. */
  correct(on: Offset, from: string, to: string): this {
    this.#add(on, this.#hands.writer, async (ctx) => {
      await acts.correct(ctx, this.#report);
      await acts.reword(ctx, this.#report, ({ text }) => (text.includes(from) ? text.replace(from, to) : null));
    });
    return this;
  }

  /** Someone of the public writes; the office answers where there is a day for it. */
  feedback(on: Offset, feedback: DemoFeedback, answered?: { on: Offset; words: string }): this {
    this.#add(on, 'office2', (ctx) => writeFeedback(ctx, this.#report, feedback));
    if (answered) this.#add(answered.on, 'office2', (ctx) => answer(ctx, feedback, answered.words));
    return this;
  }

  withdraw(on: Offset, reason: string): this {
    this.#add(on, this.#hands.approver, (ctx) => acts.withdraw(ctx, this.#report, reason));
    return this;
  }
}

interface Known {
  userIds: ReadonlyMap<DemoUsername, string>;
  campaign: { id: string };
  approval: { id: string };
  street: { id: string };
  round: { id: string };
}

/** The reports of the district: published, corrected, withdrawn, of the whole round, and one under review. */
export function reportStories({ userIds, campaign, approval, street, round }: Known): Step[][] {
  const reviewer = { id: userIds.get('office3') ?? '', username: 'office3' } as const;
  const of = (unit: 'zj' | 'sp' | 'wh'): Hands => ({
    ...{ writer: `liaison-${unit}`, leader: `leader-${unit}`, reviewer, approver: 'office' },
  });
  const corrected = new ReportStory(of('zj'))
    .draft(-133, { kind: 'final', of: () => ({ inspectionId: campaign.id }) })
    .review({ written: -133, submitted: -132, signed: -131, reviewed: -128, approved: -125 })
    .correct(-110, '下一步', '下一阶段')
    .review(
      { written: -110, submitted: -109, signed: -108, reviewed: -105, approved: -103 },
      '更正标题中的用语，各项内容和数字没有变化。',
    )
    .feedback(
      -96,
      {
        text: '上周去政务窗口办理业务，等候时间确实短了。希望周六上午也能安排一个窗口值班，方便上班的人。',
        name: '海岳居民',
      },
      { on: -90, words: '感谢您的意见。区住建局已在周六上午安排一个综合窗口值班，办理范围张贴在大厅入口。' },
    )
    .feedback(-30, { text: '通报里说的一次性告知单，网上能不能也下载到？跑一趟才知道缺材料，还是不方便。' });
  const withdrawn = new ReportStory(of('sp'))
    .draft(-62, {
      kind: 'stage',
      of: () => ({ inspectionId: approval.id }),
      title: '中共海岳区行政审批服务局党组关于巡察整改第一阶段成效的通报',
    })
    .review({ written: -62, submitted: -61, signed: -60, reviewed: -58, approved: -56 })
    .withdraw(-20, '内容已由后一份阶段成效通报替代，为免读者引用旧数据，撤回本通报。');
  const published = new ReportStory(of('sp'))
    .draft(-7, {
      kind: 'stage',
      of: () => ({ inspectionId: approval.id }),
      title: '中共海岳区行政审批服务局党组关于巡察整改阶段进展情况的通报',
    })
    .keepLastMeasureInside(-7)
    .review({ written: -7, submitted: -6, signed: -5, reviewed: -3, approved: -1 });
  const wholeRound = new ReportStory({ writer: 'office2', reviewer, approver: 'office' })
    .draft(-14, { kind: 'stage', of: () => ({ programmeId: round.id }) })
    .review({ written: -14, submitted: -13, reviewed: -11, approved: -9 });
  const underReview = new ReportStory(of('wh'))
    .draft(-4, { kind: 'stage', of: () => ({ inspectionId: street.id }) })
    .review({ written: -4, submitted: -2 });
  return [corrected, withdrawn, published, wholeRound, underReview].map(({ steps }) => steps);
}
