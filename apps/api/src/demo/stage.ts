import { addDays, dayInShanghai, type CalendarDay } from '@rectify/domain';
import type { Ctx, Deps, SignedIn } from '../context.ts';
import { isWorkday } from '../days.ts';
import { findActor } from '../features/access/session.ts';
import type { DemoUsername } from './people.ts';

/** Days from the day of the start; negative ones lie in the past. */
export type Offset = number;

/** Something that one account does on one day. */
export interface Step {
  on: Offset;
  by: DemoUsername;
  act(ctx: Ctx): Promise<unknown>;
}

/** Issues that are acted on at the same time. */
const PARALLEL = 6;
// Minutes of a working day: nine to twelve, half past one to half past five.
const MORNING = 180;
const WORKING = 420;

/** The time and the people of the demo data: what happens, happens as the account and on the day that it belongs to. */
export class Stage {
  readonly today: CalendarDay;
  readonly #deps: Deps;
  readonly #userIds: ReadonlyMap<DemoUsername, string>;
  readonly #actors = new Map<DemoUsername, SignedIn>();

  constructor(deps: Deps, userIds: ReadonlyMap<DemoUsername, string>) {
    this.#deps = deps;
    this.#userIds = userIds;
    this.today = dayInShanghai(deps.now());
  }

  /** The calendar day of an offset. */
  day(offset: Offset): CalendarDay {
    return addDays(this.today, offset);
  }

  /** The working day on or before an offset: offices act on working days. */
  workday(offset: Offset): CalendarDay {
    let day = this.day(offset);
    while (!isWorkday(day)) day = addDays(day, -1);
    return day;
  }

  /** A context in which an account acts, so many minutes into the working day. */
  async ctx(username: DemoUsername, day: CalendarDay, minutes: number): Promise<Ctx> {
    const clock = 9 * 60 + minutes + (minutes >= MORNING ? 90 : 0);
    const at = new Date(Date.parse(`${day}T00:00:00+08:00`) + Math.round(clock * 60_000));
    const origin = { ip: null, userAgent: null, requestId: 'demo' };
    return { ...this.#deps, at, today: day, origin, actor: await this.#actor(username) };
  }

  async #actor(username: DemoUsername): Promise<SignedIn> {
    const known = this.#actors.get(username);
    if (known) return known;
    const actor = await findActor(this.#deps.db, this.#userIds.get(username) ?? '', '');
    if (!actor) throw new Error(`no account ${username}`);
    this.#actors.set(username, actor);
    return actor;
  }

  /**
   * Lets stories run side by side, day by day; the steps of one story follow each other. What belongs to an
   * inspection as a whole comes first on its day, since the issues' own steps rest on it.
   */
  async play(common: readonly Step[], stories: readonly (readonly Step[])[]): Promise<void> {
    const days = new Map<CalendarDay, Step[][]>();
    for (const [index, story] of [common, ...stories].entries()) {
      for (const step of story.toSorted((a, b) => a.on - b.on)) {
        const day = this.workday(step.on);
        const playing = days.get(day) ?? [];
        days.set(day, playing);
        (playing[index] ??= []).push(step);
      }
    }
    for (const day of [...days.keys()].toSorted()) {
      const [first = [], ...others] = days.get(day) ?? [];
      await this.#playDay(day, [
        ...first.map((step) => [step]),
        ...roundsOf(others.filter((steps) => steps !== undefined)),
      ]);
    }
  }

  /** Rounds spread over the day, one after the other: the trail then reads in the order of time. */
  async #playDay(day: CalendarDay, rounds: readonly Step[][]): Promise<void> {
    for (const [round, steps] of rounds.entries()) {
      const start = (round * WORKING) / rounds.length;
      const pace = WORKING / rounds.length / steps.length;
      await eachOf(steps, async (step, index) => step.act(await this.ctx(step.by, day, start + index * pace)));
    }
  }
}

/** The first steps of all stories, then the second ones … */
function roundsOf(stories: readonly Step[][]): Step[][] {
  const count = Math.max(0, ...stories.map((steps) => steps.length));
  return Array.from({ length: count }, (_, round) => stories.flatMap((story) => story[round] ?? []));
}

/** Does something with each item in order, a few at a time. */
async function eachOf<T>(items: readonly T[], act: (item: T, index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      const item = items[index];
      if (item !== undefined) await act(item, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, items.length) }, worker));
}
