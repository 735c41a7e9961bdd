import type { IssueNature, IssueSource, ReviewLevel } from '@rectify/domain';
import type { DemoIssue } from './acts.ts';
import type { DemoUsername } from './people.ts';
import type { Offset } from './stage.ts';
import type { IssueText } from './texts/text.ts';

/** One asking and what came of it: so many levels approve; then the next one returns it, or it waits there. */
export interface Round {
  asked: Offset;
  pass: number;
  /** What the returning level wants added. */
  returned?: string;
  /** Why the returning level does not accept the oldest file. */
  rejected?: string;
  /** What the unit reports after the return, with a new file. */
  amended?: string;
}

/** What happens to one issue. */
export interface Plot {
  /** Its own date limit; else that of the inspection. */
  due?: Offset;
  nature?: IssueNature;
  source?: IssueSource;
  /** Names of the units beside the lead unit. */
  with?: readonly string[];
  /** 整改目标 of the first measure. */
  target?: string;
  /** Rounds of the plan; absent as everyone else's, empty while nothing was submitted. */
  plan?: readonly Round[];
  closure?: readonly Round[];
  /** 阶段性完成: what is aimed at and when it is looked at again. */
  staged?: { goal: string; review: Offset };
  extension?: { asked: Offset; to: Offset; pass: number; why: string };
  reopened?: { on: Offset; reason: string; evidence: string };
  withdrawn?: { on: Offset; reason: string };
  comment?: { on: Offset; text: string };
  /** The first file is dated before the feedback, or shared with another issue: what 销号质检 should find. */
  evidence?: { datedOn?: Offset; seed?: string };
}

export interface SectionPeople {
  leader: string;
  department: string;
  owners: readonly string[];
}

/** Who plays in the stories of one inspection, and by which calendar. */
export interface Cast {
  liaison: DemoUsername;
  leader: DemoUsername;
  group: readonly DemoUsername[];
  sections: Readonly<Record<string, SectionPeople>>;
  planLevels: readonly ReviewLevel[];
  closureLevels: readonly ReviewLevel[];
  feedback: Offset;
  /** When plans are submitted unless the plot says otherwise. */
  planned: Offset;
  /** The inspection's date limit, roughly. */
  due: Offset;
}

/** An issue with its words and its fate. */
export interface Role {
  number: number;
  issue: DemoIssue;
  text: IssueText;
  plot: Plot;
  cast: Cast;
}
